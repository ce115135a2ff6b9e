package ftpd

import "strings"

// command is how one FTP command is done.
type command struct {
	do       func(s *session, argument string) reply
	stranger bool // allowed before the login
	argued   bool // needs an argument
}

// commands is what the server knows; anything else is 502. It is filled by init, for act reads it.
var commands map[string]command

func init() {
	commands = map[string]command{
		"CONNECT": {do: welcome, stranger: true},
		"USER":    {do: user, stranger: true, argued: true},
		"PASS":    {do: pass, stranger: true},
		"QUIT":    {do: quit, stranger: true},
		"NOOP":    {do: noop, stranger: true},
		"SYST":    {do: system, stranger: true},
		"FEAT":    {do: features, stranger: true},
		"OPTS":    {do: options, argued: true, stranger: true},
		"TYPE":    {do: transferType, argued: true},
		"REST":    {do: restart, argued: true},
		"ABOR":    {do: abort},
		"PWD":     {do: printFolder},
		"CWD":     {do: changeFolder, argued: true},
		"CDUP":    {do: parentFolder},
		"MKD":     {do: makeFolder, argued: true},
		"RMD":     {do: removeFolder, argued: true},
		"PASV":    {do: passive},
		"EPSV":    {do: extendedPassive},
		"LIST":    {do: list},
		"NLST":    {do: nameList},
		"MLSD":    {do: machineList},
		"MLST":    {do: machineEntry},
		"SIZE":    {do: size, argued: true},
		"MDTM":    {do: modified, argued: true},
		"STOR":    {do: store, argued: true},
		"RETR":    {do: retrieve, argued: true},
		"DELE":    {do: remove, argued: true},
		"RNFR":    {do: renameFrom, argued: true},
		"RNTO":    {do: renameTo, argued: true},
	}
}

// act does a command as it should be done.
func (s *session) act(name, argument string) reply {
	s.touched = ""
	from := s.from
	s.from = ""
	if name == "RNTO" {
		s.from = from // any other command in between forgets it (RFC 959, 4.1.3)
	}
	c, known := commands[name]
	switch {
	case !known || s.server.config.refuses(name):
		return say(502, "Command not implemented.")
	case !c.stranger && s.tree == nil:
		return say(530, "Please log in with USER and PASS.")
	case c.argued && argument == "":
		return say(501, "An argument is missing.")
	}
	return c.do(s, argument)
}

func welcome(*session, string) reply { return say(220, "Simulated bank ready.") }

func quit(*session, string) reply { return say(221, "Goodbye.") }

func noop(*session, string) reply { return say(200, "Fine.") }

func system(*session, string) reply { return say(215, "UNIX Type: L8") }

func abort(*session, string) reply { return say(226, "Nothing to abort.") }

func user(s *session, argument string) reply {
	s.user, s.tree, s.folder = argument, nil, "/"
	return say(331, "Password please.")
}

func pass(s *session, argument string) reply {
	password, known := s.server.config.Users[s.user]
	if !known || password != argument {
		return say(530, "Login incorrect.")
	}
	s.tree = s.server.trees[s.user]
	return say(230, "Welcome.")
}

func transferType(_ *session, argument string) reply {
	switch strings.ToUpper(argument) {
	case "I", "L 8", "A", "A N":
		return say(200, "Type set; bytes pass as they are.")
	}
	return say(504, "Type not known.")
}

func restart(_ *session, argument string) reply {
	if argument != "0" {
		return say(504, "Only from the start.")
	}
	return say(350, "From the start.")
}

func options(_ *session, argument string) reply {
	if strings.EqualFold(argument, "UTF8 ON") {
		return say(200, "Always UTF-8.")
	}
	return say(501, "Option not known.")
}

func features(s *session, _ string) reply {
	lines := []string{"Features:"}
	for _, f := range []string{"EPSV", "PASV", "SIZE", "MDTM", "MLST type*;size*;modify*;", "TVFS", "UTF8"} {
		name, _, _ := strings.Cut(f, " ")
		if !s.server.config.refuses(name) {
			lines = append(lines, f)
		}
	}
	return reply{211, append(lines, "End")}
}

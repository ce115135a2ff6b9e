package config

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// Endpoint is how a correspondent's file server is reached. Secrets are read when they are needed.
type Endpoint struct {
	Address, User       string
	OutFolder, InFolder string // where we put, where we fetch
	Protocol            string // "ftp", "ftps", "implicit" or "sftp"
	Verify              string // "size", "readback" or "none"
	Finish              string // "rename", "none" or "trigger:SUFFIX"
	Stable              string // "size", "size:TIME", "age:TIME" or "trigger:SUFFIX"
	TakesAtOnce         bool
	AfterFetch          string // "delete", "keep" or "move:FOLDER"
	Deadline            time.Duration
	Sessions            int // logins that work at once
	Options             EndpointOptions
	Security            EndpointSecurity
	Password            func() (string, error) // "" where a private key is enough
	Probe               string                 // name of a file that nostro ping may write and delete; "": none
	OpenPGP             *OpenPGP               // nil: files go and come in the clear
}

// Deadlines of every read and write on a connection.
const (
	deadlineDefault = 30 * time.Second // where nostro.yaml says nothing
	deadlineMax     = 10 * time.Minute
)

// sessionsMax bounds the logins at one server that work at once.
const sessionsMax = 16

func endpoint(s *section) Endpoint {
	out, in := s.text("out_folder"), s.text("in_folder")
	if out.good && in.good && folder(out.text) == folder(in.text) {
		in.bad("%q is out_folder too: what we put would be fetched as the bank's", in.text)
	}
	e := Endpoint{Address: s.text("address").check(checkAddress).text, User: s.text("user").text, OutFolder: out.text,
		InFolder: in.text, Protocol: "ftp", Verify: s.text("verify").oneOf("size", "readback", "none").text,
		TakesAtOnce: s.flag("takes_at_once", true), Deadline: deadlineDefault, Sessions: 1}
	setWord(s, "protocol", &e.Protocol, "ftp", "ftps", "implicit", "sftp")
	e.AfterFetch = s.text("after_fetch").check(func(text string) error {
		return checkAfterFetch(text, in.text, out.text)
	}).text
	s.optional("deadline").check(func(text string) (err error) {
		e.Deadline, err = duration(text, deadlineMax)
		return err
	})
	s.setNumber("sessions", "logins", 1, sessionsMax, &e.Sessions)
	e.Finish, e.Stable = finish(s), stable(s)
	e.Options = endpointOptions(s)
	e.Security = endpointSecurity(s, e.Protocol)
	e.Password = s.password(e.Security.hasPrivateKey)
	e.OpenPGP = s.openPGP()
	e.Probe = s.optional("probe").check(checkProbe).text
	s.end()
	return e
}

// duration reads a time above zero.
func duration(text string, most time.Duration) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || d > most {
		return 0, fmt.Errorf("%q is no time up to %v: write it as 30s or 2m", text, most)
	}
	return d, nil
}

// folder is the name of a remote folder without what does not tell it from another.
func folder(name string) string { return strings.TrimRight(name, "/") }

func checkAddress(address string) error {
	host, port, err := net.SplitHostPort(address)
	number, portErr := strconv.ParseUint(port, 10, 16)
	if err != nil || portErr != nil || number == 0 || host == "" || strings.ContainsAny(host, " /@") {
		return fmt.Errorf("%q is not host:port: write it as ftp.bank.example:21", address)
	}
	return nil
}

// checkAfterFetch refuses, besides unknown words, a move that would not take the file away.
func checkAfterFetch(text, in, out string) error {
	to, moves := strings.CutPrefix(text, "move:")
	switch {
	case !moves && text != "delete" && text != "keep":
		return fmt.Errorf("%q is not known: use delete, keep or move:FOLDER", text)
	case moves && strings.TrimSpace(to) == "":
		return fmt.Errorf("%q names no folder: use move:FOLDER", text)
	case moves && (folder(to) == folder(in) || folder(to) == folder(out)):
		return fmt.Errorf("%q moves to in_folder or out_folder: name another folder", text)
	}
	return nil
}

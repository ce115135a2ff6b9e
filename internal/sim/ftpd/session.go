package ftpd

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"path"
	"strings"
)

// LineMax is the longest command line in bytes; a longer one ends the connection.
const LineMax = 4096

// session is one control connection.
type session struct {
	server  *Server
	conn    net.Conn
	lines   *bufio.Reader
	user    string // as named by USER
	tree    *Tree  // nil until PASS was right
	folder  string // current
	passive net.Listener
	from    string // of RNFR, for the very next command
	touched string // the file that the last command made, for ActThenTake
	cut     *Fault // limits the transfer that is being done
}

// reply is a code and its text; several lines make a multi-line reply.
type reply struct {
	code  int
	lines []string
}

func say(code int, format string, args ...any) reply {
	return reply{code, []string{fmt.Sprintf(format, args...)}}
}

func newSession(server *Server, conn net.Conn) *session {
	return &session{server: server, conn: conn, lines: bufio.NewReaderSize(conn, LineMax), folder: "/"}
}

// run serves the connection until the client, the server or a fault ends it.
func (s *session) run() {
	defer func() { s.server.drop(s.passiveCloser()) }()
	if !s.server.enter() {
		s.send(say(421, "Too many connections."))
		return
	}
	defer s.server.leave()
	if !s.serve("CONNECT", "") {
		return
	}
	for {
		line, err := s.lines.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			s.refuseLine()
			return
		}
		if err != nil {
			return
		}
		command, argument, _ := strings.Cut(strings.TrimRight(string(line), "\r\n"), " ")
		if !s.serve(strings.ToUpper(command), argument) {
			return
		}
	}
}

// refuseLine reads a long line to its end first, for a socket that is closed over unread bytes loses the reply.
func (s *session) refuseLine() {
	for {
		if _, err := s.lines.ReadSlice('\n'); err == bufio.ErrBufferFull {
			continue
		}
		s.send(say(500, "Line too long."))
		return
	}
}

// serve does one command, or the wrong that the script wants; false ends the connection.
func (s *session) serve(command, argument string) bool {
	fault := s.server.script.next(s.user, command)
	switch fault.Do {
	case Reply:
		return s.send(fault.reply()) && fault.Code != 421
	case DropBefore:
		return false
	case Silent:
		return s.wait()
	case CutData:
		s.cut = &fault
	}
	answer := s.act(command, argument)
	s.cut = nil
	switch fault.Do {
	case ActThenDrop:
		return false
	case ActThenSilent:
		return s.wait()
	case ActThenReply:
		answer = fault.reply()
	case CutData:
		if fault.Code == 0 {
			return false
		}
		answer = fault.reply()
	case ActThenTake:
		if s.tree != nil && s.touched != "" {
			_ = s.tree.Remove(s.touched) // a file that is gone already was taken
		}
	}
	return s.send(answer) && answer.code != 221 && answer.code != 421
}

// wait reads and forgets until the client or the server ends the connection.
func (s *session) wait() bool {
	_, _ = io.Copy(io.Discard, s.conn)
	return false
}

// send writes a reply; false: the client is gone.
func (s *session) send(r reply) bool {
	var text strings.Builder
	last := len(r.lines) - 1
	for i, line := range r.lines {
		switch {
		case i == last:
			fmt.Fprintf(&text, "%d %s\r\n", r.code, line)
		case i == 0:
			fmt.Fprintf(&text, "%d-%s\r\n", r.code, line)
		default:
			fmt.Fprintf(&text, " %s\r\n", line)
		}
	}
	_, err := io.WriteString(s.conn, text.String())
	return err == nil
}

// at returns the absolute path that an argument names.
func (s *session) at(argument string) string {
	whole := clean(argument)
	if !strings.HasPrefix(argument, "/") {
		whole = clean(s.folder + "/" + argument)
	}
	if item, there := s.tree.find(whole); s.server.config.Names == nil || there && item.Folder {
		return whole
	}
	return path.Join(path.Dir(whole), s.server.config.Names(path.Base(whole)))
}

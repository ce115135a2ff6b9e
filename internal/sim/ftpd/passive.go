package ftpd

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

func passive(s *session, _ string) reply {
	address, err := s.listen()
	if err != nil {
		return say(425, "No port to be had.")
	}
	host := address.IP.To4()
	if named := s.server.config.PassiveHost; named != "" {
		host = net.ParseIP(named).To4()
	}
	if host == nil {
		return say(425, "PASV needs IPv4; use EPSV.")
	}
	numbers := fmt.Sprintf("%d,%d,%d,%d,%d,%d", host[0], host[1], host[2], host[3], address.Port>>8, address.Port&0xff)
	return say(227, "Entering passive mode (%s).", numbers)
}

func extendedPassive(s *session, argument string) reply {
	if strings.EqualFold(argument, "ALL") {
		return say(200, "EPSV only, then.")
	}
	address, err := s.listen()
	if err != nil {
		return say(425, "No port to be had.")
	}
	return say(229, "Entering extended passive mode (|||%d|).", address.Port)
}

// listen opens a port for the next transfer, on the address that the client reached us at.
func (s *session) listen() (*net.TCPAddr, error) {
	s.server.drop(s.passiveCloser())
	s.passive = nil
	local, ok := s.conn.LocalAddr().(*net.TCPAddr)
	if !ok {
		return nil, errors.New("the control connection is no TCP connection")
	}
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: local.IP})
	if err != nil {
		return nil, err
	}
	if !s.server.track(listener) {
		return nil, net.ErrClosed
	}
	s.passive = listener
	return listener.Addr().(*net.TCPAddr), nil
}

// passiveCloser avoids an interface that holds a nil listener.
func (s *session) passiveCloser() io.Closer {
	if s.passive == nil {
		return nil
	}
	return s.passive
}

// transfer says 150, takes the client's data connection and lets move use it; good is the last reply.
func (s *session) transfer(move func(data net.Conn) error, good string) reply {
	if s.passive == nil {
		return say(425, "PASV or EPSV comes first.")
	}
	listener := s.passive
	s.passive = nil
	defer s.server.drop(listener)
	if !s.send(say(cmp.Or(s.server.config.Opens, 150), "Here it goes.")) {
		return say(426, "The client is gone.")
	}
	data, err := listener.Accept()
	if err != nil || !s.server.track(data) {
		return say(425, "No data connection.")
	}
	defer s.server.drop(data)
	if err := move(data); err != nil {
		return say(426, "Transfer cut.")
	}
	return say(226, "%s", good)
}

// within limits a transfer to what a fault lets pass; errCut tells that it was cut.
func (s *session) within(total io.Reader) io.Reader {
	if s.cut == nil {
		return total
	}
	return io.LimitReader(total, s.cut.Bytes)
}

var errCut = errors.New("cut by a fault")

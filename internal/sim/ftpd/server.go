package ftpd

import (
	"io"
	"net"
	"sync"
)

// SessionsMax is how many logins a server holds at once; the next is told 421.
const SessionsMax = 64

// Server is a running FTP server.
type Server struct {
	config   Config
	listener net.Listener
	trees    map[string]*Tree
	script   *script
	running  sync.WaitGroup

	mu     sync.Mutex
	closed bool
	open   map[io.Closer]bool // whatever a goroutine may be blocked on
	logins int
}

// Addr returns host:port on which the server listens.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Tree returns the files of a user, or nil where there is no such user.
func (s *Server) Tree(user string) *Tree { return s.trees[user] }

// Count returns how often clients gave a command, refused ones included. CONNECT counts connections.
func (s *Server) Count(command string) int { return s.script.count(command) }

// Close ends every connection and returns when all goroutines of the server have ended. Closing again
// does nothing.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	err := s.listener.Close()
	for c := range s.open {
		_ = c.Close() // it ends the goroutine that reads from it, which is all that is wanted
	}
	s.mu.Unlock()
	s.running.Wait()
	return err
}

// DropAll closes every connection of clients, as a firewall does with idle ones; new ones are welcome.
func (s *Server) DropAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		_ = c.Close()
	}
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return // the listener is closed
		}
		if !s.track(conn) {
			return
		}
		s.running.Go(func() {
			defer s.drop(conn)
			newSession(s, conn).run()
		})
	}
}

// track remembers what Close must close; false: the server is closed, and so is c.
func (s *Server) track(c io.Closer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = c.Close()
		return false
	}
	if s.open == nil {
		s.open = make(map[io.Closer]bool)
	}
	s.open[c] = true
	return true
}

func (s *Server) drop(c io.Closer) {
	if c == nil {
		return
	}
	_ = c.Close()
	s.mu.Lock()
	delete(s.open, c)
	s.mu.Unlock()
}

// enter counts one more login; false: there are too many.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.logins >= SessionsMax {
		return false
	}
	s.logins++
	return true
}

func (s *Server) leave() {
	s.mu.Lock()
	s.logins--
	s.mu.Unlock()
}

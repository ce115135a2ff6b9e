package ftpd

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"time"
)

// Config says what a server serves and what it does wrong.
type Config struct {
	Addr        string              // host:port to listen on; port 0 takes a free one
	Users       map[string]string   // user to password; each gets a Tree of its own
	Faults      []Fault             // what goes wrong, and when
	Refuse      []string            // commands that are answered with 502 and not offered by FEAT
	Overwrite   bool                // RNTO onto an existing file replaces it, as Unix servers do; else 553
	Extra       string              // lines that stand behind every listing of a folder, each with its "\r\n"
	Opens       int                 // code that opens a transfer; 0: 150
	Names       func(string) string // what the server makes of the name of a file, such as capitals; nil: nothing
	PassiveHost string              // IPv4 address that PASV names; empty: the true one
	Clock       func() time.Time    // gives the times of files; nil: an instant that never moves
}

// Epoch is the instant that a server without a clock shows for every file.
var Epoch = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)

// Start listens and serves until Close. It errs where the address cannot be had, where there is no user,
// or where a fault is none that the server knows.
func Start(config Config) (*Server, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", config.Addr)
	if err != nil {
		return nil, fmt.Errorf("ftpd: listen on %q: %w", config.Addr, err)
	}
	clock := config.Clock
	if clock == nil {
		clock = func() time.Time { return Epoch }
	}
	config.Clock, config.Users = clock, maps.Clone(config.Users)
	s := &Server{config: config, listener: listener, trees: make(map[string]*Tree), script: newScript(config.Faults)}
	for user := range config.Users {
		s.trees[user] = newTree(clock)
	}
	s.running.Go(s.accept)
	return s, nil
}

func (c Config) check() error {
	var errs []error
	if len(c.Users) == 0 {
		errs = append(errs, errors.New("ftpd: no user: give at least one with a password"))
	}
	if c.PassiveHost != "" && net.ParseIP(c.PassiveHost).To4() == nil {
		errs = append(errs, fmt.Errorf("ftpd: passive host %q: give an IPv4 address", c.PassiveHost))
	}
	for i, f := range c.Faults {
		if err := f.check(); err != nil {
			errs = append(errs, fmt.Errorf("ftpd: fault %d: %w", i+1, err))
		}
	}
	return errors.Join(errs...)
}

func (c Config) refuses(command string) bool {
	return slices.ContainsFunc(c.Refuse, func(r string) bool { return strings.EqualFold(r, command) })
}

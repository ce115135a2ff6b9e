package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"
)

// supervisor is the service manager that started us, where it wants to hear how we are: the protocol of sd_notify(3), a
// datagram of lines to the socket that NOTIFY_SOCKET names. The zero value is nobody.
type supervisor struct {
	socket   string
	watchdog time.Duration // within which it wants to hear of us; 0: it does not
}

// newSupervisor reads what systemd put into the environment. A watchdog that is meant for another process is none.
func newSupervisor(getenv func(string) string) supervisor {
	s := supervisor{socket: getenv("NOTIFY_SOCKET")}
	micros, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64)
	pid := getenv("WATCHDOG_PID")
	if err == nil && micros > 0 && (pid == "" || pid == strconv.Itoa(os.Getpid())) {
		s.watchdog = time.Duration(micros) * time.Microsecond
	}
	return s
}

// tell sends one message of lines such as READY=1. Where nobody listens it does nothing.
func (s supervisor) tell(message string) error {
	if s.socket == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"}) // @: an abstract one
	if err == nil {
		_, err = conn.Write([]byte(message))
		_ = conn.Close() // a datagram is gone with Write
	}
	if err != nil {
		return fmt.Errorf("tell the service manager at %s: %w", s.socket, err)
	}
	return nil
}

// tellSupervisor tells it, and the log where that fails: a service manager that hears nothing ends us.
func (a *attendant) tellSupervisor(message string) {
	if err := a.boss.tell(message); err != nil {
		a.log.Error("the service manager was not told", "error", err)
	}
}

// alive answers the watchdog. It comes from where people are told and the store is looked at, beside the jobs: one of them
// may be long, and that one is late an alarm says.
func (a *attendant) alive() {
	if a.boss.watchdog > 0 {
		a.tellSupervisor("WATCHDOG=1")
	}
}

// wait is how long the attendant waits at most: half of what the watchdog allows.
func (a *attendant) wait() time.Duration {
	if half := a.boss.watchdog / 2; half > 0 {
		return min(half, lookEvery)
	}
	return lookEvery
}

package ftpd

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Deed is what a server does instead of the right thing.
type Deed string

// The deeds. To act means to do what the command asks for, with all that a bank can see of it.
const (
	Reply         Deed = "reply"           // answers Code and Text, does not act; 421 also ends the connection
	DropBefore    Deed = "drop-before"     // ends the connection, does not act
	ActThenDrop   Deed = "act-then-drop"   // acts, then ends the connection without the last reply
	ActThenReply  Deed = "act-then-reply"  // acts, then answers Code and Text whatever came of it
	Silent        Deed = "silent"          // does not act and never answers, until the client gives up
	ActThenSilent Deed = "act-then-silent" // acts, then never answers
	CutData       Deed = "cut-data"        // ends the transfer after Bytes; answers Code, or with Code 0 nothing and ends
	ActThenTake   Deed = "act-then-take"   // acts, and the bank takes the file away before the reply
)

var deeds = []Deed{Reply, DropBefore, ActThenDrop, ActThenReply, Silent, ActThenSilent, CutData, ActThenTake}

// Fault is one wrong on command.
type Fault struct {
	User    string // whose command; empty: anybody's
	Command string // such as "STOR", in capitals; "CONNECT" stands for the welcome
	Nth     int    // which one since the start, 1 is the first; 0: every one
	Do      Deed
	Code    int    // of the reply, 100 to 999
	Text    string // of the reply; lines are parted by "\n"
	Bytes   int64  // CutData: how many bytes pass, 0 or more
}

func (f Fault) check() error {
	switch {
	case f.Command == "" || f.Command != strings.ToUpper(f.Command):
		return fmt.Errorf("command %q: name an FTP command in capitals", f.Command)
	case !slices.Contains(deeds, f.Do):
		return fmt.Errorf("deed %q: it is one of %v", f.Do, deeds)
	case f.Nth < 0 || f.Bytes < 0:
		return fmt.Errorf("nth %d, bytes %d: neither may be negative", f.Nth, f.Bytes)
	case (f.Do == Reply || f.Do == ActThenReply || f.Code != 0) && (f.Code < 100 || f.Code > 999):
		return fmt.Errorf("code %d: give three digits", f.Code)
	}
	return nil
}

func (f Fault) reply() reply { return reply{f.Code, strings.Split(f.Text, "\n")} }

// script knows which fault is next, and counts commands.
type script struct {
	mu     sync.Mutex
	faults []Fault
	seen   []int // for each fault, how many commands it could have hit
	counts map[string]int
}

func newScript(faults []Fault) *script {
	return &script{faults: slices.Clone(faults), seen: make([]int, len(faults)), counts: make(map[string]int)}
}

// next counts the command and returns the fault that hits it: the first of the list, if several do.
func (s *script) next(user, command string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[command]++
	var hit Fault
	for i, f := range s.faults {
		if f.Command != command || f.User != "" && f.User != user {
			continue
		}
		s.seen[i]++
		if hit.Do == "" && (f.Nth == 0 || f.Nth == s.seen[i]) {
			hit = f
		}
	}
	return hit
}

func (s *script) count(command string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[strings.ToUpper(command)]
}

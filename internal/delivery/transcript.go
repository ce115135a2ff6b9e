package delivery

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"time"

	"nostro/jobs"
)

// transcript keeps what a session asked its server and what the server said. Passwords never come in.
type transcript struct {
	now    func() time.Time
	masked func(string) string

	mu     sync.Mutex
	all    []jobs.Reply
	asked  string // what waits for its answer
	at     time.Time
	waits  bool
	line   []byte // of an answer that has not ended
	opened int    // code of an answer of several lines, 0: none is open
	text   []string
}

// ask notes a command that goes out.
func (t *transcript) ask(command string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.waits {
		t.add(0, "no answer was read")
	}
	t.asked, t.at, t.waits = command, t.now(), true
}

// answer notes what came back; without a question before it, it was said unasked.
func (t *transcript) answer(code int, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.add(code, text)
}

// lost notes that the question that waits, if any, will never be answered.
func (t *transcript) lost(why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.line, t.opened, t.text = nil, 0, nil
	if t.waits {
		t.add(0, why)
	}
}

func (t *transcript) add(code int, text string) {
	now := t.now()
	r := jobs.Reply{At: now, Code: code, Text: t.masked(text)}
	if t.waits {
		r.At, r.Took, r.Act = t.at, now.Sub(t.at), t.masked(t.asked)
	} else if n := len(t.all); n > 0 && code > 0 {
		r.Act = t.all[n-1].Act // a second answer, such as 226 after 150
	}
	r.At, r.Took = r.At.UTC().Truncate(time.Millisecond), max(0, r.Took.Truncate(time.Millisecond))
	t.waits = false
	t.all = append(t.all, r)
	if len(t.all) > jobs.RepliesMax { // the first half stays, the newest push out what lies between
		const half = jobs.RepliesMax / 2
		t.all = append(t.all[:half], t.all[half+1:]...)
	}
}

// take returns what was said since it was taken last.
func (t *transcript) take() []jobs.Reply {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.all
	t.all = nil
	return all
}

// sent sees the bytes that go out on an FTP control connection.
func (t *transcript) sent(data []byte) {
	for line := range bytes.Lines(data) {
		command := strings.TrimRight(string(line), "\r\n")
		if verb, _, _ := strings.Cut(command, " "); strings.EqualFold(verb, "PASS") {
			command = "PASS ***"
		}
		t.ask(command)
	}
}

// received sees the bytes that come in on an FTP control connection, however they are split.
func (t *transcript) received(data []byte) {
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n')
		if end < 0 {
			t.line = append(t.line, data[:min(len(data), max(0, replyLineMax-len(t.line)))]...)
			return
		}
		line := string(append(t.line, data[:end]...))
		t.line, data = nil, data[end+1:]
		t.replyLine(strings.TrimRight(line, "\r"))
	}
}

// replyLineMax bounds what is kept of a line that never ends.
const replyLineMax = 4096

// replyLine puts the lines of one answer together (RFC 959, 4.2).
func (t *transcript) replyLine(line string) {
	code, mark, text := splitReply(line)
	switch {
	case t.opened == 0 && code > 0 && mark == '-':
		t.opened, t.text = code, []string{text}
		return
	case t.opened == 0:
		if code == 0 {
			text = line
		}
		t.answer(code, text)
	case code == t.opened && mark != '-':
		t.answer(code, strings.TrimSpace(strings.Join(append(t.text, text), " ")))
		t.opened, t.text = 0, nil
	case len(t.text) < replyLinesMax:
		t.text = append(t.text, strings.TrimSpace(line))
	}
}

// replyLinesMax is how many lines of one answer are kept.
const replyLinesMax = 30

func splitReply(line string) (code int, mark byte, text string) {
	if len(line) < 3 {
		return 0, 0, line
	}
	code, err := strconv.Atoi(line[:3])
	if err != nil || code < 100 {
		return 0, 0, line
	}
	if len(line) == 3 {
		return code, ' ', ""
	}
	return code, line[3], line[4:]
}

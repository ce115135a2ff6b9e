package delivery

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/jobs"
)

// ticking is a clock that goes on by a second each time it is asked.
func ticking() func() time.Time {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(time.Second); return at }
}

func newTestTranscript() *transcript {
	return &transcript{now: ticking(), masked: func(s string) string { return strings.ReplaceAll(s, "pw-1", "***") }}
}

const dialogue = "220-Welcome\r\n here\r\n220 ready\r\n331 pw please\r\n530-no\r\n530-331 is not the end\r\n530 pw-1 is wrong\r\n"

func feedDialogue(t *transcript, cut func(string) []string) {
	parts := strings.SplitAfter(dialogue, "\r\n")
	read := func(text string) {
		for _, piece := range cut(text) {
			t.received([]byte(piece))
		}
	}
	read(strings.Join(parts[:3], ""))
	t.sent([]byte("USER nostro\r\n"))
	read(parts[3])
	t.sent([]byte("PASS pw-1\r\n"))
	read(strings.Join(parts[4:], ""))
}

func TestTranscriptKeepsCommandsAnswersAndTimes(t *testing.T) {
	log := newTestTranscript()
	feedDialogue(log, func(s string) []string { return []string{s} })
	at := func(second int) time.Time { return time.Date(2026, 11, 24, 9, 30, second, 0, time.UTC) }
	want := []jobs.Reply{
		{At: at(1), Code: 220, Text: "Welcome here ready"},
		{At: at(2), Took: time.Second, Act: "USER nostro", Code: 331, Text: "pw please"},
		{At: at(4), Took: time.Second, Act: "PASS ***", Code: 530, Text: "no 530-331 is not the end *** is wrong"},
	}
	if got := log.take(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if again := log.take(); len(again) != 0 {
		t.Errorf("taken twice: %v", again)
	}
}

// However a server splits its answers over packets, they are the same answers.
func TestTranscriptDoesNotDependOnPackets(t *testing.T) {
	whole := newTestTranscript()
	feedDialogue(whole, func(s string) []string { return []string{s} })
	want := fmt.Sprint(whole.take())
	rapid.Check(t, func(rt *rapid.T) {
		log := newTestTranscript()
		feedDialogue(log, func(s string) (pieces []string) {
			for len(s) > 0 {
				n := rapid.IntRange(1, len(s)).Draw(rt, "n")
				pieces, s = append(pieces, s[:n]), s[n:]
			}
			return pieces
		})
		if got := fmt.Sprint(log.take()); got != want {
			rt.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestTranscriptOfWhatIsNotAsItShouldBe(t *testing.T) {
	log := newTestTranscript()
	log.sent([]byte("STOR a\r\n"))
	log.received([]byte("150 go\r\n"))
	log.received([]byte("226 done\r\n")) // belongs to the same command
	log.sent([]byte("SIZE a\r\n"))
	log.sent([]byte("NOOP\r\n")) // SIZE got none
	log.received([]byte("garbage\r\n"))
	log.sent([]byte("RNFR a\r\n"))
	log.received([]byte("350-half"))
	log.lost("no answer in time")
	var got []string
	for _, r := range log.take() {
		got = append(got, fmt.Sprintf("%s|%d|%s", r.Act, r.Code, r.Text))
	}
	want := "STOR a|150|go;STOR a|226|done;SIZE a|0|no answer was read;NOOP|0|garbage;RNFR a|0|no answer in time"
	if strings.Join(got, ";") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ";"), want)
	}
}

func TestTranscriptIsBounded(t *testing.T) {
	log := newTestTranscript()
	for i := range 1000 {
		log.sent(fmt.Appendf(nil, "NOOP %d\r\n", i))
		log.received([]byte("200 fine\r\n"))
	}
	log.received([]byte(strings.Repeat("x", 1<<20))) // a line that never ends
	if len(log.line) > replyLineMax {
		t.Errorf("%d bytes of a line are kept", len(log.line))
	}
	got := log.take()
	if len(got) != jobs.RepliesMax || got[0].Act != "NOOP 0" || got[len(got)-1].Act != "NOOP 999" {
		t.Errorf("%d replies from %q to %q", len(got), got[0].Act, got[len(got)-1].Act)
	}
}

package main

import (
	"fmt"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// fileJSON is the stable form of a file that was sent or received.
type fileJSON struct {
	ID            string        `json:"id"`
	Direction     string        `json:"direction"` // out or in
	Name          string        `json:"name"`
	Cycle         string        `json:"cycle,omitempty"`
	Correspondent string        `json:"correspondent"`
	Message       string        `json:"message"`
	SHA256        string        `json:"sha256"`
	Bytes         int64         `json:"bytes"`
	State         string        `json:"state"`
	Detail        string        `json:"detail,omitempty"`
	At            string        `json:"at,omitempty"` // sent, or fetched
	Attempts      []attemptJSON `json:"attempts"`
	Resends       []resendJSON  `json:"resends,omitempty"`
	Fetches       []fetchJSON   `json:"fetches,omitempty"`
	Sealed        *sealedJSON   `json:"sealed,omitempty"`
	Next          string        `json:"next"`
}

type attemptJSON struct {
	Number  int    `json:"number"`
	Started string `json:"started"`
	Ended   string `json:"ended,omitempty"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail"`

	Replies []replyJSON `json:"replies,omitempty"`
}

// replyJSON is one command to the server and what it said.
type replyJSON struct {
	At     string `json:"at"`
	TookMS int64  `json:"took_ms"`
	Act    string `json:"act"`
	Code   int    `json:"code"`
	Text   string `json:"text"`
}

func repliesToJSON(all []jobs.Reply) []replyJSON {
	var out []replyJSON
	for _, r := range all {
		out = append(out, replyJSON{r.At.UTC().Format("2006-01-02T15:04:05.000Z"), r.Took.Milliseconds(), r.Act, r.Code, r.Text})
	}
	return out
}

// fetchJSON is one try to fetch a file.
type fetchJSON struct {
	Started string      `json:"started"`
	Ended   string      `json:"ended,omitempty"`
	Fetched bool        `json:"fetched"`
	Detail  string      `json:"detail,omitempty"`
	Replies []replyJSON `json:"replies,omitempty"`
}

type resendJSON struct {
	After   int    `json:"after_attempt"`
	State   string `json:"state"`
	Maker   string `json:"asked_by"`
	Checker string `json:"let_go_by"`
	Reason  string `json:"reason"`
	At      string `json:"at"`
}

type sealedJSON struct {
	Name        string `json:"name"`
	SHA256      string `json:"sha256"`
	Bytes       int64  `json:"bytes"`
	EncryptedTo string `json:"encrypted_to,omitempty"`
	SignedBy    string `json:"signed_by,omitempty"`
}

// stampJSON is the instant in JSON, "" for none.
func stampJSON(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// stampText is the instant for people.
func stampText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }

// showFile prints a file; whole shows its hash and all that stands beside it.
func (s *session) showFile(v jobs.FileView, whole bool) {
	switch lifecycle.FileOut(v.State) {
	case lifecycle.FileOutUnknown, lifecycle.FileOutFailed:
		s.needsPerson()
	}
	if v.In != nil && v.In.State == lifecycle.FileInQuarantined && !v.In.Dropped {
		s.needsPerson()
	}
	switch {
	case s.cli.JSON:
		s.json(fileToJSON(v))
	case v.Out != nil:
		s.line(v.State, fmt.Sprintf("%s to %s", v.Out.Name, v.Correspondent))
		s.fileOutText(v, whole)
	default:
		s.line(v.State, fmt.Sprintf("%s from %s, %s", v.In.Name, v.Correspondent, v.ID))
		s.fileInText(v, whole)
	}
	if !s.cli.JSON && (whole || !strings.HasPrefix(v.Next, "nothing")) {
		s.line("", "next: "+v.Next)
	}
}

func (s *session) fileOutText(v jobs.FileView, whole bool) {
	f := v.Out
	if whole {
		s.line("", fmt.Sprintf("%s of cycle %s: %d bytes, %d transactions", f.Message, f.Cycle, f.Bytes, f.Transactions))
		s.line("", "sha256 "+f.SHA256)
	}
	if v.Sealed != nil {
		s.sealedText(v.Sealed.Name, v.Sealed.SHA256, v.Sealed.EncryptedTo, v.Sealed.SignedBy, whole)
	}
	if !whole && strings.HasPrefix(v.Next, "nothing") {
		return
	}
	resends := v.Resends
	for _, a := range v.Attempts {
		text := fmt.Sprintf("- attempt %d at %s", a.Number, stampText(a.StartedAt))
		if whole && !a.EndedAt.IsZero() {
			text += ", ended " + stampText(a.EndedAt)
		}
		s.line("", text+": "+string(a.Outcome)+" "+a.Detail)
		s.repliesText(a.Replies, whole)
		for len(resends) > 0 && resends[0].After <= a.Number {
			r := resends[0]
			s.line("", fmt.Sprintf("- let go again at %s by %s and %s: %s", stampText(r.At), r.Maker, r.Checker, r.Reason))
			resends = resends[1:]
		}
	}
}

func (s *session) fileInText(v jobs.FileView, whole bool) {
	f := v.In
	if whole {
		s.line("", fmt.Sprintf("fetched at %s: %d bytes, seen %s", stampText(f.FetchedAt), f.Bytes, times(f.Sightings)))
		s.line("", "sha256 "+f.SHA256)
		if f.Message != "" {
			s.line("", f.Message)
		}
		if v.Opened != nil {
			s.sealedText(v.Opened.Name, v.Opened.SHA256, "", v.Opened.SignedBy, whole)
		}
	}
	for _, a := range v.Fetches {
		if !whole {
			break
		}
		outcome := "fetched"
		if a.File == 0 {
			outcome = "not fetched"
		}
		s.line("", strings.TrimSpace(fmt.Sprintf("- %s at %s %s", outcome, stampText(a.StartedAt), a.Detail)))
		s.repliesText(a.Replies, whole)
	}
	if f.Detail != "" && (whole || f.State == lifecycle.FileInQuarantined) {
		s.line("", "- "+f.Detail)
	}
}

// repliesText prints each command to the server, what it said, and how long it took.
func (s *session) repliesText(all []jobs.Reply, whole bool) {
	if !whole {
		return
	}
	for _, r := range all {
		text := "  " + r.At.UTC().Format("15:04:05.000")
		if r.Act != "" {
			text += " " + r.Act + ":"
		}
		if r.Code != 0 {
			text += fmt.Sprintf(" %d", r.Code)
		}
		s.line("", fmt.Sprintf("%s %s (%d ms)", text, r.Text, r.Took.Milliseconds()))
	}
}

func (s *session) sealedText(name, sha256, encryptedTo, signedBy string, whole bool) {
	text := "on the wire: " + name
	if encryptedTo != "" {
		text += ", encrypted to " + encryptedTo
	}
	if signedBy != "" {
		text += ", signed by " + signedBy
	}
	s.line("", text)
	if whole {
		s.line("", "sha256 on the wire "+sha256)
	}
}

func fileToJSON(v jobs.FileView) fileJSON {
	out := fileJSON{ID: v.ID, Direction: "out", Cycle: v.Cycle, Correspondent: v.Correspondent, State: v.State,
		Attempts: []attemptJSON{}, Next: v.Next}
	if f := v.Out; f != nil {
		out.Name, out.Message, out.SHA256, out.Bytes, out.Detail, out.At = f.Name, f.Message, f.SHA256, f.Bytes, f.Detail, stampJSON(f.SentAt)
	}
	if f := v.In; f != nil {
		out.Direction, out.Name, out.Message, out.SHA256, out.Bytes = "in", f.Name, f.Message, f.SHA256, f.Bytes
		out.Detail, out.At = f.Detail, stampJSON(f.FetchedAt)
	}
	for _, a := range v.Attempts {
		out.Attempts = append(out.Attempts, attemptJSON{a.Number, stampJSON(a.StartedAt), stampJSON(a.EndedAt), string(a.Outcome), a.Detail,
			repliesToJSON(a.Replies)})
	}
	for _, a := range v.Fetches {
		out.Fetches = append(out.Fetches, fetchJSON{stampJSON(a.StartedAt), stampJSON(a.EndedAt), a.File != 0, a.Detail, repliesToJSON(a.Replies)})
	}
	for _, r := range v.Resends {
		out.Resends = append(out.Resends, resendJSON{r.After, string(r.State), r.Maker, r.Checker, r.Reason, stampJSON(r.At)})
	}
	if p := v.Sealed; p != nil {
		out.Sealed = &sealedJSON{p.Name, p.SHA256, p.Bytes, p.EncryptedTo, p.SignedBy}
	}
	if p := v.Opened; p != nil {
		out.Sealed = &sealedJSON{p.Name, p.SHA256, p.Bytes, "", p.SignedBy}
	}
	return out
}

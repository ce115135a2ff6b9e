package main

import (
	"fmt"
	"strings"

	"nostro/jobs"
)

// showRelease prints what is signed.
func (s *session) showRelease(v jobs.ReleaseView) {
	s.line("release", fmt.Sprintf("%d of cycle %s, %d files, made by %s", v.Release, v.Cycle, len(v.Files), makersInWords(v.Waits.Makers)))
	s.line("digest", v.Digest)
	for _, c := range v.Waits.Changed {
		s.line("CHANGED", c)
	}
	for n, t := range v.Totals {
		s.line(label("totals", n), fmt.Sprintf("%s %s at %s in %d", t.Sum, directionWord(t.Direction), t.Correspondent, t.Count))
	}
	for n, i := range v.Largest {
		s.line(label("largest", n), payOutWords(i))
	}
	for n, i := range v.New {
		s.line(label("new", n), payOutWords(i)+": its account was never paid before")
	}
	s.list("unusual", v.Unusual)
	for n, i := range v.LeftOut {
		s.line(label("left out", n), payOutWords(i)+": "+i.Note)
	}
	s.list("limits", v.Limits)
	for n, m := range v.Waits.Missing {
		s.line(label("needs", n), fmt.Sprintf("%d of %s (%s)", m.Persons, m.Who(), m.Why))
	}
}

func (s *session) list(name string, words []string) {
	for n, w := range words {
		s.line(label(name, n), w)
	}
}

// label stands before the first line only.
func label(name string, n int) string {
	if n > 0 {
		return ""
	}
	return name
}

func directionWord(d jobs.Direction) string {
	if d == jobs.PayIn {
		return "expected"
	}
	return "paid out"
}

func payOutWords(i jobs.Instruction) string {
	return fmt.Sprintf("%s to %s at %s", i.Amount, i.Participant, i.Correspondent)
}

func makersInWords(makers []jobs.ApprovalMaker) string {
	var words []string
	for _, m := range makers {
		words = append(words, fmt.Sprintf("%s (%s)", m.Person, m.Did))
	}
	return strings.Join(words, ", ")
}

type releaseJSON struct {
	Cycle    string         `json:"cycle"`
	Release  int            `json:"release"`
	Digest   string         `json:"digest"`
	Changed  []string       `json:"changed"`
	Files    []string       `json:"files"`
	Totals   []totalJSON    `json:"totals"`
	Largest  []paymentJSON  `json:"largest"`
	New      []paymentJSON  `json:"new"`
	Unusual  []string       `json:"unusual"`
	LeftOut  []paymentJSON  `json:"left_out"`
	Limits   []string       `json:"limits"`
	Approval approvalToShow `json:"approval"`
}

type totalJSON struct {
	Correspondent string `json:"correspondent"`
	Direction     string `json:"direction"` // out or in
	Currency      string `json:"currency"`
	Amount        string `json:"amount"`
	Count         int    `json:"count"`
}

type paymentJSON struct {
	Instruction   string `json:"instruction"`
	Participant   string `json:"participant"`
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	Amount        string `json:"amount"`
	Note          string `json:"note,omitempty"`
}

func releaseToJSON(v jobs.ReleaseView) releaseJSON {
	out := releaseJSON{Cycle: v.Cycle, Release: v.Release, Digest: v.Digest, Changed: append([]string{}, v.Waits.Changed...), Files: []string{},
		Totals: []totalJSON{}, Largest: paymentsToJSON(v.Largest), New: paymentsToJSON(v.New), Unusual: append([]string{}, v.Unusual...),
		LeftOut: paymentsToJSON(v.LeftOut), Limits: append([]string{}, v.Limits...), Approval: approvalToJSON(v.Waits)}
	for _, f := range v.Files {
		out.Files = append(out.Files, f.Name)
	}
	for _, t := range v.Totals {
		out.Totals = append(out.Totals, totalJSON{t.Correspondent, string(t.Direction), t.Sum.Currency().Code(), t.Sum.Decimal(), t.Count})
	}
	return out
}

func paymentsToJSON(all []jobs.Instruction) []paymentJSON {
	out := []paymentJSON{}
	for _, i := range all {
		out = append(out, paymentJSON{i.ID, i.Participant, i.Correspondent, i.Amount.Currency().Code(), i.Amount.Decimal(), i.Note})
	}
	return out
}

package report

import "fmt"

// recalls writes those of a cycle or of the house that are open; those that have ended are counted.
func (p *printer) recalls(pic Picture) {
	if len(pic.Recalls) == 0 {
		return
	}
	open := 0
	for _, r := range pic.Recalls {
		open += count(r.Open())
	}
	p.heading(fmt.Sprintf("Recalls: %d open, %d ended", open, len(pic.Recalls)-open))
	for _, r := range pic.Recalls {
		p.parts(2, recallStyle(r), fmt.Sprintf("recall %d", r.ID), r.State, people(r.Amount)+" to "+r.Participant, "at "+r.Correspondent, r.Reason)
		if n := len(r.Answers); n > 0 {
			p.wrapped(4, dim, "answered "+r.Answers[n-1].words())
		}
	}
}

func recallStyle(r Recall) style {
	switch r.State {
	case "recovered":
		return good
	case "rejected":
		return bad
	}
	return plain
}

// tracedRecalls writes the whole history of each: asked, let go, sent, answered, ended.
func (p *printer) tracedRecalls(l Lineage) {
	if len(l.Recalls) == 0 {
		return
	}
	for _, r := range part(p, "Recalls", l.Recalls) {
		p.parts(2, recallStyle(r), fmt.Sprintf("recall %d", r.ID), r.State, "of "+r.Instruction, people(r.Amount))
		p.wrapped(4, plain, "reason "+r.Meaning)
		if r.Note != "" {
			p.wrapped(4, plain, "note: "+r.Note)
		}
		p.wrapped(4, dim, "case "+r.Case+", MsgId "+r.MsgID)
		p.parts(4, dim, r.File)
		p.parts(4, dim, "SHA-256 "+r.SHA256)
		for n, step := range r.Steps {
			p.wrapped(4, plain, step.At.Minute()+" "+step.State+": "+step.Why)
			if n == 0 {
				p.recallApprovals(r)
			}
		}
		for _, a := range r.Answers {
			p.wrapped(4, plain, a.File+", "+a.Place+": "+a.words())
		}
	}
	p.more(len(l.Recalls))
}

func (p *printer) recallApprovals(r Recall) {
	for _, a := range r.Approvals {
		word := "approved"
		if !a.Approved {
			word = "refused"
		}
		text := fmt.Sprintf("%s %s by %s, approval %d", a.At.Minute(), word, a.Checker, a.Request)
		if a.Reason != "" {
			text += ": " + a.Reason
		}
		p.wrapped(4, plain, text)
	}
}

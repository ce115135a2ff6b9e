package main

import (
	"fmt"

	"nostro/formats/codeset"
	"nostro/jobs"
)

type recallCmd struct {
	Ask  recallAskCmd  `cmd:"" default:"withargs" help:"Ask the bank to give a payment back (the default): another person approves it, then nostro send."`
	List recallListCmd `cmd:"" help:"List the recalls that are open."`
	Show recallShowCmd `cmd:"" help:"Show one: its history, the bank's answers, what to do."`
}

type recallAskCmd struct {
	ID     string `arg:"" help:"Payment: its instruction id or UETR."`
	Reason string `help:"Code of the external cancellation reasons: CUST, DUPL, FRAD, TECH, AM09, UPAY ..." required:"" placeholder:"CODE"`
	Note   string `help:"What goes with it, at most two lines of 105 characters." placeholder:"TEXT"`
}

func (c *recallAskCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.AskRecall(s.ctx, c.ID, c.Reason, c.Note)) })
}

type recallListCmd struct {
	All bool `help:"Those that have ended too."`
}

// Run prints the recalls. It ends with 1 where one is open.
func (c *recallListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		views, err := h.stages.RecallViews(s.ctx, c.All)
		for _, v := range views {
			s.showRecall(v, false)
		}
		if len(views) == 0 && err == nil && !s.cli.JSON {
			s.line("recall", "none is open")
		}
		return err
	})
}

type recallShowCmd struct {
	ID recallNumber `arg:"" help:"Number of the recall."`
}

func (c *recallShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.RecallView(s.ctx, int64(c.ID))
		if err == nil {
			s.showRecall(v, true)
		}
		return err
	})
}

func (s *session) showRecall(v jobs.RecallView, whole bool) {
	if v.State().Open() {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(recallToJSON(v))
		return
	}
	s.line(fmt.Sprintf("recall:%d", v.ID), fmt.Sprintf("%s, %s to %s at %s, payment %s, %s", v.State(), v.Payment.Amount, v.Payment.Participant,
		v.Correspondent, v.Instruction, ageInDays(v.Age)))
	s.line("", "reason "+codeset.CancellationReasons.Say(v.Reason, false))
	if v.Note != "" {
		s.line("", "note: "+v.Note)
	}
	if whole {
		s.line("", fmt.Sprintf("case %s, file %s %s, sha256 %.12s", v.CaseID, v.File, v.Delivery, v.SHA256))
		for _, step := range v.Steps {
			s.line("", fmt.Sprintf("- %s %s: %s", stampText(step.At), step.State, step.Why))
		}
		for _, a := range v.Answers {
			s.line("", fmt.Sprintf("- in:%d says %s: %s", a.FileIn, codeset.CancellationStatuses.Say(a.Code, false), a.Reason))
		}
		for _, r := range v.Returns {
			s.line("", fmt.Sprintf("- in:%d announces the return of %s: %s", r.FileIn, r.Returned, r.Reason))
		}
	}
	if !v.Due.IsZero() {
		s.line("", "due until "+v.Due.String())
	}
	s.line("", "next: "+v.Next)
}

// recallJSON is the stable form of a recall.
type recallJSON struct {
	ID            int64              `json:"id"`
	State         string             `json:"state"`
	Instruction   string             `json:"instruction"`
	UETR          string             `json:"uetr"`
	Participant   string             `json:"participant"`
	Correspondent string             `json:"correspondent"`
	Currency      string             `json:"currency"`
	Amount        string             `json:"amount"`
	Payment       string             `json:"payment_state"`
	Reason        string             `json:"reason"`
	Note          string             `json:"note,omitempty"`
	Case          string             `json:"case"`
	File          string             `json:"file"`
	Delivery      string             `json:"delivery,omitempty"`
	SHA256        string             `json:"sha256"`
	Approval      int64              `json:"approval"`
	Age           int                `json:"age_business_days"`
	Due           string             `json:"due,omitempty"` // until when an answer, or the money, must have come
	Steps         []recallStepJSON   `json:"steps"`
	Answers       []recallAnswerJSON `json:"answers,omitempty"`
	Returns       []recallReturnJSON `json:"returns,omitempty"` // announced by a pacs.004; only a booking is the money
	Next          string             `json:"next"`
}

type recallStepJSON struct {
	State string `json:"state"`
	At    string `json:"at"`
	Why   string `json:"why"`
}

type recallAnswerJSON struct {
	File   string `json:"file"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

type recallReturnJSON struct {
	File     string `json:"file"`
	Currency string `json:"currency"`
	Returned string `json:"returned"`
	Reason   string `json:"reason"`
}

func recallToJSON(v jobs.RecallView) recallJSON {
	out := recallJSON{ID: v.ID, State: string(v.State()), Instruction: v.Instruction, UETR: v.Payment.UETR, Participant: v.Payment.Participant,
		Correspondent: v.Correspondent, Currency: v.Payment.Amount.Currency().Code(), Amount: v.Payment.Amount.Decimal(),
		Payment: string(v.Payment.State), Reason: v.Reason, Note: v.Note, Case: v.CaseID, File: v.File, Delivery: string(v.Delivery),
		SHA256: v.SHA256, Approval: v.Approval, Age: v.Age, Next: v.Next}
	if !v.Due.IsZero() {
		out.Due = v.Due.String()
	}
	for _, step := range v.Steps {
		out.Steps = append(out.Steps, recallStepJSON{string(step.State), stampJSON(step.At), step.Why})
	}
	for _, r := range v.Returns {
		out.Returns = append(out.Returns, recallReturnJSON{fmt.Sprintf("in:%d", r.FileIn), r.Returned.Currency().Code(), r.Returned.Decimal(), r.Reason})
	}
	for _, a := range v.Answers {
		out.Answers = append(out.Answers, recallAnswerJSON{fmt.Sprintf("in:%d", a.FileIn), a.Code, a.Reason})
	}
	return out
}

package main

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/risk"
)

type approvalsCmd struct {
	List    approvalsListCmd    `cmd:"" default:"1" help:"What waits, for whom and since when."`
	Show    approvalsShowCmd    `cmd:"" help:"One of them, with every decision and step."`
	Approve approvalsApproveCmd `cmd:"" help:"Approve one, of whatever kind."`
	Reject  approvalsRejectCmd  `cmd:"" help:"Refuse one, with a reason."`
}

type approvalsListCmd struct {
	All bool `help:"Those that have ended too."`
}

// Run lists what waits. It ends with 1 where something does.
func (c *approvalsListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		all, err := h.stages.ApprovalsOf(s.ctx)
		if err != nil {
			return err
		}
		shown := 0
		for _, w := range all {
			if w.Open() {
				s.needsPerson()
			} else if !c.All && !w.State.Open() {
				continue
			}
			shown++
			if s.cli.JSON {
				s.json(approvalToJSON(w))
				continue
			}
			s.showWaiting(w)
		}
		if shown == 0 && !s.cli.JSON {
			s.line("approvals", "nothing waits for approval")
		}
		return nil
	})
}

// statusApprovals prints what waits for another person's approval, below the status.
func (s *session) statusApprovals(h *home) error {
	all, err := h.stages.ApprovalsOf(s.ctx)
	if err != nil {
		return err
	}
	title := "\nWaits for approval\n"
	for _, w := range all {
		if !w.Open() {
			continue
		}
		fmt.Fprint(s.Stdout, title)
		title = ""
		s.showWaiting(w)
	}
	return nil
}

// showWaiting prints one request in a few lines.
func (s *session) showWaiting(w jobs.WaitingApproval) {
	s.line(fmt.Sprintf("approval %d", w.Number), fmt.Sprintf("%s %s is %s since %s: %s", w.Kind, w.Subject, w.State, stampText(w.Steps[len(w.Steps)-1].At), w.What))
	s.line("", fmt.Sprintf("digest %.16s, made by %s", w.Digest, makersInWords(w.Makers)))
	if w.Expired {
		s.line("", "an approval has expired: it must be approved again")
	}
	s.list("", w.Changed)
	for _, m := range w.Missing {
		s.line("", fmt.Sprintf("waits for %d of %s (%s)", m.Persons, m.Who(), m.Why))
	}
	if len(w.Who) > 0 && len(w.Missing) > 0 {
		s.line("", "may approve it: "+strings.Join(w.Who, ", "))
	}
}

type approvalsShowCmd struct {
	Number int64 `arg:"" help:"Its number."`
}

func (c *approvalsShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		all, err := h.stages.ApprovalsOf(s.ctx)
		if err != nil {
			return err
		}
		for _, w := range all {
			if w.Number != c.Number {
				continue
			}
			if s.cli.JSON {
				s.json(approvalToJSON(w))
				return nil
			}
			s.showWaiting(w)
			s.showApproval(w)
			return nil
		}
		return fmt.Errorf("approval %d: %w: nostro approvals list --all shows them", c.Number, jobs.ErrUnknownID)
	})
}

func (s *session) showApproval(w jobs.WaitingApproval) {
	for n, line := range strings.Split(strings.TrimSpace(w.Content), "\n") {
		if line != "" {
			s.line(label("asked", n), line)
		}
	}
	for _, d := range w.Decisions {
		word := "approved"
		if !d.Approved {
			word = "refused"
		}
		text := fmt.Sprintf("%s %s at %s", d.Checker, word, stampText(d.At))
		if !d.Expires.IsZero() {
			text += ", until " + stampText(d.Expires)
		}
		if d.Looked != "" {
			text += ", naming digest " + d.Looked
		}
		if d.Reason != "" {
			text += ": " + d.Reason
		}
		s.line("decision", text)
	}
	for _, step := range w.Steps {
		s.line(string(step.State), strings.TrimSpace(fmt.Sprintf("%s by %s %s", stampText(step.At), step.Person, step.Reason)))
	}
}

type approvalsApproveCmd struct {
	Number int64  `arg:"" help:"Its number."`
	Digest string `help:"The first characters of the digest, at least 8: they prove that you looked." placeholder:"HEX"`
	Reason string `help:"What you looked at."`
}

func (c *approvalsApproveCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.Decide(s.ctx, c.Number, jobs.ApprovalSay{Person: s.who(), Approved: true, Reason: c.Reason, Looked: c.Digest}))
	})
}

type approvalsRejectCmd struct {
	Number int64  `arg:"" help:"Its number."`
	Reason string `help:"Why." required:""`
}

func (c *approvalsRejectCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.Decide(s.ctx, c.Number, jobs.ApprovalSay{Person: s.who(), Reason: c.Reason}))
	})
}

// approvalToShow is the stable form of a request.
type approvalToShow struct {
	Number    int64              `json:"number"`
	Kind      string             `json:"kind"`
	Subject   string             `json:"subject"`
	State     string             `json:"state"`
	What      string             `json:"what"`
	Digest    string             `json:"digest"`
	Asked     string             `json:"asked"`
	Makers    []approvalMaker    `json:"makers"`
	Missing   []approvalNeed     `json:"missing"`
	May       []string           `json:"may"`
	Expired   bool               `json:"expired"`
	Decisions []approvalDecision `json:"decisions"`
	Steps     []approvalStep     `json:"steps"`
}

type approvalMaker struct {
	Person string `json:"person"`
	Did    string `json:"did"`
}

type approvalNeed struct {
	Persons int      `json:"persons"`
	People  []string `json:"people"`
	Roles   []string `json:"roles"`
	Why     string   `json:"why"`
}

type approvalDecision struct {
	Checker  string   `json:"checker"`
	Roles    []string `json:"roles"`
	Approved bool     `json:"approved"`
	Reason   string   `json:"reason"`
	Looked   string   `json:"looked"`
	At       string   `json:"at"`
	Expires  string   `json:"expires,omitempty"`
}

type approvalStep struct {
	State  string `json:"state"`
	Person string `json:"person"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

func approvalToJSON(w jobs.WaitingApproval) approvalToShow {
	out := approvalToShow{Number: w.Number, Kind: string(w.Kind), Subject: w.Subject, State: string(w.State), What: w.What, Digest: w.Digest,
		Asked: stamp(w.At), Makers: []approvalMaker{}, Missing: needsToJSON(w.Missing), May: append([]string{}, w.Who...), Expired: w.Expired,
		Decisions: []approvalDecision{}, Steps: []approvalStep{}}
	for _, m := range w.Makers {
		out.Makers = append(out.Makers, approvalMaker(m))
	}
	for _, d := range w.Decisions {
		out.Decisions = append(out.Decisions, approvalDecision{d.Checker, append([]string{}, d.Roles...), d.Approved, d.Reason, d.Looked,
			stamp(d.At), stamp(d.Expires)})
	}
	for _, step := range w.Steps {
		out.Steps = append(out.Steps, approvalStep{string(step.State), step.Person, step.Reason, stamp(step.At)})
	}
	return out
}

func needsToJSON(needs []risk.Need) []approvalNeed {
	out := []approvalNeed{}
	for _, n := range needs {
		out = append(out, approvalNeed{n.Persons, append([]string{}, n.People...), append([]string{}, n.Roles...), n.Why})
	}
	return out
}

package main

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

type quarantineCmd struct {
	List  quarantineListCmd  `cmd:"" default:"1" help:"List the files that could not be read (the default)."`
	Show  quarantineShowCmd  `cmd:"" help:"Show one: why, since when, from where, its hash and its first bytes."`
	Retry quarantineRetryCmd `cmd:"" help:"Read one again, after an update of the program or a change of nostro.yaml."`
	Drop  quarantineDropCmd  `cmd:"" help:"Give one up, with a reason and a second person; its bytes stay."`
}

type quarantineListCmd struct {
	All bool `help:"Those that were dropped too."`
}

// Run prints the files in quarantine. It ends with 1 where one waits for a person.
func (c *quarantineListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		files, err := h.stages.Quarantine(s.ctx, c.All)
		for _, q := range files {
			s.showQuarantined(q, false)
		}
		if len(files) == 0 && err == nil && !s.cli.JSON {
			s.line("quarantine", "no file lies in it")
		}
		return err
	})
}

type quarantineShowCmd struct {
	ID fileInNumber `arg:"" help:"Number of the file, as nostro quarantine lists it."`
}

func (c *quarantineShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		q, err := h.stages.QuarantinedFile(s.ctx, int64(c.ID))
		if err == nil {
			s.showQuarantined(q, true)
		}
		return err
	})
}

type quarantineRetryCmd struct {
	ID fileInNumber `arg:"" help:"Number of the file."`
}

func (c *quarantineRetryCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := s.seals(h); err != nil {
			return err
		}
		return s.stage(h.stages.Retry(s.ctx, int64(c.ID)))
	})
}

type quarantineDropCmd struct {
	ID     fileInNumber `arg:"" help:"Number of the file."`
	By     string       `help:"The second person, who agrees." required:"" placeholder:"NAME"`
	Reason string       `help:"Why nobody needs what is in it." required:"" placeholder:"WHY"`
}

func (c *quarantineDropCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.Drop(s.ctx, int64(c.ID), c.By, c.Reason)) })
}

// quarantinedJSON is the stable form of a file in quarantine.
type quarantinedJSON struct {
	ID            int64      `json:"id"`
	Name          string     `json:"name"`
	Correspondent string     `json:"correspondent"`
	State         string     `json:"state"`
	Why           string     `json:"why"`
	Since         string     `json:"since"`
	AgeSeconds    int64      `json:"age_seconds"`
	Bytes         int64      `json:"bytes"`
	SHA256        string     `json:"sha256"`
	Spool         string     `json:"spool"`
	Head          string     `json:"head"`
	Looks         []lookJSON `json:"looks,omitempty"`
	Dropped       *dropJSON  `json:"dropped,omitempty"`
	Next          string     `json:"next"`
}

type lookJSON struct {
	Number int    `json:"number"`
	By     string `json:"by"`
	At     string `json:"at"`
	State  string `json:"state"`
	Detail string `json:"detail"`
}

type dropJSON struct {
	Maker   string `json:"asked_by"`
	Checker string `json:"agreed_by"`
	Reason  string `json:"reason"`
	At      string `json:"at"`
}

func (s *session) showQuarantined(q jobs.Quarantined, whole bool) {
	if q.State == lifecycle.FileInQuarantined && !q.Dropped {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(quarantinedToJSON(q))
		return
	}
	s.line(fmt.Sprintf("in:%d", q.ID), fmt.Sprintf("%s from %s, %d bytes, since %s (%s)", q.Name, q.Correspondent, q.Bytes,
		stampText(q.FetchedAt), ageText(q.Age)))
	s.line("", "why: "+q.Detail)
	if whole {
		s.line("", "sha256 "+q.SHA256)
		s.line("", "spool "+q.ArchiveName())
		s.line("", "begins "+q.Head)
		for _, l := range q.Looks {
			s.line("", fmt.Sprintf("- read again at %s by %s: %s %s", stampText(l.At), l.By, l.State, l.Detail))
		}
	}
	if d := q.Drop; d != nil {
		s.line("", fmt.Sprintf("- dropped at %s by %s and %s: %s", stampText(d.At), d.Maker, d.Checker, d.Reason))
	}
	s.line("", "next: "+q.Next)
}

func quarantinedToJSON(q jobs.Quarantined) quarantinedJSON {
	out := quarantinedJSON{ID: q.ID, Name: q.Name, Correspondent: q.Correspondent, State: string(q.State), Why: q.Detail,
		Since: stampJSON(q.FetchedAt), AgeSeconds: int64(q.Age / time.Second), Bytes: q.Bytes, SHA256: q.SHA256, Spool: q.ArchiveName(),
		Head: q.Head, Next: q.Next}
	for _, l := range q.Looks {
		out.Looks = append(out.Looks, lookJSON{l.Number, l.By, stampJSON(l.At), string(l.State), l.Detail})
	}
	if d := q.Drop; d != nil {
		out.Dropped = &dropJSON{d.Maker, d.Checker, d.Reason, stampJSON(d.At)}
	}
	return out
}

// ageText is a span in the largest unit that says enough.
func ageText(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d/time.Hour))
	}
	return fmt.Sprintf("%d days", int(d/(24*time.Hour)))
}

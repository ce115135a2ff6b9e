package main

import (
	"encoding/json"
	"fmt"

	"nostro/internal/signing"
)

type proveCmd struct {
	What        []string `arg:"" name:"entry" help:"Number or key; with --consistency two notes, older first."`
	Consistency bool     `help:"Prove that the books of the newer checkpoint begin with those of the older one."`
	Checkpoint  string   `help:"Note under which the entry is proved; default the newest." placeholder:"FILE"`
	Out         string   `help:"File for the proof, as JSON." placeholder:"FILE" required:""`
}

// Run writes a proof that a stranger can check with the verifier key alone; docs/tamper-evidence.md says
// how. It needs no secret.
func (c *proveCmd) Run(s *session) error {
	if err := c.check(); err != nil {
		return err
	}
	key, err := signing.LoadPublic(s.cli.Dir)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		proof, summary, err := c.prove(s, h, key)
		if err != nil {
			return err
		}
		data, err := json.MarshalIndent(proof, "", "  ")
		if err != nil {
			return err
		}
		if err := writeOnce(c.Out, append(data, '\n')); err != nil {
			return err
		}
		return s.showProof(summary, c.Out, key.VerifierKey())
	})
}

func (c *proveCmd) check() error {
	switch {
	case c.Consistency && len(c.What) != 2:
		return usageError("--consistency takes two notes: the older and the newer")
	case c.Consistency && c.Checkpoint != "":
		return usageError("--checkpoint is for the proof of an entry; --consistency names its two notes itself")
	case !c.Consistency && len(c.What) != 1:
		return usageError("name one entry by its number or key")
	}
	return nil
}

// prove returns the proof and says in one line what it proves.
func (c *proveCmd) prove(s *session, h *home, key *signing.Public) (proof any, summary string, err error) {
	if c.Consistency {
		var notes [2]string
		for n, name := range c.What {
			data, err := s.readInput(name)
			if err != nil {
				return nil, "", err
			}
			notes[n] = string(data)
		}
		p, err := h.stages.ProveExtension(s.ctx, notes[0], notes[1], key)
		return p, fmt.Sprintf("the books of %d entries begin with those of %d", p.NewerSize, p.OlderSize), err
	}
	note := ""
	if c.Checkpoint != "" {
		data, err := s.readInput(c.Checkpoint)
		if err != nil {
			return nil, "", err
		}
		note = string(data)
	}
	p, err := h.stages.ProveEntry(s.ctx, c.What[0], note, key)
	return p, fmt.Sprintf("entry %d %s is in the books of %d entries", p.Entry.Number, p.Entry.Key, p.TreeSize), err
}

// proofJSON is the stable form of a proof that was made.
type proofJSON struct {
	Proves      string `json:"proves"`
	File        string `json:"file"`
	VerifierKey string `json:"verifier_key"`
}

func (s *session) showProof(summary, file, verifierKey string) error {
	if s.cli.JSON {
		s.json(proofJSON{summary, file, verifierKey})
		return nil
	}
	s.line("proved", summary)
	s.line("file", file)
	s.line("key", verifierKey)
	return nil
}

package verify

import (
	"fmt"
	"io"
)

// Write writes the answer for people: the verdict, what speaks for it, and what was counted.
func (a Answer) Write(to io.Writer) error {
	lines := []string{fmt.Sprintf("%s: %s", a.Verdict, a.File)}
	for _, f := range a.Findings {
		lines = append(lines, "changed:   "+f.String())
	}
	for _, d := range a.Doubts {
		lines = append(lines, "doubt:     "+d)
	}
	if a.Left > 0 {
		lines = append(lines, fmt.Sprintf("           and %d more", a.Left))
	}
	if a.Verdict != BadInput {
		lines = append(lines, a.counted()...)
	}
	for _, n := range a.Notes {
		lines = append(lines, "note:      "+n)
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(to, line); err != nil {
			return err
		}
	}
	return nil
}

// counted says what was looked at; of a proof, what it proves.
func (a Answer) counted() []string {
	switch {
	case a.Proven != "":
		return []string{"proven:    " + a.Proven}
	case a.ofProof:
		return nil
	}
	c := a.Counted
	signed := "signed:    no entry"
	if a.Signed > 0 {
		signed = fmt.Sprintf("signed:    entries 1 to %d are as a checkpoint signed them", a.Signed)
	}
	return []string{signed,
		fmt.Sprintf("looked at: %d entries, %d postings, %d accounts, %d days, %d tiles, %d reversals", c.Entries,
			c.Postings, c.Accounts, c.Days, c.Tiles, c.Reversals),
		fmt.Sprintf("           %d checkpoints, %d triggers, %d files (%d not looked at)", c.Checkpoints, c.Triggers,
			c.Files, c.FilesUnlooked)}
}

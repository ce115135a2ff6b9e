package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"nostro/intake"
	"nostro/internal/config"
	"nostro/jobs"
	"nostro/netting"
)

type netCmd struct {
	Files  []string `arg:"" help:"CSV files of obligations; with a file of participants, nobody else may owe or be owed."`
	DryRun bool     `help:"Needed: net the files and keep nothing. The netting of a cycle is nostro cycle net."`
	Config string   `help:"Whose netting agreements count. Default: the nostro.yaml of --dir where there is one, else none." placeholder:"FILE"`
	Proof  string   `help:"Write the proof here; with several value dates one file each, NAME-DATE.csv." placeholder:"FILE"`
}

// Run nets files without a store. It ends with 1 where a row is bad.
func (c *netCmd) Run(s *session) error {
	if !c.DryRun {
		return usageError("nostro net works on files alone: add --dry-run; the obligations of a cycle are netted by nostro cycle net")
	}
	err := c.dryRun(s)
	if refused := (*intake.FileRefused)(nil); errors.As(err, &refused) {
		s.needsPerson()
		for _, r := range refused.Refusals {
			s.problem(r.Error())
		}
		return nil
	}
	return err
}

func (c *netCmd) dryRun(s *session) error {
	terms, under, err := c.terms(s)
	if err != nil {
		return err
	}
	run := jobs.DryRun{Terms: terms, Workers: runtime.NumCPU(), Keep: c.Proof != ""}
	files, people, err := c.sort(s)
	if err != nil {
		return err
	}
	said := drySaid{under: under}
	if run.Known, said.people, err = s.dryParticipants(people); err != nil {
		return err
	}
	result, err := run.Run(s.ctx, files)
	if err != nil {
		return err
	}
	if said.proofs, err = c.prove(s, result); err != nil {
		return err
	}
	if result.RowsRefused > 0 || len(said.people.refusals) > 0 {
		s.needsPerson()
	}
	s.showDry(result, said)
	return nil
}

// terms are those of --config, of the house, or none; under says which.
func (c *netCmd) terms(s *session) (t netting.Terms, under string, err error) {
	path := filepath.Join(s.cli.Dir, config.FileName)
	if c.Config != "" {
		path = s.place(c.Config)
	}
	t, err = config.LoadNetting(path)
	if errors.Is(err, os.ErrNotExist) && c.Config == "" {
		return netting.Terms{}, "no " + config.FileName + " here: everything is netted multilaterally", nil
	}
	if t.IsZero() {
		return t, path + " has no agreements: everything is netted multilaterally", err
	}
	return t, fmt.Sprintf("agreements of %s", path), err
}

// sort tells obligations and participants apart by their header.
func (c *netCmd) sort(s *session) (owed, people []jobs.DryFile, err error) {
	for _, name := range c.Files {
		f := jobs.DryFile{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(s.place(name)) }}
		kind, err := detectFile(f)
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil, fmt.Errorf("%s is not there: name a file that is, from this folder", name)
		}
		if err != nil {
			return nil, nil, err
		}
		switch kind {
		case intake.Obligations:
			owed = append(owed, f)
		case intake.Participants:
			people = append(people, f)
		default:
			return nil, nil, usageError(fmt.Sprintf("%s has %s, which no netting needs: leave it out", name, kind))
		}
	}
	if len(owed) == 0 {
		return nil, nil, usageError("there are no obligations in these files: name one whose header is " +
			strings.Join(intake.Columns(intake.Obligations), ","))
	}
	return owed, people, nil
}

func detectFile(f jobs.DryFile) (intake.FileKind, error) {
	from, err := f.Open()
	if err != nil {
		return "", err
	}
	start, err := io.ReadAll(io.LimitReader(from, 2*intake.LineBytesMax))
	if err := errors.Join(err, from.Close()); err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	kind, err := intake.Detect(f.Name, start)
	if refusal := (intake.Refusal{}); errors.As(err, &refusal) {
		err = &intake.FileRefused{Refusals: []intake.Refusal{refusal}}
	}
	return kind, err
}

// dryPeople are the participants that files gave.
type dryPeople struct {
	given    bool
	count    int
	refusals []intake.Refusal
}

func (s *session) dryParticipants(files []jobs.DryFile) (known func(string) bool, said dryPeople, err error) {
	ids := map[string]bool{}
	for _, f := range files {
		from, err := f.Open()
		if err != nil {
			return nil, said, err
		}
		data, err := io.ReadAll(io.LimitReader(from, intake.FileBytesMax+1))
		if err := errors.Join(err, from.Close()); err != nil {
			return nil, said, fmt.Errorf("%s: %w", f.Name, err)
		}
		rows, refusals := intake.ReadParticipants(f.Name, data)
		for _, row := range rows {
			ids[row.Value.ID] = true
		}
		said.refusals = append(said.refusals, refusals...)
	}
	if len(files) == 0 {
		return nil, said, nil
	}
	said.given, said.count = true, len(ids)
	return func(id string) bool { return ids[id] }, said, nil
}

// prove writes the proof of each value date, whole or not at all.
func (c *netCmd) prove(s *session, result jobs.DryResult) (written []string, err error) {
	if c.Proof == "" {
		return nil, nil
	}
	for _, net := range result.Kept {
		name := c.Proof
		if len(result.Kept) > 1 {
			ext := filepath.Ext(name)
			name = strings.TrimSuffix(name, ext) + "-" + net.Obligations[0].ValueDate.String() + ext
		}
		proof, err := net.ProofText()
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(s.place(name), proof, 0o600); err != nil {
			return nil, err
		}
		written = append(written, name)
	}
	return written, nil
}

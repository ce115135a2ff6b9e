package main

import (
	"fmt"
	"strings"

	"nostro/formats/csvstatement"
	"nostro/formats/inspect"
)

type inspectCmd struct {
	Files         []string `arg:"" optional:"" help:"Bank files, and folders of them. - is the standard input, and so is a pipe where nothing is named."`
	Correspondent string   `help:"Of whom the CSV statements are: they are read by its map of columns in nostro.yaml of --dir." placeholder:"ID"`

	Entries bool `help:"List every entry of statements and every item of other messages."`
}

// Run prints what is in each file. One that cannot be read does not stop the others.
func (c *inspectCmd) Run(s *session) error {
	inputs, err := s.inspectInputs(c.Files)
	if err != nil {
		return err
	}
	run := &inspection{session: s, all: c.Entries, several: len(inputs) > 1}
	if c.Correspondent != "" {
		if run.csv, err = s.csvMap(c.Correspondent); err != nil {
			return err
		}
	}
	for _, in := range inputs {
		run.file(in)
	}
	run.end()
	return nil
}

// inspection is one run over all files.
type inspection struct {
	*session
	all     bool // list every entry and item
	several bool
	csv     csvstatement.Map // how CSV statements are read; zero: they are not

	chains                inspect.Chains
	read, warned, refused int
}

// file inspects one file and keeps the worst exit code.
func (r *inspection) file(in inspectInput) {
	report := r.newReport(in.name)
	defer report.close()
	file := inspect.NewFile(report, &r.chains)
	size, err := r.readInto(file, in)
	if err != nil {
		file.Refuse()
		r.refused++
		r.code = exitFailed
		r.problem(fmt.Sprintf("%s: %v", in.name, err))
		report.refuse(err)
		return
	}
	if len(file.Doubts()) > 0 {
		r.warned++
		r.code = max(r.code, exitNeedsPerson)
	} else {
		r.read++
	}
	report.finish(file, size)
}

// end tells what the files come to together: whether the statements of each account follow one another.
func (r *inspection) end() {
	chains := r.chains.All()
	for _, c := range chains {
		if c.Holds == inspect.No {
			r.code = max(r.code, exitNeedsPerson)
		}
	}
	if r.cli.JSON {
		return
	}
	t := newInspectText(r.Stdout, r.colour(), r.all)
	t.showChains(chains, r.chains.Dropped())
	if r.several {
		t.line("files", fmt.Sprintf("%d read, %d read with warnings, %d refused", r.read, r.warned, r.refused))
	}
}

// counted puts a number before a word, in the plural where it is not one.
func counted[N int | int64](n N, word string) string {
	number := inspect.Grouped(fmt.Sprint(n))
	if n == 1 {
		return number + " " + word
	}
	if stem, found := strings.CutSuffix(word, "y"); found {
		return number + " " + stem + "ies"
	}
	if strings.HasSuffix(word, "ch") {
		word += "e"
	}
	return number + " " + word + "s"
}

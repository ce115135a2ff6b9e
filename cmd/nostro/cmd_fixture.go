package main

import (
	"fmt"
	"os"
)

type fixtureCmd struct {
	Run_ fixtureRunCmd `cmd:"" name:"run" default:"withargs" help:"Run scenarios."`
}

type fixtureRunCmd struct {
	Folders []string `arg:"" help:"Folders with nostro.yaml, steps.txt, in, bank and want."`
	Update  bool     `help:"Write what they produce to want, instead of comparing."`
}

// Run runs each scenario in a folder of its own; one that differs does not stop the others.
func (c *fixtureRunCmd) Run(s *session) error {
	differ := 0
	for _, folder := range c.Folders {
		differences, err := runFixture(s.ctx, folder, c.Update)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		if len(differences) == 0 {
			word := "as wanted"
			if c.Update {
				word = "rewritten"
			}
			fmt.Fprintf(s.Stdout, "%s  %s\n", word, folder)
			continue
		}
		differ++
		fmt.Fprintf(s.Stdout, "DIFFERS    %s\n", folder)
		for _, d := range differences {
			fmt.Fprintf(s.Stdout, "%*s - %s\n", stageWidth, "", d)
		}
	}
	if differ > 0 {
		return fmt.Errorf("%d of %d scenarios differ: look at what changed, and if it is meant, run again with --update", differ, len(c.Folders))
	}
	return nil
}

// temporary makes a folder that remove takes away again.
func temporary() (dir string, remove func(), err error) {
	dir, err = os.MkdirTemp("", "nostro-fixture-")
	return dir, func() { os.RemoveAll(dir) }, err
}

package main

import (
	"fmt"
	"io/fs"
	"os"

	"nostro/fixtures"
)

type demoCmd struct{}

// Run carries one cycle through all stages against three simulated banks, in a folder that stays: the one
// that --dir names, else nostro-demo, or the next free nostro-demo-2, ... The house has a signing key, as one that
// init makes.
func (c *demoCmd) Run(s *session) error {
	if s.cli.JSON {
		return usageError("the demo is for people: leave out --json; its report is there as JSON afterwards")
	}
	dir, err := demoFolder(s.cli.Dir)
	if err != nil {
		return err
	}
	inputs, err := fs.Sub(fixtures.FirstCycle, "first-cycle")
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "One settlement cycle against three simulated banks, in the folder %s\n\n", dir)
	world, err := newScenario(inputs, dir, s.Stdout)
	if err != nil {
		return err
	}
	defer world.close()
	world.colour = s.colour()
	if err := makeKey(dir); err != nil {
		return err
	}
	steps, err := fs.ReadFile(inputs, "steps.txt")
	if err != nil {
		return err
	}
	if err := world.steps(s.ctx, steps); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "\nLook further:\n  nostro --dir %[1]s status\n  nostro --dir %[1]s trace OB-0001\n"+
		"  nostro --dir %[1]s breaks\n  nostro --dir %[1]s check\n  nostro --dir %[1]s checkpoint\n", dir)
	return nil
}

// demoFolder returns a folder that is empty or not there yet.
func demoFolder(wanted string) (string, error) {
	if wanted != "." {
		entries, err := os.ReadDir(wanted)
		if err == nil && len(entries) > 0 {
			return "", fmt.Errorf("%s is not empty: it is not touched; name another folder", wanted)
		}
		if err != nil && !os.IsNotExist(err) {
			return "", err
		}
		return wanted, nil
	}
	for n := 1; ; n++ {
		dir := "nostro-demo"
		if n > 1 {
			dir = fmt.Sprintf("nostro-demo-%d", n)
		}
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			return dir, nil
		}
	}
}

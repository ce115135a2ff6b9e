package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"nostro/fixtures"
)

type demoCmd struct {
	To string `help:"Folder to make; default nostro-demo, or the next free nostro-demo-2, ..." placeholder:"DIR"`
}

// Run carries one cycle through all stages against three simulated banks, in a folder that stays.
func (c *demoCmd) Run(s *session) error {
	dir, err := demoFolder(c.To)
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
	world.colour = s.Terminal
	steps, err := fs.ReadFile(inputs, "steps.txt")
	if err != nil {
		return err
	}
	if err := world.steps(s.ctx, steps); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "\nLook further:\n  nostro --dir %[1]s status\n  nostro --dir %[1]s trace OB-0001\n"+
		"  nostro --dir %[1]s breaks\n  nostro --dir %[1]s check\n", dir)
	return nil
}

// demoFolder returns a folder that is not there yet.
func demoFolder(wanted string) (string, error) {
	if wanted != "" {
		if _, err := os.Stat(filepath.Join(wanted, "nostro.db")); err == nil {
			return "", fmt.Errorf("%s holds a nostro.db: it is not touched; name another folder", wanted)
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

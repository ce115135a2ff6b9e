package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nostro/internal/report"
	"nostro/jobs"
	"nostro/lifecycle"
)

// runFixture runs the scenario in the folder and compares all that it leaves with its want folder, byte by
// byte; with update it writes want instead. It returns what differs.
func runFixture(ctx context.Context, folder string, update bool) ([]string, error) {
	dir, remove, err := temporary()
	if err != nil {
		return nil, err
	}
	defer remove()
	got, err := produce(ctx, os.DirFS(folder), dir)
	if err != nil {
		return nil, err
	}
	want := filepath.Join(folder, "want")
	if update {
		return nil, writeTree(want, got)
	}
	return compareTree(want, got)
}

// produce runs the steps of the inputs in dir and returns what they leave, by name.
func produce(ctx context.Context, inputs fs.FS, dir string) (map[string][]byte, error) {
	steps, err := fs.ReadFile(inputs, "steps.txt")
	if err != nil {
		return nil, err
	}
	var console bytes.Buffer
	world, err := newScenario(inputsOnly{inputs}, dir, &console)
	if err != nil {
		return nil, err
	}
	world.echo = true
	err = errors.Join(world.steps(ctx, steps), world.close())
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, console.String())
	}
	got := map[string][]byte{"console.txt": bytes.ReplaceAll(console.Bytes(), []byte(dir+string(filepath.Separator)), nil)}
	return got, world.harvest(ctx, got)
}

// inputsOnly hides the want folder, so that a scenario cannot read what it should produce.
type inputsOnly struct{ fs.FS }

func (f inputsOnly) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	if name == "." {
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "want" })
	}
	return entries, err
}

// harvest adds what the scenario left: the files sent and received, the proofs, the journal, the reports.
func (s *scenario) harvest(ctx context.Context, got map[string][]byte) error {
	session := &session{ctx: ctx, cli: &cli{Dir: s.dir}, env: env{Getenv: s.getenv, User: s.person,
		Now: func() time.Time { return s.now }}}
	return session.with(func(h *home) error {
		p, err := session.picture(h, "")
		if err != nil {
			return err
		}
		for name, write := range map[string]func(*bytes.Buffer) error{
			"journal.txt": func(b *bytes.Buffer) error { return report.JournalText(b, p) },
			"report.html": func(b *bytes.Buffer) error { return report.HTML(b, p) },
			"report.json": func(b *bytes.Buffer) error { return report.JSON(b, p) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			got[name] = out.Bytes()
		}
		return h.store.View(ctx, func(tx jobs.Tx) error { return harvestFiles(tx, h, got) })
	})
}

// harvestFiles adds the bytes of every file sent, every file received under the name that the bank gave
// it, and every proof.
func harvestFiles(tx jobs.Tx, h *home, got map[string][]byte) error {
	names := map[string]string{}
	out, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	for _, f := range out {
		if f.State == lifecycle.FileOutWithdrawn {
			continue
		}
		names["sent/"+f.Correspondent+"/"+f.Name] = "out/" + f.Name
	}
	in, err := tx.FilesIn()
	if err != nil {
		return err
	}
	for _, f := range in {
		names["received/"+f.Correspondent+"/"+f.Name] = f.ArchiveName()
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State.Reached(lifecycle.CycleNetted) {
			names["proof/"+c.ID+".csv"] = "proof/" + c.ID + ".csv"
		}
	}
	for name, place := range names {
		if got[name], err = h.stages.Spool.Read(place); err != nil {
			return err
		}
	}
	return nil
}

// writeTree makes the folder hold exactly the files.
func writeTree(folder string, files map[string][]byte) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compareTree tells what differs between the folder and the files.
func compareTree(folder string, files map[string][]byte) ([]string, error) {
	var differences []string
	seen := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		relative, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(relative)
		seen[name] = true
		want, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch got, there := files[name]; {
		case !there:
			differences = append(differences, name+" is wanted, and was not produced")
		case !bytes.Equal(got, want):
			differences = append(differences, name+": "+firstDifference(want, got))
		}
		return nil
	})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !seen[name] {
			differences = append(differences, name+" was produced, and is not wanted")
		}
	}
	return differences, err
}

// firstDifference tells the first line that is not the same.
func firstDifference(want, got []byte) string {
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for n := range min(len(a), len(b)) {
		if a[n] != b[n] {
			return fmt.Sprintf("line %d: want %q, got %q", n+1, a[n], b[n])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(a), len(b))
}

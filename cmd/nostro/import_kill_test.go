package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
)

// An import that is killed, at whatever instant, and run again ends as one that was left alone: the same obligations
// under the same numbers, from the same lines.
func TestAKilledImportIsRunAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts and kills processes: left out by -short")
	}
	nostro := filepath.Join(t.TempDir(), "nostro")
	if err := os.Symlink(os.Args[0], nostro); err != nil {
		t.Fatal(err)
	}
	files := t.TempDir()
	people, owed := filepath.Join(files, "participants.csv"), filepath.Join(files, "obligations.csv")
	var rows strings.Builder
	rows.WriteString("id,payer,payee,currency,amount,value_date,reference\n")
	for n := range 60_000 {
		fmt.Fprintf(&rows, "O-%d,ACME,BOLT,EUR,%d.25,2026-11-24,invoice %d\n", n*7919%60_000, n+1, n)
	}
	for name, text := range map[string]string{people: "id,name,kind,bic,street,building,postcode,town,country,settlement_currency\n" +
		"ACME,Acme,company,,,,,London,GB,\nBOLT,Bolt,company,,,,,London,GB,\n", owed: rows.String()} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), nostro, args...)
		c.Env = append(os.Environ(), scriptClock+"=2026-11-23T10:00:00Z", scriptPerson+"=ann")
		return c
	}
	house := func() string {
		dir := filepath.Join(t.TempDir(), "house")
		for _, args := range [][]string{{"init", dir}, {"--dir", dir, "import", people}} {
			if out, err := command(args...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", args, err, out)
			}
		}
		return dir
	}
	finish := func(dir string) []jobs.Obligation {
		if out, err := command("--dir", dir, "import", owed).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return obligationsIn(t, dir)
	}
	want := finish(house())
	killed := 0
	dir := house()
	for after := 20 * time.Millisecond; after < time.Second; after += after/2 + 15*time.Millisecond {
		c := command("--dir", dir, "import", owed)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after)
		_ = c.Process.Kill() // it may have ended before
		if c.Wait() != nil {
			killed++
		}
	}
	if got := finish(dir); len(want) != 60_000 || !reflect.DeepEqual(got, want) {
		t.Errorf("%d obligations, %d where nothing was killed, or not the same", len(got), len(want))
	}
	if killed == 0 {
		t.Error("nothing was killed: the test tries nothing")
	}
}

func obligationsIn(t *testing.T, dir string) (all []jobs.Obligation) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(dir, "nostro.db"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(tx jobs.Tx) (err error) {
		all, err = tx.ObligationsOf("")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/internal/verify"
)

// restoreDrill is a small house, its banks, and the folder in which it lives now.
type restoreDrill struct {
	*scenario
	t    *testing.T
	said bytes.Buffer
}

func newRestoreDrill(t *testing.T) *restoreDrill {
	t.Helper()
	d := &restoreDrill{t: t}
	world, err := newScenario(os.DirFS("testdata/small"), t.TempDir(), &d.said)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { world.close() })
	d.scenario = world
	return d
}

// does runs steps; what they say is kept until the next call.
func (d *restoreDrill) does(steps string) {
	d.t.Helper()
	d.said.Reset()
	if err := d.steps(context.Background(), []byte(steps)); err != nil {
		d.t.Fatalf("%v\n%s", err, d.said.String())
	}
}

// says wants every text in what the steps said, however it was wrapped.
func (d *restoreDrill) says(texts ...string) {
	d.t.Helper()
	flat := strings.Join(strings.Fields(d.said.String()), " ")
	for _, text := range texts {
		if !strings.Contains(flat, text) {
			d.t.Errorf("it does not say %q:\n%s", text, d.said.String())
		}
	}
}

// moveIn goes on in the restored folder, with the secrets of the lost one and the input files, which people
// still have.
func (d *restoreDrill) moveIn(restored string) {
	d.t.Helper()
	for _, name := range []string{config.KeyFileName, signing.PrivateFileName} {
		data, err := os.ReadFile(filepath.Join(d.dir, name))
		if err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(restored, name), data, 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(restored, "in"), os.DirFS(filepath.Join(d.dir, "in"))); err != nil {
		d.t.Fatal(err)
	}
	d.dir = restored
}

// questions runs catch-up and returns what is open.
func (d *restoreDrill) questions(want int) (open []questionJSON, answer catchUpJSON) {
	d.t.Helper()
	d.said.Reset()
	if err := d.command(context.Background(), want, []string{"--json", "catch-up"}); err != nil {
		d.t.Fatal(err)
	}
	if err := json.Unmarshal(d.said.Bytes(), &answer); err != nil {
		d.t.Fatalf("%v: %s", err, d.said.String())
	}
	for _, q := range answer.Questions {
		if q.State == "open" {
			open = append(open, q)
		}
	}
	return open, answer
}

// A house is lost after its cycle was sent, booked and collected, and restored from a backup that was made
// before any of that: the whole road by the commands, as the runbook has it.
func TestRestoredBackupByTheRunbook(t *testing.T) {
	d := newRestoreDrill(t)
	folder := t.TempDir()
	backupFolder, restored, note := filepath.Join(folder, "backup"), filepath.Join(folder, "restored"), filepath.Join(folder, "old.note")
	d.does(`
		clock 2026-11-23T15:30:00Z
		as ann
		nostro import in/participants.csv in/accounts.csv in/obligations.csv
		nostro rates in/eurofxref-daily.xml
		nostro cycle run --value-date 2026-11-24
		nostro checkpoint --make-key
		as bea
		nostro approve
		as ann
		nostro backup ` + backupFolder + `
		nostro send
		clock 2026-11-24T18:00:00Z
		banks answer 2026-11-24
		nostro collect
		nostro reconcile
		nostro checkpoint --out ` + note + `
		nostro restore ` + backupFolder + ` --to ` + restored)
	d.says("nothing is sent until nostro --dir")
	lost := d.dir
	d.moveIn(restored)
	d.does("1 nostro send\n1 nostro status\n1 nostro catch-up --checkpoint " + note)
	d.says("these books are a copy as of 2026-11-23 15:30:00Z", "nothing was sent", "next: nostro catch-up",
		"old.note signs", "signed ones are lost", "not done:")
	for _, q := range d.open() {
		if name, isFile := strings.CutPrefix(q.ID, "file:"); isFile {
			d.does("2 nostro catch-up --accept imports\nas bea\n1 nostro catch-up --accept " + q.ID + " --reason x\n" +
				"nostro files mark " + name + " sent --reason confirmed\nas ann")
		}
	}
	d.does("nostro import in/participants.csv in/accounts.csv in/obligations.csv\n1 nostro catch-up --accept imports --reason x")
	d.says("maker and checker are the same person")
	d.mergeSpool(lost)
	for _, q := range d.open() {
		d.answers(q.ID)
	}
	if open, answer := d.questions(exitFine); len(open) != 0 || answer.Outcome != "nothing" || answer.Questions == nil {
		t.Errorf("%+v", answer)
	}
	d.does("nostro send\nnostro check\nnostro checkpoint\nclock 2026-11-25T18:00:00Z\nbanks answer 2026-11-25\n" +
		"nostro collect\nnostro reconcile\nnostro check")
	for _, broken := range []string{"duplicates 1", "duplicates 2", "duplicates 3"} {
		if strings.Contains(d.world.Describe(), broken) {
			t.Errorf("paid twice: %s", d.world.Describe())
		}
	}
	d.verdicts(note)
}

// mergeSpool puts what the lost house had collected into the spool of the restored one.
func (d *restoreDrill) mergeSpool(lost string) {
	d.t.Helper()
	from := filepath.Join(lost, "spool", "in", "rhein")
	held, err := os.ReadDir(from)
	if err != nil || len(held) < 4 {
		d.t.Fatalf("%d files: %v", len(held), err)
	}
	if err := os.MkdirAll(filepath.Join(d.dir, "spool", "in", "rhein"), 0o700); err != nil {
		d.t.Fatal(err)
	}
	for _, f := range held {
		data, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d.dir, "spool", "in", "rhein", f.Name()), data, 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
}

// answers lets a second person answer for a question, whether it is the last or not.
func (d *restoreDrill) answers(id string) {
	d.t.Helper()
	d.person = "bea"
	last := d.command(context.Background(), exitFine, []string{"catch-up", "--accept", id, "--reason", "asked"})
	if last != nil && !strings.HasPrefix(last.Error(), "ended with 1,") {
		d.t.Fatal(last)
	}
	d.person = "ann"
}

func (d *restoreDrill) open() []questionJSON {
	d.t.Helper()
	open, _ := d.questions(exitNeedsPerson)
	return open
}

// verdicts: the restored books hold by themselves, and can never extend what the lost ones had signed.
func (d *restoreDrill) verdicts(note string) {
	d.t.Helper()
	database, key := filepath.Join(d.dir, "nostro.db"), filepath.Join(d.dir, signing.PublicFileName)
	for _, check := range []struct {
		args []string
		want verify.Verdict
	}{
		{[]string{"verify", database, "--key", key, "--spool", filepath.Join(d.dir, "spool")}, verify.Verified},
		{[]string{"verify", database, "--key", key, "--checkpoint", note}, verify.Tampered},
	} {
		if err := d.command(context.Background(), check.want.ExitCode(), check.args); err != nil {
			d.t.Error(err)
		}
	}
}

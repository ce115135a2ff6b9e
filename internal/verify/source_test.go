package verify

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
)

// snapshot returns name, bytes and time of every file of the folder.
func snapshot(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	text := ""
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		must(t, err)
		info, err := e.Info()
		must(t, err)
		text += fmt.Sprintln(e.Name(), shaOf(data), info.ModTime())
	}
	return text
}

func TestNothingIsWritten(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Dir(w.db)
	before := snapshot(t, folder)
	if a := Books(t.Context(), w.request()); a.Verdict != Verified {
		t.Fatalf("%+v", a)
	}
	if after := snapshot(t, folder); after != before || strings.Count(after, "\n") != 1 {
		t.Errorf("before\n%safter\n%s", before, after)
	}
}

// A file that may not be written, in a folder where nothing may be made, is read all the same.
func TestReadOnlyFolder(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Dir(w.db)
	must(t, os.Chmod(w.db, 0o400))
	must(t, os.Chmod(folder, 0o500))
	t.Cleanup(func() { must(t, os.Chmod(folder, 0o700)) })
	if a := Books(t.Context(), w.request()); a.Verdict != Verified {
		t.Errorf("%+v", a)
	}
}

// While the program has the database open, with entries in its write-ahead log, those count.
func TestHotDatabase(t *testing.T) {
	w := newWorld(t)
	s, err := store.Open(t.Context(), w.db, noon)
	must(t, err)
	b := &builder{t: t, store: s, posted: worldEntries, stages: &jobs.Stages{Store: s, User: "ann"}}
	b.stages.Now = func() time.Time { return noon }
	b.post()
	made, _, err := b.stages.Checkpoint(t.Context(), w.key)
	must(t, err)
	if size(w.db+suffixLog) <= 0 {
		t.Fatal("the write-ahead log is empty: this tests nothing")
	}
	before := stamps(w.db)
	if a := Books(t.Context(), w.request()); a.Verdict != Verified || a.Signed != worldEntries+1 || made.Size != a.Signed {
		t.Errorf("%+v", a)
	}
	for n, after := range stamps(w.db) {
		if after != before[n] {
			t.Errorf("file %d was touched", n)
		}
	}
	must(t, s.Close())
}

// What a crash leaves, the database and its write-ahead log without an index, is read from a copy.
func TestCrashedDatabase(t *testing.T) {
	w := newWorld(t)
	s, err := store.Open(t.Context(), w.db, noon)
	must(t, err)
	b := &builder{t: t, store: s, posted: worldEntries, stages: &jobs.Stages{Store: s, User: "ann"}}
	b.stages.Now = func() time.Time { return noon }
	b.post()
	dir := t.TempDir()
	crashed := filepath.Join(dir, "nostro.db")
	must(t, copyFile(w.db, crashed))
	must(t, copyFile(w.db+suffixLog, crashed+suffixLog))
	must(t, s.Close())
	before := snapshot(t, dir)
	q := w.request()
	q.File = crashed
	a := Books(t.Context(), q)
	if a.Verdict != CannotTell || a.Counted.Entries != worldEntries+1 ||
		!strings.Contains(a.Doubts[0], "entries 41 to 41") {
		t.Errorf("%+v", a)
	}
	if after := snapshot(t, dir); after != before {
		t.Errorf("before\n%safter\n%s", before, after)
	}
}

// A file that is written while it is read without locks is no ground to accuse anybody.
func TestMovedFile(t *testing.T) {
	w := newWorld(t)
	s, err := openSource(t.Context(), w.db)
	must(t, err)
	if s.moved() {
		t.Error("it moved, and nobody touched it")
	}
	must(t, os.Chtimes(w.db, noon, noon))
	if !s.moved() {
		t.Error("it was touched, and did not move")
	}
	must(t, s.close())
	r := &run{Answer: Answer{File: w.db, Findings: []Finding{{Field: "memo"}}}}
	if a := r.restless(); a.Verdict != CannotTell || len(a.Findings) != 0 {
		t.Errorf("%+v", a)
	}
}

// Damage is not tampering: a page that is no page makes the reading stop, wherever it is.
func TestDamagedFile(t *testing.T) {
	const page = 4096
	w := newWorld(t)
	whole, err := os.ReadFile(w.db)
	must(t, err)
	stopped := 0
	for at := page; at < len(whole); at += page {
		data := bytes.Clone(whole)
		for n := at; n < at+page; n++ {
			data[n] = 0xff
		}
		must(t, os.WriteFile(w.db, data, 0o600))
		a := Books(t.Context(), w.request())
		if a.Verdict == Tampered {
			t.Errorf("page %d: %+v", at/page, a)
		}
		if a.Verdict == CannotTell {
			stopped++
		}
	}
	if stopped < 5 {
		t.Errorf("only %d pages made it stop", stopped)
	}
}

func TestBadInput(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", "file:"+other)
	must(t, err)
	_, err = db.Exec("CREATE TABLE t (a)")
	must(t, err)
	must(t, db.Close())
	forged := bytes.Replace(w.notes[1].Note, []byte("\n25\n"), []byte("\n24\n"), 1)
	noNote := []Named{{"x.note", []byte("x")}}
	forgedNote := []Named{{"x.note", forged}}
	text, err := w.key.Sign("nostro/other\n1\nx\n")
	must(t, err)
	for name, c := range map[string]struct {
		change func(q *Request)
		says   string
	}{
		"missing":       {func(q *Request) { q.File = filepath.Join(dir, "none.db") }, "no such file"},
		"folder":        {func(q *Request) { q.File = dir }, "no SQLite database"},
		"empty":         {func(q *Request) { q.File = file("empty.db", "") }, "no SQLite database"},
		"text":          {func(q *Request) { q.File = file("text.db", "id,payer,payee,currency") }, "no SQLite database"},
		"other":         {func(q *Request) { q.File = other }, "not one of Nostro"},
		"key":           {func(q *Request) { q.Keys = []string{"nostro+1+2"} }, "key"},
		"note":          {func(q *Request) { q.Checkpoints = noNote }, "x.note: it is no signed note"},
		"forged note":   {func(q *Request) { q.Checkpoints = forgedNote }, "signature is not good"},
		"other note":    {func(q *Request) { q.Checkpoints = []Named{{"x.note", []byte(text)}} }, "no checkpoint of"},
		"no such spool": {func(q *Request) { q.Spool = filepath.Join(dir, "none") }, "spool cannot be read"},
		"pipe": {func(q *Request) {
			q.File = filepath.Join(dir, "pipe")
			must(t, syscall.Mkfifo(q.File, 0o600))
		}, "it is no regular file"},
	} {
		t.Run(name, func(t *testing.T) {
			q := w.request()
			c.change(&q)
			a := Books(t.Context(), q)
			if a.Verdict != BadInput || a.Verdict.ExitCode() != 4 ||
				!strings.Contains(strings.Join(a.Doubts, "\n"), c.says) {
				t.Errorf("want %q, got %+v", c.says, a)
			}
		})
	}
}

func TestStoppedCheckAccusesNobody(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if a := Books(ctx, w.request()); a.Verdict != BadInput {
		t.Errorf("%+v", a)
	}
}

func TestReadKey(t *testing.T) {
	key := newSigner(t, "nostro-0badcafe").public
	file := filepath.Join(t.TempDir(), "nostro.sign.pub")
	must(t, os.WriteFile(file, []byte(key+"\n"), 0o600))
	for _, argument := range []string{key, file} {
		if got, err := ReadKey(argument); err != nil || got != key {
			t.Errorf("%q: %q, %v", argument, got, err)
		}
	}
	private := filepath.Join(t.TempDir(), "nostro.sign.key")
	must(t, os.WriteFile(private, []byte("PRIVATE+KEY+nostro+1+x\n"), 0o600))
	for argument, says := range map[string]string{private: "private key", "none.pub": "no such file",
		"nostro+1+x": "no verifier key"} {
		if _, err := ReadKey(argument); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", argument, err, says)
		}
	}
}

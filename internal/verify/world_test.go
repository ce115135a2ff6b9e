package verify

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"nostro/calendar"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/money"
)

// worldEntries is how many entries the books of the tests have; all are signed. Checkpoints are made after
// these numbers.
const worldEntries = 40

var worldCheckpoints = []int64{12, 25, worldEntries}

var (
	usd      = money.MustCurrency("USD")
	jpy      = money.MustCurrency("JPY")
	firstDay = calendar.MustDate("2026-11-24")
	noon     = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
)

// signer signs as the installation does.
type signer struct {
	private note.Signer
	public  string
}

func newSigner(t testing.TB, name string) *signer {
	t.Helper()
	private, public, err := note.GenerateKey(rand.Reader, name)
	must(t, err)
	s, err := note.NewSigner(private)
	must(t, err)
	return &signer{s, public}
}

func (s *signer) Sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s.private)
	return string(signed), err
}

func (s *signer) Open(text string) (string, error) {
	v, err := note.NewVerifier(s.public)
	if err != nil {
		return "", err
	}
	n, err := note.Open([]byte(text), note.VerifierList(v))
	if err != nil {
		return "", err
	}
	return n.Text, nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is books that the program itself wrote, with their spool and the notes that were made on the way.
type world struct {
	db, spool string
	key       *signer
	notes     []Named
}

func newWorld(t testing.TB) *world { return worldOf(t, worldEntries) }

// tiledEntries are enough for two tiles of the log and a part of a third.
const tiledEntries = 520

// newTiledWorld returns books that go on with charges, signed once more.
func newTiledWorld(t testing.TB) *world { return worldOf(t, tiledEntries) }

func worldOf(t testing.TB, entries int) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{db: filepath.Join(dir, "nostro.db"), spool: filepath.Join(dir, "spool")}
	w.key = newSigner(t, "nostro-0badcafe")
	s, err := store.Open(t.Context(), w.db, noon)
	must(t, err)
	box, err := spool.Open(w.spool)
	must(t, err)
	b := &builder{t: t, store: s, spool: box, stages: &jobs.Stages{Store: s, Spool: box, User: "ann"}}
	b.stages.Now = func() time.Time { return noon.Add(time.Duration(b.posted) * time.Second) }
	b.frame()
	for b.posted < worldEntries {
		b.post()
		for _, size := range worldCheckpoints {
			if size == b.posted {
				made, _, err := b.stages.Checkpoint(t.Context(), w.key)
				must(t, err)
				w.notes = append(w.notes, Named{fmt.Sprintf("%d.note", size), []byte(made.Note)})
			}
		}
	}
	if entries > worldEntries {
		b.postCharges(entries - worldEntries)
		made, _, err := b.stages.Checkpoint(t.Context(), w.key)
		must(t, err)
		w.notes = append(w.notes, Named{fmt.Sprintf("%d.note", entries), []byte(made.Note)})
	}
	must(t, s.Close())
	must(t, box.Close())
	return w
}

// copy returns the same books in a folder of their own, to be tampered with.
func (w *world) copy(t testing.TB) *world {
	t.Helper()
	dir := t.TempDir()
	c := &world{db: filepath.Join(dir, "nostro.db"), spool: filepath.Join(dir, "spool"), key: w.key, notes: w.notes}
	data, err := os.ReadFile(w.db)
	must(t, err)
	must(t, os.WriteFile(c.db, data, 0o600))
	must(t, os.CopyFS(c.spool, os.DirFS(w.spool)))
	return c
}

// request asks for everything, with the checkpoints of the database alone.
func (w *world) request() Request {
	return Request{File: w.db, Keys: []string{w.key.public}, Spool: w.spool}
}

func TestCleanBooksVerify(t *testing.T) {
	w := newWorld(t)
	a := Books(t.Context(), w.request())
	var text bytes.Buffer
	must(t, a.Write(&text))
	if a.Verdict != Verified || a.Signed != worldEntries {
		t.Fatal(text.String())
	}
	want := Counts{Entries: 40, Postings: 82, Accounts: 7, Days: 7, Checkpoints: 3, Reversals: 4,
		Triggers: a.Counted.Triggers, Files: 5}
	if a.Counted != want || want.Triggers < 60 {
		t.Errorf("counted %+v, want %+v", a.Counted, want)
	}
}

func TestCleanBooksWithTilesVerify(t *testing.T) {
	w := newTiledWorld(t)
	if a := Books(t.Context(), w.request()); a.Verdict != Verified || a.Signed != tiledEntries || a.Counted.Tiles != 2 {
		t.Errorf("%+v", a)
	}
}

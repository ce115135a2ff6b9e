package jobs_test

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to change the books from outside

	"nostro/calendar"
	"nostro/internal/signing"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// key makes the signing key of the house, or reads it.
func (h *installation) key() *signing.Private {
	h.t.Helper()
	if _, err := signing.Create(h.dir, []byte("story")); !errors.Is(err, signing.ErrIsThere) {
		h.must(err)
	}
	key, err := signing.Load(h.dir)
	h.must(err)
	return key
}

// posts posts opening entries with those numbers.
func (h *installation) posts(numbers ...int64) {
	h.t.Helper()
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		for _, n := range numbers {
			e, err := ledger.Opened(ledger.Movement{Key: fmt.Sprintf("opening:%d", n), Correspondent: "rhein",
				Amount: money.FromMinor(eur, n), ValueDate: calendar.DateOf(h.now)})
			if err != nil {
				return err
			}
			if _, err := tx.Post(e, h.now); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (h *installation) checkpoint() jobs.SignedCheckpoint {
	h.t.Helper()
	c, result, err := h.stages.Checkpoint(h.ctx, h.key())
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	return c
}

// tamper changes the database as its owner could: without triggers.
func (h *installation) tamper(statements ...string) {
	h.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(h.dir, "nostro.db"))
	h.must(err)
	defer db.Close()
	for _, name := range []string{"journal_entry_never_changes", "journal_entry_never_goes", "posting_never_goes", "posting_never_changes",
		"log_tile_never_goes", "log_tile_never_changes",
		"checkpoint_never_changes", "checkpoint_never_goes"} {
		_, err := db.Exec("DROP TRIGGER IF EXISTS " + name)
		h.must(err)
	}
	for _, statement := range statements {
		_, err := db.Exec(statement)
		h.must(err)
	}
}

func TestCheckpoints(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	c, result, err := h.stages.Checkpoint(h.ctx, h.key())
	h.must(err)
	h.ends(result, jobs.OutcomeNothing)
	h.says(result.Summary, "nothing is booked yet")
	if c.Size != 0 || c.Note != "" {
		t.Errorf("a checkpoint of nothing: %+v", c)
	}
	h.posts(1, 2, 3)
	first := h.checkpoint()
	text, err := h.key().Open(first.Note)
	h.must(err)
	if first.Size != 3 || text != fmt.Sprintf("nostro/books\n3\n%s\n", base64.StdEncoding.EncodeToString(first.Root[:])) {
		t.Errorf("the note says %q", text)
	}
	again, result, err := h.stages.Checkpoint(h.ctx, h.key())
	h.must(err)
	h.ends(result, jobs.OutcomeNothing)
	if again != first {
		t.Errorf("nothing was booked, and another checkpoint was made: %+v", again)
	}
	h.posts(4)
	if second := h.checkpoint(); second.Size != 4 || second.Root == first.Root {
		t.Errorf("the second checkpoint is %+v", second)
	}
	if kept := look(h, jobs.Tx.Checkpoints); len(kept) != 2 || kept[0] != first {
		t.Errorf("kept are %+v", kept)
	}
}

// A whole cycle ends with books that can be signed.
func TestACheckpointOfACycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 cascade alfa USD 30.00")
	h.run()
	if c := h.checkpoint(); c.Size != int64(h.entries()) {
		t.Errorf("%d of %d entries are signed", c.Size, h.entries())
	}
}

func TestCheckpointRefusesBooksThatWereChanged(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		class      error
		says       string
		statements []string
	}{
		"an entry": {store.ErrTampered, `journal entry 2 "opening:2": its memo`,
			[]string{"UPDATE journal_entry SET memo = 'x' WHERE number = 2"}},
		"the end cut off": {ledger.ErrNotExtended, "checkpoint of 3 entries, the books have 2", []string{
			"DELETE FROM posting WHERE entry > 2", "DELETE FROM journal_entry WHERE number > 2",
			"UPDATE sqlite_sequence SET seq = 2 WHERE name = 'journal_entry'", "UPDATE account_day SET minor = minor / 2, last_entry = 2"}},
		"a running balance": {store.ErrTampered, "the balance of",
			[]string{"UPDATE posting SET balance = balance + 1 WHERE entry = 2"}},
		"the row of the checkpoint": {ledger.ErrNotExtended, "its row says 3 with root",
			[]string{"UPDATE checkpoint SET root = zeroblob(32)"}},
		"the note": {signing.ErrNotSigned, "newest checkpoint", []string{"UPDATE checkpoint SET note = 'x'"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newInstallation(t)
			h.posts(1, 2, 3)
			h.checkpoint()
			h.tamper(story.statements...)
			_, _, err := h.stages.Checkpoint(h.ctx, h.key())
			h.refused(err, story.class, story.says)
			if kept := look(h, jobs.Tx.Checkpoints); len(kept) != 1 {
				t.Errorf("%d checkpoints are kept", len(kept))
			}
		})
	}
}

// Other books of the same installation, each right in itself: what was signed before gives them away.
func TestRewrittenBooksDoNotExtendTheCheckpoint(t *testing.T) {
	t.Parallel()
	h, rewritten := newInstallation(t), newInstallation(t)
	h.posts(1, 2, 3)
	old := h.checkpoint()
	rewritten.posts(1, 7, 3, 4)
	h.must(rewritten.store.Update(h.ctx, func(tx jobs.Tx) error { return tx.AddCheckpoint(old) }))
	_, _, err := rewritten.stages.Checkpoint(h.ctx, h.key())
	h.refused(err, ledger.ErrNotExtended, "checkpoint of 3 entries with root "+old.Root.String())
	_, err = rewritten.stages.ProveEntry(h.ctx, "1", "", h.key())
	h.refused(err, ledger.ErrNotExtended)
}

func TestProofs(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	_, err := h.stages.ProveEntry(h.ctx, "1", "", h.key())
	h.refused(err, jobs.ErrUnknownID, `"1"`, "number or its key")
	h.posts(1, 2, 3, 4, 5)
	_, err = h.stages.ProveEntry(h.ctx, "1", "", h.key())
	h.refused(err, jobs.ErrNeedsPerson, "no checkpoint yet")
	five := h.checkpoint()
	h.posts(6, 7)
	_, err = h.stages.ProveEntry(h.ctx, "6", "", h.key())
	h.refused(err, jobs.ErrNeedsPerson, "checkpoint of 5 entries is older than entry 6")
	seven := h.checkpoint()
	for n := range int64(7) {
		byNumber, err := h.stages.ProveEntry(h.ctx, fmt.Sprint(n+1), "", h.key())
		h.must(err)
		byKey, err := h.stages.ProveEntry(h.ctx, fmt.Sprintf("opening:%d", n+1), seven.Note, h.key())
		h.must(err)
		one, other := asJSON(h, byNumber), asJSON(h, byKey)
		if one != other || !strings.Contains(one, `"nostro inclusion proof 1"`) {
			t.Errorf("entry %d has two proofs:\n%s\n%s", n+1, one, other)
		}
		checkInclusion(h, byKey)
	}
	under5, err := h.stages.ProveEntry(h.ctx, "5", five.Note, h.key())
	h.must(err)
	checkInclusion(h, under5)
	extension, err := h.stages.ProveExtension(h.ctx, five.Note, seven.Note, h.key())
	h.must(err)
	if extension.OlderSize != 5 || extension.NewerSize != 7 || len(extension.Path) == 0 {
		t.Errorf("proof is %+v", extension)
	}
	checkConsistency(h, extension)
	_, err = h.stages.ProveExtension(h.ctx, seven.Note, five.Note, h.key())
	h.refused(err, nil, "turn them round")
	_, err = h.stages.ProveExtension(h.ctx, five.Note, "x", h.key())
	h.refused(err, signing.ErrNotSigned, "newer checkpoint")
	_, err = h.stages.ProveEntry(h.ctx, "5", strings.Replace(five.Note, "\n5\n", "\n4\n", 1), h.key())
	h.refused(err, signing.ErrNotSigned)
	h.tamper("UPDATE journal_entry SET memo = 'x' WHERE number = 2")
	_, err = h.stages.ProveEntry(h.ctx, "2", "", h.key())
	h.refused(err, ledger.ErrNotExtended, `journal entry 2 "opening:2" is not the one that was sealed`)
}

func TestConsistencyOfEveryPair(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	var notes []string
	for n := range int64(9) {
		h.posts(n + 1)
		notes = append(notes, h.checkpoint().Note)
	}
	for second := range notes {
		for first := range second + 1 {
			proof, err := h.stages.ProveExtension(h.ctx, notes[first], notes[second], h.key())
			h.must(err)
			checkConsistency(h, proof)
		}
	}
}

func asJSON(h *installation, v any) string {
	h.t.Helper()
	data, err := json.Marshal(v)
	h.must(err)
	return string(data)
}

// Leaves and tiles that were made anew, consistent in themselves, are not what was signed: check says so without
// any key.
func TestCheckComparesTheLogWithCheckpoints(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct{ says, statement string }{
		"other books":     {"do not begin with what it signed", ""},
		"the end cut off": {"the books have 2: entries were taken from their end", "cut"},
		"its row":         {"its note says something else", "UPDATE checkpoint SET size = 2"},
	} {
		t.Run(name, func(t *testing.T) {
			h, other := newInstallation(t), newInstallation(t)
			h.posts(1, 2, 3)
			h.checkpoint()
			switch story.statement {
			case "": // the same number of entries, of which one is another
				other.posts(1, 4, 3)
			case "cut":
				other.posts(1, 2)
			default:
				h.tamper(story.statement)
				other = h
			}
			if other != h {
				kept := look(h, jobs.Tx.Checkpoints)[0]
				other.must(other.store.Update(other.ctx, func(tx jobs.Tx) error { return tx.AddCheckpoint(kept) }))
			}
			_, broken := other.checked()
			other.says(broken[nameLog], story.says)
		})
	}
}

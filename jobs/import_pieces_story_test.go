package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/jobs"
)

// manyOwed are more obligations than one piece holds, of people that can all be paid.
func manyOwed(rows int) string {
	var text strings.Builder
	text.WriteString(obligationsHeader)
	for n := range rows {
		fmt.Fprintf(&text, "M-%06d,alfa,brixton,EUR,1.00,2026-11-24,\n", n)
	}
	return text.String()
}

const twoPieces = 20_100 // rows, where a piece is one chunk of 20,000

func (h *installation) unfinished() (files []jobs.InputFile) {
	h.t.Helper()
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) (err error) {
		files, err = tx.UnfinishedImports()
		return err
	}))
	return files
}

// While a large file comes, another process writes between two pieces.
func TestOthersWriteWhileALargeFileComes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.stages.Pieces = 1
	other, err := store.Open(h.ctx, filepath.Join(h.dir, "nostro.db"), h.now)
	h.must(err)
	defer func() { h.must(other.Close()) }()
	written := 0
	h.stages.Wait = func(ctx context.Context, _ time.Duration) error { // where the import rests
		return other.Update(ctx, func(tx jobs.Tx) error {
			unfinished, err := tx.UnfinishedImports()
			if len(unfinished) == 1 {
				written++
			}
			return errors.Join(err, tx.AddRun(jobs.Run{Stage: "send", Outcome: string(jobs.OutcomeNothing), StartedAt: h.now}))
		})
	}
	result := h.tries("many.csv", manyOwed(twoPieces), false).Result
	if written != 1 || len(h.unfinished()) != 0 {
		t.Errorf("%d others wrote in the middle of the file; unfinished: %v", written, h.unfinished())
	}
	h.says(result.Summary, "20100 obligations; 0 known already; 0 rows refused")
}

// An import that is cut off between two pieces leaves a part. The close brings the rest before it takes anything.
func TestACycleTakesNoPartOfAFile(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.stages.Pieces = 1
	cut := errors.New("cut off")
	h.stages.Wait = func(context.Context, time.Duration) error { return cut }
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "many.csv", Data: []byte(manyOwed(twoPieces))}}, false)
	if !errors.Is(err, cut) || len(h.unfinished()) != 1 {
		t.Fatalf("%v, unfinished %v", err, h.unfinished())
	}
	h.stages.Wait = nil
	opened, err := h.stages.Open(h.ctx, calendar.MustDate("2026-11-24"))
	h.must(err)
	closed, err := h.stages.Close(h.ctx, opened.Cycle, true)
	h.must(err)
	h.says(closed.Summary, "20100 obligations taken, 0 left")
	h.says(strings.Join(closed.Notes, " "), "the import of many.csv was cut off, and is finished: 100 obligations more")
	if len(h.unfinished()) != 0 {
		t.Error("it is still unfinished")
	}
}

// To import the file again ends what was begun, too; and a file that is refused as a whole leaves nothing.
func TestAFileThatWasCutOffIsImportedAgain(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.stages.Pieces = 1
	var cuts atomic.Int32
	h.stages.Wait = func(context.Context, time.Duration) error {
		if cuts.Add(1) == 1 {
			return errors.New("cut off")
		}
		return nil
	}
	text := manyOwed(twoPieces)
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "many.csv", Data: []byte(text)}}, false)
	if err == nil {
		t.Fatal("it was not cut off")
	}
	h.says(h.tries("many.csv", text, false).Result.Summary, "100 obligations; 20000 known already")
	if len(h.unfinished()) != 0 {
		t.Error("it is still unfinished")
	}
	whole, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "bad.csv", Data: []byte(strings.Replace(manyOwed(twoPieces), "M-", "N-", -1) + "N-x,\n")}}, true)
	h.must(err)
	if whole.FilesUnheeded != 1 || whole.Obligations != 0 || len(h.unfinished()) != 0 {
		t.Errorf("%+v", whole)
	}
}

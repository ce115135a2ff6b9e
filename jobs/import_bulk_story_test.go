package jobs_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"nostro/intake"
	"nostro/jobs"
)

// oracle takes files as the rules say, row by row, in plain maps.
type oracle struct {
	known   map[string]intake.Obligation
	order   []string
	refused map[string]int // rows by file
}

func (o *oracle) take(name, text string) {
	rows, refusals := intake.ReadObligations(name, []byte(text), func(id string) bool {
		return strings.Contains(participantsCSV, "\n"+id+",")
	})
	for _, r := range refusals {
		o.refused[fmt.Sprint(name, ":", r.Line, ":", r.Field)]++
	}
	for _, row := range rows {
		old, found := o.known[row.Value.ID]
		if !found {
			o.known[row.Value.ID] = row.Value
			o.order = append(o.order, row.Value.ID)
		} else if old.ContentHash() != row.Value.ContentHash() {
			o.refused[fmt.Sprint(name, ":", row.Line, ":id")]++
		}
	}
}

// Files with good rows, bad rows, rows that come again and ids that stand for something else: what is accepted, in
// which order, and what is refused, is what a plain walk over the rows finds.
func TestImportEndsAsAPlainWalk(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	want := &oracle{known: map[string]intake.Obligation{}, refused: map[string]int{}}
	file := 0
	rapid.Check(t, func(r *rapid.T) {
		file++
		name := fmt.Sprintf("f%d.csv", file)
		text := obligationsHeader + fmt.Sprintf("F-%d,alfa,brixton,EUR,1,2026-11-24,\n", file) // no two files are the same
		for range rapid.IntRange(0, 8).Draw(r, "rows") {
			text += fmt.Sprintf("O-%d,%s,brixton,EUR,%s,2026-11-24,%s\n", rapid.IntRange(0, 60).Draw(r, "id"),
				rapid.SampledFrom([]string{"alfa", "cascade", "nobody", "brixton"}).Draw(r, "payer"),
				rapid.SampledFrom([]string{"1", "1.00", "2", "0.001", "-1"}).Draw(r, "amount"),
				rapid.SampledFrom([]string{"", `"a, ""b"""`, `a"`}).Draw(r, "reference"))
		}
		want.take(name, text)
		h.tries(name, text, false)
	})
	var order []string
	for _, o := range look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") }) {
		order = append(order, o.ID)
		if o.Obligation != want.known[o.ID] {
			t.Errorf("%+v, want %+v", o.Obligation, want.known[o.ID])
		}
	}
	h.same("accepted", order, want.order...)
	for _, r := range look(h, jobs.Tx.Refusals) {
		delete(want.refused, fmt.Sprint(r.File, ":", r.Line, ":", r.Field))
	}
	if len(want.refused) > 0 {
		t.Errorf("not refused: %v", want.refused)
	}
	h.holds()
}

// manyRows is a file of more rows than are taken at once, with a bad row, a conflict with an early one and a copy of
// an early one near its end.
func manyRows(rows int) string {
	var text strings.Builder
	text.WriteString(obligationsHeader)
	for n := range rows {
		fmt.Fprintf(&text, "O-%d,alfa,brixton,EUR,%d.50,2026-11-24,\n", n, n+1)
	}
	text.WriteString("O-1,alfa,brixton,EUR,2.50,2026-11-24,\nO-2,alfa,brixton,EUR,9.50,2026-11-24,\nbad row\n")
	return text.String()
}

// A file of many chunks: its rows are accepted in order, and those that come again are told apart though they come
// chunks later; how far it is, is told as it goes.
func TestImportOfManyChunks(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	const rows = 45_000
	text := manyRows(rows)
	var told []int64
	h.stages.Progress = func(file string, taken, size int64) {
		if file != "many.csv" || size != int64(len(text)) || taken > size {
			t.Errorf("told %s: %d of %d", file, taken, size)
		}
		told = append(told, taken)
	}
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "many.csv", From: strings.NewReader(text)}}, false)
	h.must(err)
	if result.Obligations != rows || result.Known != 1 || result.RefusalCount != 2 || result.RowsRefused != 2 {
		t.Errorf("got %+v", result)
	}
	if len(told) < 3 || told[len(told)-1] != int64(len(text)) {
		t.Errorf("told %v", told)
	}
	all := look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") })
	for n, o := range all {
		if o.ID != fmt.Sprintf("O-%d", n) || o.Seq != int64(n+1) || o.Source.Line != n+2 {
			t.Fatalf("number %d is %+v", n, o)
		}
	}
	again := h.tries("many.csv", text, false)
	if len(all) != rows || again.Obligations != 0 || again.Known != rows+1 || again.RowsRefused != 2 {
		t.Errorf("%d rows; again: %+v", len(all), again)
	}
}

// Where a file is refused as a whole, nothing of its first chunks stays.
func TestImportOfManyChunksAsAWhole(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	result := h.tries("many.csv", manyRows(30_000), true)
	h.ends(result.Result, jobs.OutcomeNeedsPerson)
	h.same("kept", []string{h.kept()}, "4 participants, 8 accounts, 0 obligations, 2 refusals")
}

// A file with too many rows is known as one only at its end; nothing of it is taken.
func TestImportOfTooManyRows(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	text := obligationsCSV("O-1 alfa brixton EUR 1.00") + strings.Repeat("\n", intake.RowsMax)
	result := h.tries("endless.csv", text, false)
	h.says(result.Refusals[0].Error(), "endless.csv:1:", "1000001 rows, the limit is 1000000", "split it")
	h.same("kept", []string{h.kept()}, "4 participants, 8 accounts, 0 obligations, 1 refusals")
}

// A disk that breaks while a file is read fails the import, and nothing of the file is taken.
func TestImportOfWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	broken := io.MultiReader(strings.NewReader(manyRows(5)), iotest.ErrReader(io.ErrUnexpectedEOF))
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", From: broken}}, false)
	h.refused(err, io.ErrUnexpectedEOF, "o.csv")
	h.stages.Spool = halfSpool{h.spool}
	_, err = h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(manyRows(50_000))}}, false)
	h.refused(err, errDiskGone, "o.csv")
	h.same("kept", []string{h.kept()}, "4 participants, 8 accounts, 0 obligations, 0 refusals")
}

// halfSpool gives the first half of a file, and then an error.
type halfSpool struct{ jobs.Spool }

var errDiskGone = errors.New("the disk is gone")

func (s halfSpool) Open(name string) (io.ReadCloser, error) {
	data, err := s.Read(name)
	half := io.MultiReader(bytes.NewReader(data[:len(data)/2]), iotest.ErrReader(errDiskGone))
	return io.NopCloser(half), err
}

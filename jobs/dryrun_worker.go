package jobs

import (
	"fmt"

	"nostro/intake"
	"nostro/netting"
)

// dryWorker parses blocks into a book of its own.
type dryWorker struct {
	pass   *dryPass
	parser *intake.Parser
	book   *netting.Book
	named  int        // participants of the parser that the book knows, by the same numbers
	series [][]uint32 // of the book, plus one, by the parser's numbers of currency and date
	rows   int
	taken  int
	chunk  []netting.Row
	ids    [idParts][]uint64 // hashes of the identifiers of good rows, by their first bits
	apart  []apartRow

	refusals                  []placedRefusal // the first ones, since blocks come in their order
	refusalCount, rowsRefused int
	file                      int // of the block
}

// apartRow is a row that is not added where it is read.
type apartRow struct {
	file, line int
	value      intake.Obligation
}

// placedRefusal is a refusal in the file of that number.
type placedRefusal struct {
	file int
	intake.Refusal
}

// Bounds of a worker.
const (
	dryRowsMax    = 100_000_000 // 8 bytes each
	dryChunkRows  = 4096
	dryCellsMax   = 8 << 20 // participants by series: 32 bytes each
	idPartsLog    = 8
	idParts       = 1 << idPartsLog
	idPartsOffset = 64 - idPartsLog
)

func newDryWorker(p *dryPass) *dryWorker {
	return &dryWorker{pass: p, parser: intake.NewParser(p.run.Known), book: netting.NewBook(p.run.Terms, true),
		chunk: make([]netting.Row, 0, dryChunkRows)}
}

// read takes one block.
func (w *dryWorker) read(b dryBlock) error {
	w.file = b.file
	rows, err := w.parser.Parse(b.Block, w.take, w.refuse)
	if w.rows += rows; w.rows > dryRowsMax {
		return fmt.Errorf("more than %d rows: %w: give fewer files at once", dryRowsMax, errDryBound)
	}
	if err != nil {
		return err
	}
	return w.flush()
}

// take takes one good row.
func (w *dryWorker) take(f *intake.Fields) error {
	if w.pass.run.Keep {
		return w.setApart(f)
	}
	if w.pass.twice == nil {
		part := f.IDHash >> idPartsOffset
		w.ids[part] = append(w.ids[part], f.IDHash)
	} else if _, twice := w.pass.twice[f.IDHash]; twice {
		return w.setApart(f)
	}
	if err := w.nameParticipants(); err != nil {
		return err
	}
	series, err := w.seriesOf(f)
	if err != nil {
		return err
	}
	row := netting.Row{Minor: f.Minor, Payer: f.Payer, Payee: f.Payee, Series: series}
	if w.pass.run.Terms.Refuse && !w.book.Covered(row) {
		w.refuse([]intake.Refusal{uncovered(w.pass.fileName(w.file), f.Line, string(f.ID))})
		return nil
	}
	w.taken++
	if w.chunk = append(w.chunk, row); len(w.chunk) == cap(w.chunk) {
		return w.flush()
	}
	return nil
}

func (w *dryWorker) flush() error {
	err := w.book.Add(w.chunk)
	w.chunk = w.chunk[:0]
	return err
}

// nameParticipants tells the book of participants that are new; both count from 0.
func (w *dryWorker) nameParticipants() error {
	all := w.parser.Participants()
	if w.named == len(all) {
		return nil
	}
	for _, name := range all[w.named:] {
		w.book.Participant(name)
	}
	w.named = len(all)
	return w.bound()
}

// seriesOf returns the number of the currency and value date of the row.
func (w *dryWorker) seriesOf(f *intake.Fields) (uint32, error) {
	for int(f.Currency) >= len(w.series) {
		w.series = append(w.series, nil)
	}
	of := w.series[f.Currency]
	for int(f.Date) >= len(of) {
		of = append(of, 0)
	}
	w.series[f.Currency] = of
	if of[f.Date] == 0 {
		of[f.Date] = w.book.Series(w.parser.Currency(f.Currency), w.parser.Date(f.Date)) + 1
		return of[f.Date] - 1, w.bound()
	}
	return of[f.Date] - 1, nil
}

func (w *dryWorker) bound() error {
	if cells := w.book.Cells(); cells > dryCellsMax {
		return fmt.Errorf("%d participants, and so many currencies and value dates that there are %d sums: %w, where %d are the limit: "+
			"give the file of participants, so that mistyped ones are refused, or fewer value dates at once",
			w.named, cells, errDryBound, dryCellsMax)
	}
	return nil
}

func (w *dryWorker) setApart(f *intake.Fields) error {
	if len(w.apart) == dryKeptMax {
		return fmt.Errorf("more than %d obligations must be kept, for a proof, for gross netting or because their identifiers "+
			"come twice: %w: give fewer at once", dryKeptMax, errDryBound)
	}
	w.apart = append(w.apart, apartRow{w.file, f.Line, w.parser.Obligation(f)})
	return nil
}

func (w *dryWorker) refuse(refusals []intake.Refusal) {
	w.rowsRefused++
	w.refusalCount += len(refusals)
	for _, r := range refusals[:min(len(refusals), refusalsHeldMax-len(w.refusals))] {
		w.refusals = append(w.refusals, placedRefusal{w.file, r})
	}
}

// uncovered is the refusal of a row that no agreement nets.
func uncovered(file string, line int, id string) intake.Refusal {
	return intake.Refusal{File: file, Line: line, Field: "id", Value: id, Reason: "no netting agreement covers it, and such are refused",
		Remedy: "add an agreement to netting: in nostro.yaml, or take it out: a close would leave it waiting"}
}

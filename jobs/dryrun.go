package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"nostro/intake"
	"nostro/netting"
)

// DryRun nets files of obligations as they are, without a store: what an import, a close and a netting of each value
// date would give. Each row is checked as an import checks it. Memory grows with the participants, and by 8 bytes for
// each obligation, by which identifiers that come twice are found.
type DryRun struct {
	Terms      netting.Terms
	Known      func(participant string) bool // nil: participants are not checked
	Workers    int                           // goroutines that parse; 0: one
	BlockBytes int                           // that each parses at a time; 0: a usual number
	Keep       bool                          // keep the obligations, as a proof and gross netting need them
}

// DryFile is a file of obligations that may be opened more than once.
type DryFile struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// DryResult is what the obligations come to, by value date, and what is wrong with the rows.
type DryResult struct {
	Rows, Obligations, Known  int // Known: rows that repeat one before them exactly
	Positions                 []netting.Position
	Totals                    []netting.Total
	Refusals                  []intake.Refusal // the first refusalsHeldMax by file and line
	RefusalCount, RowsRefused int              // a row may have several bad fields
	LargeFiles                []string         // that an import would want split
	Kept                      []netting.Result // of each value date, where DryRun.Keep is set
}

// Bounds of a dry run.
const (
	dryBlockBytes = 1 << 20
	dryKeptMax    = 2_000_000 // obligations that are kept, or whose identifiers come twice
)

// Run reads the files. It errs where a file cannot be read, where its header is not understood (intake.FileRefused)
// and where a bound is passed; a bad row is no error.
func (d DryRun) Run(ctx context.Context, files []DryFile) (DryResult, error) {
	d.Keep = d.Keep || hasGross(d.Terms)
	first, err := d.pass(ctx, files, nil)
	if err != nil {
		return DryResult{}, err
	}
	twice := first.repeated()
	if len(twice) == 0 {
		return d.result(first, nil)
	}
	second, err := d.pass(ctx, files, twice)
	if err == nil && second.out.Rows != first.out.Rows {
		err = fmt.Errorf("the files had %d rows, and a moment later %d: let nobody write them meanwhile", first.out.Rows, second.out.Rows)
	}
	return d.result(second, err)
}

func hasGross(t netting.Terms) bool {
	return t.Default == netting.Gross && !t.Refuse ||
		slices.ContainsFunc(t.Agreements, func(a netting.Agreement) bool { return a.Model == netting.Gross })
}

// result adds what was set apart and takes the sums.
func (d DryRun) result(p *dryPass, err error) (DryResult, error) {
	if err != nil {
		return DryResult{}, err
	}
	taken, err := p.settleApart()
	if err != nil {
		return DryResult{}, err
	}
	out := &p.out
	out.Refusals = p.firstRefusals()
	if d.Keep {
		out.Obligations = len(taken)
		err := d.netKept(out, taken)
		return *out, err
	}
	if err := p.addTaken(taken); err != nil {
		return DryResult{}, err
	}
	out.Positions, err = p.book.Positions(nil)
	if err == nil {
		out.Totals, err = netting.Totals(out.Positions)
	}
	return *out, err
}

// addTaken adds what was set apart to the book.
func (p *dryPass) addTaken(taken []intake.Obligation) error {
	for _, o := range taken {
		row := netting.Row{Minor: o.Amount.Minor(), Payer: p.book.Participant(o.Payer), Payee: p.book.Participant(o.Payee),
			Series: p.book.Series(o.Amount.Currency(), o.ValueDate)}
		if err := p.book.Add([]netting.Row{row}); err != nil {
			return err
		}
		p.out.Obligations++
	}
	return nil
}

// netKept nets what was kept, each value date by itself, as the stage nets a cycle.
func (d DryRun) netKept(out *DryResult, taken []intake.Obligation) error {
	byDate := map[string][]netting.Obligation{}
	for n, o := range taken {
		day := o.ValueDate.String()
		byDate[day] = append(byDate[day], netting.Obligation{ID: o.ID, Seq: int64(n + 1), Payer: o.Payer, Payee: o.Payee,
			Amount: o.Amount, ValueDate: o.ValueDate})
	}
	for _, day := range slices.Sorted(maps.Keys(byDate)) {
		net, err := d.Terms.Net(byDate[day])
		if err != nil {
			return fmt.Errorf("value date %s: %w", day, err)
		}
		on := byDate[day][0].ValueDate
		for _, position := range net.Positions {
			position.ValueDate, position.Obligations = on, nil
			out.Positions = append(out.Positions, position)
		}
		for _, total := range net.Totals {
			total.ValueDate = on
			out.Totals = append(out.Totals, total)
		}
		out.Kept = append(out.Kept, net)
	}
	return nil
}

// errDryBound is a dry run that would need too much memory.
var errDryBound = errors.New("it would need too much memory")

package netting

import "fmt"

// Add adds rows. It errs, wrapping ErrRefused, at the first row whose numbers the book did not give, that is between
// a participant and itself, that is not above zero, or that the terms do not net; the rows before it are added.
func (b *Book) Add(rows []Row) error {
	if b.count+uint64(len(rows)) > ObligationsMax {
		return fmt.Errorf("%d obligations: %w: one netting takes %d", b.count+uint64(len(rows)), ErrRefused, uint64(ObligationsMax))
	}
	if len(b.terms.Agreements) == 0 && b.terms.Default == Multilateral && !b.terms.Refuse {
		return b.addDense(rows)
	}
	for _, r := range rows {
		if err := b.addRuled(r); err != nil {
			return err
		}
	}
	return nil
}

// addDense adds rows that are all netted multilaterally by series.
func (b *Book) addDense(rows []Row) error {
	participants, series, width := uint32(len(b.names)), uint32(len(b.series)), b.width
	usual, dense := b.usual, b.dense
	for i := range rows {
		r := &rows[i]
		if r.Payer >= participants || r.Payee >= participants || r.Payer == r.Payee || r.Series >= series || r.Minor <= 0 {
			return b.check(*r)
		}
		cells := dense[int(usual[r.Series])*width:][:width]
		cells[r.Payer].out.add(r.Minor)
		cells[r.Payee].in.add(r.Minor)
		b.count++
	}
	return nil
}

func (b *Book) addRuled(r Row) error {
	if err := b.check(r); err != nil {
		return err
	}
	n, model, covered := b.rule(r)
	if !covered {
		return fmt.Errorf("%s owes %s in %s: %w: %s", b.names[r.Payer], b.names[r.Payee], b.series[r.Series].Currency, ErrRefused,
			reasonUncovered)
	}
	switch model {
	case Multilateral:
		cells := b.dense[int(n)*b.width:][:b.width]
		cells[r.Payer].out.add(r.Minor)
		cells[r.Payee].in.add(r.Minor)
	case Bilateral:
		b.pairs[b.pair(n, r.Payer, r.Payee)].out.add(r.Minor)
		b.pairs[b.pair(n, r.Payee, r.Payer)].in.add(r.Minor)
	case Gross:
		b.gross = append(b.gross, grossRow{r, n, b.count})
	}
	b.count++
	return nil
}

// reasonUncovered is why an obligation that no agreement covers is not netted.
const reasonUncovered = "no netting agreement covers it, and nostro.yaml says that such are refused: add one, or withdraw it"

func (b *Book) pair(n, participant, counterparty uint32) uint32 {
	key := pair{n, participant, counterparty}
	at, known := b.pairOf[key]
	if !known {
		at = uint32(len(b.pairs))
		b.pairOf[key] = at
		b.pairs = append(b.pairs, pairSums{pair: key})
	}
	return at
}

package netting

import (
	"fmt"
	"io"
	"strconv"

	"nostro/calendar"
	"nostro/money"
)

// Proof writes the result as CSV that a person can redo with a spreadsheet: RFC 4180 with line feeds, UTF-8,
// amounts as plain decimals, the same bytes for the same result. Three sections follow one another, each with
// a header line; the first column names the section:
//
//	section,currency,seq,obligation,payer,payee,amount,value_date,model,agreement                  one for each obligation
//	section,currency,participant,gross_in,gross_out,net,obligations,model,agreement,counterparty   one for each position
//	section,currency,count,gross,net,efficiency_bp                                                 one for each currency
//	section,currency,base,rate,source,date                                                         one for each rate
//	section,base,gross,net,efficiency_bp,note                                                      one for all currencies
//
// The last two stand where a base currency is given. docs/netting-proof.md has a script that does the whole proof again;
// of multilateral netting without agreements a spreadsheet does: with the file in columns A to J, what to check is, for each line of the second section,
//
//	gross_in  = SUMIFS(G:G, A:A, "obligation", B:B, currency, F:F, participant)
//	gross_out = SUMIFS(G:G, A:A, "obligation", B:B, currency, E:E, participant)
//	net       = gross_in - gross_out
//
// and for each line of the third,
//
//	count         = COUNTIFS(A:A, "obligation", B:B, currency)
//	gross         = SUMIFS(G:G, A:A, "obligation", B:B, currency)
//	0             = SUMIFS(F:F, A:A, "position", B:B, currency)
//	net           = SUMIFS(F:F, A:A, "position", B:B, currency, F:F, ">0")
//	efficiency_bp = 10000 x (gross - net) / gross, rounded half to even
//
// The obligations of a position are separated by blanks. A result that Verify refuses is not written: the
// error wraps ErrUnproven. Errors of w are returned.
func (r Result) Proof(w io.Writer) error {
	text, err := r.ProofText()
	if err != nil {
		return err
	}
	if _, err = w.Write(text); err != nil {
		return fmt.Errorf("write netting proof: %w", err)
	}
	return nil
}

// ProofText returns what Proof writes, for who needs all of it at once.
func (r Result) ProofText() ([]byte, error) {
	proven := make(chan error, 1)
	go func() { proven <- Verify(r.Obligations, r) }() // on another core; neither changes the result
	c := csvText{make([]byte, 0, r.proofBytes())}
	r.writeObligations(&c)
	r.writePositions(&c)
	for _, line := range append(r.totalLines(), r.InBase.lines()...) {
		c.line(line...)
	}
	if unproven := <-proven; unproven != nil {
		return nil, fmt.Errorf("netting proof: %w", unproven)
	}
	return c.text, nil
}

// proofBytes is about as much as the proof is long, rather more: a text that grows is copied again and again.
func (r Result) proofBytes() int {
	const line, listed = 80, 2 // of an obligation beside its names, and how often it is listed
	bytes := 4096 + 200*(len(r.Positions)+len(r.Totals))
	for n := range r.Obligations {
		o := &r.Obligations[n]
		bytes += line + (1+listed)*len(o.ID) + listed + len(o.Payer) + len(o.Payee)
	}
	return bytes
}

func (r Result) writeObligations(c *csvText) {
	c.line("section", "currency", "seq", "obligation", "payer", "payee", "amount", "value_date", "model", "agreement")
	var b *Book
	var rows []Row
	if !r.Terms.IsZero() {
		b, rows = r.Terms.bookOf(r.Obligations)
	}
	var day calendar.Date
	var set Set // of the payer; the zero terms have one
	date := ""
	for n := range r.Obligations {
		o := &r.Obligations[n]
		if o.ValueDate != day {
			day, date = o.ValueDate, o.ValueDate.String()
		}
		if b != nil {
			set, _ = b.setsOf(rows[n], o)
		}
		c.plain("obligation,")
		c.plain(o.Amount.Currency().Code())
		c.comma()
		c.text = strconv.AppendInt(c.text, o.Seq, 10)
		for _, name := range [...]string{o.ID, o.Payer, o.Payee} {
			c.comma()
			c.field(name)
		}
		c.comma()
		c.amount(o.Amount)
		for _, word := range [...]string{date, set.Model.String()} {
			c.comma()
			c.plain(word)
		}
		c.comma()
		c.field(set.Agreement)
		c.end()
	}
}

func (r Result) writePositions(c *csvText) {
	c.line("section", "currency", "participant", "gross_in", "gross_out", "net", "obligations", "model", "agreement", "counterparty")
	for n := range r.Positions {
		p := &r.Positions[n]
		c.plain("position,")
		c.plain(p.Net.Currency().Code())
		c.comma()
		c.field(p.Participant)
		for _, a := range [...]money.Amount{p.GrossIn, p.GrossOut, p.Net} {
			c.comma()
			c.amount(a)
		}
		c.comma()
		c.list(p.Obligations)
		for _, word := range [...]string{p.Set.Model.String(), p.Set.Agreement, p.Set.Counterparty} {
			c.comma()
			c.field(word)
		}
		c.end()
	}
}

func (r Result) totalLines() [][]string {
	lines := [][]string{{"section", "currency", "count", "gross", "net", "efficiency_bp"}}
	for _, t := range r.Totals {
		lines = append(lines, []string{"total", t.Currency.Code(), strconv.Itoa(t.Count),
			t.Gross.Decimal(), t.Net.Decimal(), strconv.Itoa(t.EfficiencyBP)})
	}
	return lines
}

func (v InBase) lines() [][]string {
	if v.Base.IsZero() {
		return nil
	}
	lines := [][]string{{"section", "currency", "base", "rate", "source", "date"}}
	for _, r := range v.Rates {
		lines = append(lines, []string{"rate", r.Currency.Code(), v.Base.Code(), r.Rate, r.Source, r.Date})
	}
	lines = append(lines, []string{"section", "base", "gross", "net", "efficiency_bp", "note"})
	if v.Note != "" {
		return append(lines, []string{"in_base", v.Base.Code(), "", "", "", v.Note})
	}
	return append(lines, []string{"in_base", v.Base.Code(), v.Gross.Decimal(), v.Net.Decimal(), strconv.Itoa(v.EfficiencyBP), ""})
}

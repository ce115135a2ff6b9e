package netting

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
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
	proven := make(chan error, 1)
	go func() { proven <- Verify(r.Obligations, r) }() // on another core; neither changes the result
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	err := r.writeObligations(out)
	if err == nil {
		err = out.WriteAll(slices.Concat(r.positionLines(), r.totalLines(), r.InBase.lines()))
	}
	if unproven := <-proven; unproven != nil {
		return fmt.Errorf("netting proof: %w", unproven)
	}
	if err == nil {
		_, err = w.Write(text.Bytes())
	}
	if err != nil {
		return fmt.Errorf("write netting proof: %w", err)
	}
	return nil
}

// writeObligations writes one line for each obligation, which it does not gather: they may be millions.
func (r Result) writeObligations(out *csv.Writer) error {
	err := out.Write([]string{"section", "currency", "seq", "obligation", "payer", "payee", "amount", "value_date", "model", "agreement"})
	if err != nil {
		return err
	}
	line := make([]string, 10)
	b, rows := r.Terms.bookOf(r.Obligations)
	for n := range r.Obligations {
		o := &r.Obligations[n]
		payer, _ := b.setsOf(rows[n], o)
		line = append(line[:0], "obligation", o.Amount.Currency().Code(), strconv.FormatInt(o.Seq, 10),
			o.ID, o.Payer, o.Payee, o.Amount.Decimal(), o.ValueDate.String(), payer.Model.String(), payer.Agreement)
		if err := out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (r Result) positionLines() [][]string {
	lines := [][]string{{"section", "currency", "participant", "gross_in", "gross_out", "net", "obligations", "model", "agreement",
		"counterparty"}}
	for _, p := range r.Positions {
		lines = append(lines, []string{"position", p.Net.Currency().Code(), p.Participant,
			p.GrossIn.Decimal(), p.GrossOut.Decimal(), p.Net.Decimal(), strings.Join(p.Obligations, " "),
			p.Set.Model.String(), p.Set.Agreement, p.Set.Counterparty})
	}
	return lines
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

package intake

import "fmt"

// Given is an obligation as another form gives it, such as an ISO 20022 message: texts that are held to the rules of a
// row of CSV.
type Given struct {
	Line                                                          int // where it begins in its file
	ID, Payer, Payee, Currency, Amount, ValueDate, Reference, Raw string
}

// Obligation builds the obligation, or says what is wrong with every bad field. names tells how the form calls a column in
// refusals; what it lacks keeps its name. known is as for ReadObligations.
func (f Given) Obligation(file string, names map[string]string, known func(participant string) bool) (Row[Obligation], []Refusal) {
	r := &row{file: file, line: f.Line, raw: f.Raw, columns: columns[Obligations],
		fields: []string{f.ID, f.Payer, f.Payee, f.Currency, f.Amount, f.ValueDate, f.Reference}}
	if len(r.raw) > LineBytesMax {
		r.raw = r.raw[:LineBytesMax]
	}
	o := buildObligation(r, known)
	for n := range r.refusals {
		if name, renamed := names[r.refusals[n].Field]; renamed {
			r.refusals[n].Field = name
		}
	}
	if len(r.refusals) > 0 {
		return Row[Obligation]{}, r.refusals
	}
	return Row[Obligation]{Line: f.Line, Value: o, Raw: r.raw}, nil
}

// String shows the fields for people.
func (f Given) String() string {
	return fmt.Sprintf("%s: %s owes %s %s %s on %s", f.ID, f.Payer, f.Payee, f.Currency, f.Amount, f.ValueDate)
}

package intake

import (
	"fmt"
	"io"

	"nostro/calendar"
)

// ReadObligations reads a file of obligations with the columns id, payer, payee, currency, amount,
// value_date, reference. known tells whether a participant has been taken already; nil means that all are
// known. It returns as ReadParticipants does. Two rows of one id are both returned: whether the second is
// the same or a conflict is told by ContentHash, as between files.
func ReadObligations(file string, data []byte, known func(participant string) bool) ([]Row[Obligation], []Refusal) {
	return read(Obligations, file, data, func(r *row) Obligation { return buildObligation(r, known) })
}

// ScanObligations reads as ReadObligations does, but as the file streams by: take gets the rows that are good and
// the refusals of the others, in the order of lines, some thousand lines at a time, and may keep them. It ends with
// the error of take or of the stream, or with FileRefused, where nothing that take got may be kept.
func ScanObligations(file string, from io.Reader, known func(participant string) bool,
	take func([]Row[Obligation], []Refusal) error) error {
	return scan(Obligations, file, from, func(r *row) Obligation { return buildObligation(r, known) }, take)
}

func buildObligation(r *row, known func(string) bool) Obligation {
	o := Obligation{ID: r.id("id"), Payer: r.participant("payer", known), Payee: r.participant("payee", known)}
	if o.Payer == o.Payee && o.Payer != "" {
		r.refuse("payee", "it is the payer too", "an obligation is between two participants: correct one of them")
	}
	o.Amount = r.amount("amount", r.currency("currency", true))
	o.ValueDate = r.date("value_date")
	o.Reference = r.text("reference", ReferenceCharsMax, false)
	return o
}

// date takes a mandatory date.
func (r *row) date(field string) calendar.Date {
	d, err := calendar.ParseDate(r.value(field))
	switch {
	case err != nil:
		r.refuse(field, "it is no date of the calendar", "write year-month-day, such as 2026-11-24")
	case d.Year() < yearMin || d.Year() > yearMax:
		r.refuse(field, fmt.Sprintf("its year is not within %d and %d", yearMin, yearMax), "correct the year")
	}
	return d
}

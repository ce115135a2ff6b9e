package reconcile

import (
	"slices"

	"nostro/money"
)

// Held is what lies in suspense of a booking.
type Held struct {
	Entry, Detail int
	Amount        money.Amount // signed: credit +, debit -
}

// Again cuts a statement down to the bookings that lie in suspense as a whole: entries, or details of entries of which others are
// explained. So the rules are tried on them anew. A share of an entry that its details do not tell apart is left out: nothing
// says what it is.
func (s Statement) Again(held []Held) Statement {
	of := map[int][]Held{}
	for _, h := range held {
		of[h.Entry] = append(of[h.Entry], h)
	}
	entries := s.Entries
	s.Entries = nil
	for _, e := range entries {
		if s.isNoCharge(&e) {
			continue
		}
		if now, some := e.again(of[e.Number]); some && e.Booked {
			s.Entries = append(s.Entries, now)
			s.NoMatches = slices.DeleteFunc(slices.Clone(s.NoMatches), func(n NoMatch) bool {
				return n.Entry == e.Number && n.ofOneOf(e.Details) && !n.ofOneOf(now.Details)
			})
		}
	}
	return s
}

// isNoCharge tells whether a person said of what the bank charges for an entry beside its details that it is none: then what is in
// it is not told by them any more.
func (s Statement) isNoCharge(e *Entry) bool {
	_, charge, adds := addUp(e, e.Details)
	return adds && charge > 0 && len(e.Details) > 1 && slices.ContainsFunc(s.NoMatches, func(n NoMatch) bool {
		return n.Entry == e.Number && n.Detail == 0 && n.Instruction == ""
	})
}

// again returns the entry with what is held of it.
func (e Entry) again(held []Held) (Entry, bool) {
	byDetail, total, fits := map[int]int64{}, int64(0), len(held) > 0
	for n := 0; n < len(held) && fits; n++ {
		minor, detail := held[n].Amount.Minor(), held[n].Detail
		if total, fits = sum(total, minor); fits {
			byDetail[detail], fits = sum(byDetail[detail], minor)
		}
	}
	if !fits || total == e.Amount.Minor() {
		return e, fits
	}
	details, rest := e.Details, int64(0)
	e.Details, e.Batch, e.Charges = nil, nil, money.Amount{} // what is said of all says nothing of a few
	for _, d := range details {
		minor, some := byDetail[d.Number]
		if !some || d.Amount.Minor() != minor && d.Amount.Minor()-d.Charges.Minor() != minor {
			continue
		}
		if rest, fits = sum(rest, minor); !fits {
			return e, false
		}
		e.Details = append(e.Details, d)
	}
	e.Amount = money.FromMinor(e.Amount.Currency(), rest)
	_, _, adds := addUp(&e, e.Details)
	return e, adds && len(e.Details) > 0 && rest != 0
}

// Explained keeps of what was found out of such a statement the bookings that are explained now, and for which wanted holds of
// any finding: those of a detail, or of an entry whose details were not told apart. Of them it keeps all. It returns what of
// held they are.
func (o Outcome) Explained(held []Held, wanted func(Finding) bool) (Outcome, []Held) {
	together := o.together(held)
	type unit struct{ entry, detail int }
	of := func(entry, detail int) unit {
		if together[entry] {
			detail = 0
		}
		return unit{entry, detail}
	}
	explained, asked := map[unit]bool{}, map[unit]bool{}
	for _, f := range o.Findings {
		at := of(f.Entry, f.Detail)
		explained[at] = explained[at] || f.Kind != FindingUnexplained
		asked[at] = asked[at] || wanted(f)
	}
	out := func(entry, detail int) bool { return !explained[of(entry, detail)] || !asked[of(entry, detail)] }
	o.Findings = slices.DeleteFunc(o.Findings, func(f Finding) bool { return out(f.Entry, f.Detail) })
	o.Breaks = slices.DeleteFunc(o.Breaks, func(b Break) bool { return out(b.Entry, b.Detail) })
	o.Suggestions = slices.DeleteFunc(o.Suggestions, func(s Suggestion) bool { return out(s.Entry, s.Detail) })
	return o, slices.DeleteFunc(slices.Clone(held), func(h Held) bool { return out(h.Entry, h.Detail) })
}

// together tells of which entries what was found is of all that is held of them, and not of one detail and another: it has no
// detail, or it is of other details than what is held, since an advice has opened the entry.
func (o Outcome) together(held []Held) map[int]bool {
	type place struct{ entry, detail int }
	isHeld, isFound := map[place]bool{}, map[place]bool{}
	for _, h := range held {
		isHeld[place{h.Entry, h.Detail}] = true
	}
	entries := map[int]bool{}
	for _, f := range o.Findings {
		isFound[place{f.Entry, f.Detail}] = true
		entries[f.Entry] = entries[f.Entry] || f.Detail == 0 || !isHeld[place{f.Entry, f.Detail}]
	}
	for _, h := range held {
		if all, found := entries[h.Entry]; found {
			entries[h.Entry] = all || !isFound[place{h.Entry, h.Detail}]
		}
	}
	return entries
}

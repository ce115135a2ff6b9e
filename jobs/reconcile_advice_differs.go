package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// toldPayment is a payment as an advice tells it.
type toldPayment struct {
	reconcile.Detail
	Instruction // which it is, where it is known here
}

// paymentsDiffer is how the payments that a bank tells of a booking differ from those that it was matched with.
type paymentsDiffer struct {
	same   int
	ours   []Match // matched, and not told
	theirs []toldPayment
}

// comparePayments compares what is told with the matches of the booking that hold.
func comparePayments(tx Tx, correspondent string, told []reconcile.Detail, live []Match) (p paymentsDiffer, err error) {
	left := map[string]bool{}
	for _, m := range live {
		if m.Instruction != "" && m.Kind != string(reconcile.FindingUnexplained) {
			left[m.Instruction] = true
		}
	}
	settled := len(left)
	for _, d := range told {
		i, found, err := reference{d.UETR, instrIDOf(d.InstrID, d.EndToEndID)}.find(tx, correspondent)
		if err != nil {
			return p, err
		}
		if !found {
			i = Instruction{}
		}
		if found && left[i.ID] {
			delete(left, i.ID)
			continue
		}
		p.theirs = append(p.theirs, toldPayment{d, i})
	}
	for _, m := range live {
		if left[m.Instruction] && m.Kind != string(reconcile.FindingCharge) && m.Kind != string(reconcile.FindingUnexplained) {
			p.ours = append(p.ours, m)
		}
	}
	slices.SortFunc(p.ours, func(a, b Match) int { return cmp.Compare(a.Journal, b.Journal) })
	p.same = settled - len(left)
	return p, nil
}

// otherNames says where the payments that an advice tells are others of ours than those that the statement names itself. What is
// not known here on either side says nothing: banks name the same payment in several ways.
func (d *adviceDesk) otherNames(correspondent string, named, told []reconcile.Detail) (string, error) {
	same := func(a, b reconcile.Detail) bool {
		return a.UETR == b.UETR && a.InstrID == b.InstrID && a.EndToEndID == b.EndToEndID
	}
	if slices.EqualFunc(named, told, same) {
		return "", nil // as nearly always
	}
	var lists [2][]string
	for n, details := range [][]reconcile.Detail{named, told} {
		for _, one := range details {
			i, found, err := reference{one.UETR, instrIDOf(one.InstrID, one.EndToEndID)}.find(d.tx, correspondent)
			if err != nil || !found {
				return "", err
			}
			lists[n] = append(lists[n], i.ID)
		}
		slices.Sort(lists[n])
	}
	if slices.Equal(lists[0], lists[1]) {
		return "", nil
	}
	return fmt.Sprintf("the statement names %s, the advice tells %s", idsInWords(lists[0]), idsInWords(lists[1])), nil
}

// idsInWords lists ids, most of them.
func idsInWords(ids []string) string {
	if more := len(ids) - advicesNamedMax; more > 0 {
		return strings.Join(ids[:advicesNamedMax], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(ids, ", ")
}

// text says item by item how they differ, "" where they do not.
func (p paymentsDiffer) text() string {
	if len(p.ours)+len(p.theirs) == 0 {
		return ""
	}
	var items []string
	for _, m := range p.ours {
		items = append(items, fmt.Sprintf("matched with %s (%s, by rule %s), which is not told", m.Instruction, m.Amount, m.Rule))
	}
	for _, one := range p.theirs {
		items = append(items, "told, and not matched: "+one.words())
	}
	if more := len(items) - correctionLinesMax; more > 0 {
		items = append(items[:correctionLinesMax], fmt.Sprintf("and %d more", more))
	}
	return fmt.Sprintf("%s the same; %s", count(p.same, "payment"), strings.Join(items, "; "))
}

// words name it: which of ours it is, or how the bank names it.
func (p toldPayment) words() string {
	amount := ""
	if size, err := p.Detail.Amount.Abs(); err == nil && p.Detail.Amount != (money.Amount{}) {
		amount = " of " + size.String()
	}
	if p.ID != "" {
		return fmt.Sprintf("%s%s (pay-%s of participant %s, %s)", p.ID, amount, p.Direction, p.Participant, p.State)
	}
	return fmt.Sprintf("one unknown here (%s)%s", strings.TrimSpace(p.Detail.UETR+" "+instrIDOf(p.InstrID, p.EndToEndID)), amount)
}

// wrong are the matches that the bank's details prove wrong: all that it tells is something else. What it tells by no reference
// that says what it is may be just the payment, where it has its amount.
func (p paymentsDiffer) wrong() (wrong []Match) {
	for _, m := range p.ours {
		maybe := slices.ContainsFunc(p.theirs, func(one toldPayment) bool {
			size, err := one.Detail.Amount.Abs()
			return one.ID == "" && one.Detail.UETR == "" && one.InstrID == "" && (err != nil || size.Minor() == 0 || size == m.Amount)
		})
		if !maybe && len(p.theirs) > 0 {
			wrong = append(wrong, m)
		}
	}
	return wrong
}

// nextOfContradiction is the next step about an advice that contradicts the match of its booking; "" where that is not proven
// wrong. What came back since goes before it.
func (d *breakDesk) nextOfContradiction(b Break) (string, error) {
	a, found, err := d.adviceOf(b)
	if err != nil || !found {
		return "", err
	}
	live, err := d.holding(func(m Match) bool { return m.Statement == a.Statement && m.Entry == a.Entry })
	if err != nil {
		return "", err
	}
	differs, err := comparePayments(d.tx, a.Correspondent, a.Booking.Details, live)
	if err != nil {
		return "", err
	}
	var steps []string
	for _, m := range differs.wrong() {
		i, found, err := d.tx.Instruction(m.Instruction)
		switch {
		case err != nil:
			return "", err
		case !found:
		case m.Rule == byHand:
			return "", nil // a person has decided
		case m.Kind != string(reconcile.FindingReturned) && (i.State == lifecycle.InstructionReturned || !i.Returned.IsZero()):
			steps = append(steps, fmt.Sprintf("%s came back since: nostro trace %s shows its return, which is undone first", i.ID, i.ID))
		default:
			steps = append(steps, fmt.Sprintf("nostro breaks undo %s --reason WHY takes it from %s", m.Journal, i.ID))
		}
	}
	if len(steps) == 0 {
		return "", nil
	}
	return strings.Join(steps, "; ") + "; nostro reconcile then matches it with what the bank tells", nil
}

// adviceOf returns the advice that the break says contradicts its booking.
func (d *breakDesk) adviceOf(b Break) (Advice, bool, error) {
	if !strings.HasPrefix(b.Key, "advice:contradicts:") || b.State != lifecycle.BreakOpen {
		return Advice{}, false, nil
	}
	all, err := d.tx.Advices()
	for _, a := range all {
		if adviceKey(contradicts, a) == b.Key {
			for _, other := range a.together(all)[1:] {
				a.Booking.Details = append(slices.Clone(a.Booking.Details), other.Booking.Details...)
			}
			return a, a.Statement != 0, err
		}
	}
	return Advice{}, false, err
}

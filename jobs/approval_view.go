package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/money"
	"nostro/risk"
)

// largestShown is how many of the largest pay-outs a release is shown with.
const largestShown = 10

// ReleaseView is what somebody signs who approves a release.
type ReleaseView struct {
	Cycle, Digest string
	Release       int
	Waits         WaitingApproval
	Files         []FileOut
	Totals        []ReleaseTotal // by correspondent, currency and direction
	Largest       []Instruction  // pay-outs, the largest in the base currency first, those without a rate before them; at most ten
	New           []Instruction  // pay-outs into an account that was never paid before
	Unusual       []string       // what differs from a normal day, in words
	LeftOut       []Instruction  // of the cycle and in no file, with the reason in Note
	Limits        []string       // of the open position: broken, or used to four fifths and more
}

// ReleaseTotal is what moves at one correspondent in one currency.
type ReleaseTotal struct {
	Correspondent string
	Direction     Direction
	Count         int
	Sum           money.Amount
}

// ShowRelease returns what there is to see of the release of a cycle that was written.
func (s *Stages) ShowRelease(ctx context.Context, cycle string) (ReleaseView, error) {
	return view(ctx, s.Store, func(tx Tx) (ReleaseView, error) { return s.showRelease(tx, cycle) })
}

func (s *Stages) showRelease(tx Tx, cycle string) (v ReleaseView, err error) {
	c, err := findCycle(tx, cycle)
	if err != nil {
		return v, err
	}
	release, found, err := tx.Release(c.ID)
	if err == nil && !found {
		err = fmt.Errorf("cycle %s is %s and has no release: nostro cycle run writes it", c.ID, c.State)
	}
	if err != nil {
		return v, err
	}
	v = ReleaseView{Cycle: c.ID, Digest: release.Digest, Release: release.Number}
	if v.Files, err = releaseFiles(tx, release); err != nil {
		return v, err
	}
	requests, err := tx.ApprovalRequestsOf(ApproveRelease, c.ID)
	if err != nil {
		return v, err
	}
	if len(requests) > 0 {
		if v.Waits, err = s.waiting(tx, requests[len(requests)-1]); err != nil {
			return v, err
		}
	}
	all, err := tx.InstructionsOf(c.ID)
	if err != nil {
		return v, err
	}
	inFiles := slices.DeleteFunc(slices.Clone(all), func(i Instruction) bool {
		return !slices.ContainsFunc(v.Files, func(f FileOut) bool { return f.Name == i.File })
	})
	for _, i := range all {
		if i.File == "" && i.Note != "" {
			v.LeftOut = append(v.LeftOut, i)
		}
	}
	if v.Totals, err = releaseTotals(inFiles); err != nil {
		return v, err
	}
	if err := s.compareRelease(tx, c, inFiles, &v); err != nil {
		return v, err
	}
	amended, err := amendedSince(tx, release, inFiles)
	if err != nil {
		return v, err
	}
	v.Unusual = append(amended, v.Unusual...)
	v.Limits, err = s.limitsClose(tx)
	return v, err
}

// releaseTotals sums by correspondent, currency and direction; instructions come sorted by these.
func releaseTotals(all []Instruction) (totals []ReleaseTotal, err error) {
	for _, i := range all {
		last := len(totals) - 1
		if last < 0 || totals[last].Correspondent != i.Correspondent || totals[last].Sum.Currency() != i.Amount.Currency() ||
			totals[last].Direction != i.Direction {
			totals = append(totals, ReleaseTotal{Correspondent: i.Correspondent, Direction: i.Direction, Sum: money.Zero(i.Amount.Currency())})
			last++
		}
		totals[last].Count++
		if totals[last].Sum, err = totals[last].Sum.Add(i.Amount); err != nil {
			return nil, err
		}
	}
	return totals, nil
}

// compareRelease tells the largest, what is new, and what differs from the days before.
func (s *Stages) compareRelease(tx Tx, c Cycle, inFiles []Instruction, v *ReleaseView) error {
	before, err := tx.PaidBefore(c.ID, c.ValueDate.AddDays(-historyDays))
	if err != nil {
		return err
	}
	accounts, err := tx.NeverPaid(c.ID)
	if err != nil {
		return err
	}
	history := newPaidHistory(before)
	for _, i := range inFiles {
		if i.Direction != PayOut {
			continue
		}
		v.Largest = append(v.Largest, i)
		if slices.Contains(accounts, i.ID) {
			v.New = append(v.New, i)
		}
		v.Unusual = append(v.Unusual, history.unusualAmount(i)...)
	}
	v.Unusual = append(history.unusualDay(inFiles), v.Unusual...)
	v.Largest, err = s.largest(tx, v.Largest)
	return err
}

// largest returns the largest by their value in the base currency at the last fixing. One that has no rate comes before
// all that have: what is unknown is not small.
func (s *Stages) largest(tx Tx, all []Instruction) ([]Instruction, error) {
	values := make([]risk.Outflow, len(all))
	for n, i := range all {
		values[n].Amount = i.Amount
	}
	if err := s.valueOutflows(tx, values); err != nil {
		return nil, err
	}
	at := map[string]risk.Outflow{}
	for n, i := range all {
		at[i.ID] = values[n]
	}
	slices.SortStableFunc(all, func(a, b Instruction) int {
		x, y := at[a.ID], at[b.ID]
		if x.Valued != y.Valued {
			return map[bool]int{true: 1, false: -1}[x.Valued]
		}
		return cmp.Or(cmp.Compare(y.Value.Minor(), x.Value.Minor()), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(len(all), largestShown)], nil
}

// limitsClose are the limits of the open position that are broken, or of which four fifths are used.
func (s *Stages) limitsClose(tx Tx) (words []string, err error) {
	if len(s.Settings.Risk.Limits.Currencies) == 0 && s.Settings.Risk.Limits.Total.Currency().IsZero() {
		return nil, nil
	}
	r, err := s.openRisk(tx, s.today())
	if err != nil {
		return nil, err
	}
	words = r.BreachWords()
	for _, p := range r.Positions {
		if p.Limit.Currency().IsZero() {
			continue
		}
		size, err := p.Position.Abs()
		if err != nil {
			return nil, err
		}
		if size.Minor() <= p.Limit.Minor() && size.Minor() >= p.Limit.Minor()/5*4 {
			words = append(words, fmt.Sprintf("%s of the limit of %s are used", size, p.Limit))
		}
	}
	return words, nil
}

// historyDays is how far back a normal day is looked for.
const historyDays = 90

// paidHistory is what was paid before, by participant and currency, and by day and currency.
type paidHistory struct {
	amounts map[paidTo][]int64
	days    map[money.Currency]map[string][2]int64 // sum and count by cycle
}

type paidTo struct {
	participant string
	currency    money.Currency
}

// PaidOut is a pay-out of an earlier cycle that left.
type PaidOut struct {
	Cycle, Participant string
	Amount             money.Amount
	ID, Account        string // of the instruction; into which it goes, "" where that is not known any more
	Day                calendar.Date
}

func newPaidHistory(before []PaidOut) paidHistory {
	h := paidHistory{map[paidTo][]int64{}, map[money.Currency]map[string][2]int64{}}
	for _, p := range before {
		c := p.Amount.Currency()
		h.amounts[paidTo{p.Participant, c}] = append(h.amounts[paidTo{p.Participant, c}], p.Amount.Minor())
		if h.days[c] == nil {
			h.days[c] = map[string][2]int64{}
		}
		day := h.days[c][p.Cycle]
		h.days[c][p.Cycle] = [2]int64{saturate(day[0], p.Amount.Minor()), day[1] + 1}
	}
	return h
}

// saturate adds two that are not negative; a sum beyond what fits is the largest that does, for it is only compared.
func saturate(a, b int64) int64 {
	if sum := a + b; sum >= 0 {
		return sum
	}
	return 1<<63 - 1
}

func (h paidHistory) unusualAmount(i Instruction) []string {
	usual := risk.SpreadOf(h.amounts[paidTo{i.Participant, i.Amount.Currency()}])
	tenths, known := usual.TenthsOff(i.Amount.Minor())
	if !known || tenths < risk.UnusualTenths {
		return nil
	}
	return []string{fmt.Sprintf("%s gets %s; of its last %d pay-outs the median is %s, usually %s from it: %s times as far", i.Participant, i.Amount,
		usual.Count, money.FromMinor(i.Amount.Currency(), usual.Median), money.FromMinor(i.Amount.Currency(), usual.MAD), inTenths(tenths))}
}

// unusualDay compares count and sum of each currency with those of earlier cycles.
func (h paidHistory) unusualDay(now []Instruction) (words []string) {
	var today []PaidOut
	for _, i := range now {
		if i.Direction == PayOut {
			today = append(today, PaidOut{Participant: i.Participant, Amount: i.Amount})
		}
	}
	days := newPaidHistory(today).days
	for _, c := range sortedCurrencies(days) {
		var sums, counts []int64
		for _, day := range h.days[c] {
			sums, counts = append(sums, day[0]), append(counts, day[1])
		}
		sum, count := risk.SpreadOf(sums), risk.SpreadOf(counts)
		if tenths, known := sum.TenthsOff(days[c][""][0]); known && tenths >= risk.UnusualTenths {
			words = append(words, fmt.Sprintf("pay-outs of %s; the median of %d cycles is %s: %s times as far as usual", money.FromMinor(c, days[c][""][0]),
				sum.Count, money.FromMinor(c, sum.Median), inTenths(tenths)))
		}
		if tenths, known := count.TenthsOff(days[c][""][1]); known && tenths >= risk.UnusualTenths {
			words = append(words, fmt.Sprintf("%d pay-outs in %s; the median of %d cycles is %d: %s times as far as usual", days[c][""][1], c,
				count.Count, count.Median, inTenths(tenths)))
		}
	}
	return words
}

func inTenths(tenths int64) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

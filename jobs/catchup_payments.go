package jobs

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"nostro/netting"
)

// trace is a sign of a payment that the books do not hold.
type trace struct {
	correspondent string // "" where a file of ours shows it
	ref           reference
	text          string // where it stands
}

// Which names are tried when a payment of ours is to be recognised: value dates around the time that is
// missing, and so many cycles of each.
const (
	daysAround  = 10
	cyclesOfDay = 3
)

var instrIDElement = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?(?:InstrId|EndToEndId)>(N[A-Z2-7]{15})</`)

// instrIDsIn returns the identifiers of ours in a file, each once, in order.
func instrIDsIn(data []byte) []string {
	var ids []string
	for _, match := range instrIDElement.FindAllSubmatch(data, -1) {
		ids = append(ids, string(match[1]))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// instructionName is what the identifiers of an instruction are derived from.
func instructionName(cycle, participant, currency string, direction Direction, set netting.Set) []string {
	name := []string{cycle, participant, currency, string(direction)}
	if set != (netting.Set{}) {
		name = append(name, set.Key())
	}
	return name
}

// bankTraces adds what the banks say of payments that no instruction of the books explains.
func (u *catchUp) bankTraces(tx Tx) error {
	waiting, err := inSuspense(tx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		for _, ref := range w.names() {
			u.traces = append(u.traces, trace{w.statement.Correspondent, ref, fmt.Sprintf("is booked with %s (statement %s, entry %d) "+
				"and in suspense", w.entry.Amount, w.statement.BankID, w.entry.Number)})
		}
	}
	statuses, err := tx.BankStatuses()
	if err != nil {
		return err
	}
	for _, b := range statuses {
		if b.Instruction == "" && b.Done {
			u.traces = append(u.traces, trace{b.Correspondent, reference{b.UETR, b.InstrID}, "has the status " + b.Code})
		}
	}
	returns, err := tx.BankReturns()
	for _, r := range returns {
		if r.Instruction == "" && r.Done {
			u.traces = append(u.traces, trace{r.Correspondent, reference{r.UETR, r.InstrID}, "is announced to come back"})
		}
	}
	return err
}

// payment is what a recognised reference names.
type payment struct{ cycle, participant, currency string }

// recognise derives the identifiers of every payment that the lost house may have made, and returns those that
// are wanted, by the name under which they are.
func (u *catchUp) recognise(tx Tx, wanted map[string]bool) (map[string]payment, error) {
	cycles, err := u.possibleCycles(tx)
	if err != nil {
		return nil, err
	}
	settled, err := u.possibleSets(tx)
	if err != nil {
		return nil, err
	}
	ours := map[string]payment{}
	for _, currency := range u.currencies() {
		for _, p := range settled {
			for _, cycle := range cycles {
				for _, direction := range []Direction{PayOut, PayIn} {
					name := instructionName(cycle, p.participant, currency, direction, p.set)
					for _, id := range []string{u.stages.Settings.IDs.InstrID(name...), u.stages.Settings.IDs.UETR(name...)} {
						if wanted[id] {
							ours[id] = payment{cycle, p.participant, currency}
						}
					}
				}
			}
		}
	}
	return ours, nil
}

// currencies are those in which we hold accounts, each once.
func (u *catchUp) currencies() (codes []string) {
	for _, c := range u.stages.Settings.Correspondents {
		for _, a := range c.Accounts {
			codes = append(codes, a.Currency.Code())
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// possibleCycles are the cycles of the books, and those that may have been made since.
func (u *catchUp) possibleCycles(tx Tx) ([]string, error) {
	var ids []string
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		if !c.OpenedAt.Before(u.mark.StartedAt.AddDate(0, 0, -daysAround)) {
			ids = append(ids, c.ID)
		}
	}
	for d := u.copied().AddDays(-daysAround); !d.After(u.stages.today().AddDays(daysAround)); d = d.AddDays(1) {
		if !u.stages.Settings.Calendar.IsBusinessDay(d) {
			continue
		}
		for n := range cyclesOfDay {
			ids = append(ids, fmt.Sprintf("%s-%d", d, n+1))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// askPayments asks about every payment of ours of which there is a trace and no instruction. It returns how
// many there are of each cycle.
func (u *catchUp) askPayments(tx Tx) (ofCycle map[string]int, err error) {
	if err := u.bankTraces(tx); err != nil {
		return nil, err
	}
	missing, err := u.missing(tx)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, group := range missing {
		for _, t := range group {
			wanted[t.ref.instrID], wanted[t.ref.uetr] = true, true
		}
	}
	ours, err := u.recognise(tx, wanted)
	if err != nil {
		return nil, err
	}
	ofCycle = map[string]int{}
	for _, group := range missing {
		id := group[0].ref.instrID
		p, known := ours[id]
		if !known {
			p, known = ours[group[0].ref.uetr]
		}
		if !known && !instrIDForm.MatchString(id) {
			continue // a stranger's: its break says so
		}
		what := "which has the form of ours, though no participant and cycle of these books give it"
		if known {
			ofCycle[p.cycle]++
			what = fmt.Sprintf("which is ours: cycle %s, participant %s, %s", p.cycle, p.participant, p.currency)
		}
		u.question(true, "payment:"+cmp.Or(id, group[0].ref.uetr), "Import the same input files and run its cycle again as far as "+
			"nostro cycle write: it gets the same identifier, is matched with what the bank says, and is not written again "+
			"where it is booked. Pay it by no other road.",
			"Payment %s, %s, %s; these books do not hold it, so it was made after the copy.", cmp.Or(id, group[0].ref.uetr), what,
			textOf(group))
	}
	return ofCycle, nil
}

var instrIDForm = regexp.MustCompile(`^N[A-Z2-7]{15}$`)

// missing groups the traces of which the books have no instruction, by their reference.
func (u *catchUp) missing(tx Tx) (groups [][]trace, err error) {
	at := map[string]int{}
	for _, t := range u.traces {
		if t.ref == (reference{}) {
			continue
		}
		_, found, err := tx.FindInstruction(t.ref.uetr, t.ref.instrID)
		if err != nil {
			return nil, err
		}
		if found {
			continue
		}
		key := cmp.Or(t.ref.instrID, t.ref.uetr)
		n, there := at[key]
		if !there {
			n = len(groups)
			at[key] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], t)
	}
	return groups, nil
}

func textOf(group []trace) string {
	text := group[0].text
	for _, t := range group[1:] {
		text += " and " + t.text
	}
	return text
}

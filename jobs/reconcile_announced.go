package jobs

import "slices"

// told is what announced returns of a payment say together: what comes back, and what banks on the way kept of it.
type told struct{ returned, charges int64 }

// announced adds up the returns (pacs.004) that were announced of a payment, the latest of which is r. A payment may come back in parts,
// each with its own. Where they are together more than was paid, some of them tell the same money again: of those that say the same one
// counts, and else the later ones, as far as they fit. Charges that are more than was paid explain nothing.
func announced(tx Tx, i Instruction, r BankReturn) (told, error) {
	all, err := tx.BankReturns()
	if err != nil {
		return told{}, err
	}
	var of []told
	for _, other := range all {
		if other.ID == r.ID || other.Done && other.Instruction == i.ID {
			of = append(of, toldBy(other, i))
		}
	}
	return addTold(of, i.Amount.Minor()), nil
}

// toldBy is what one of them says.
func toldBy(r BankReturn, i Instruction) told {
	t := told{returned: r.Returned.Minor()}
	if over, err := r.Charges.Cmp(i.Amount); err == nil && over <= 0 {
		t.charges = r.Charges.Minor()
	}
	return t
}

// addTold adds up what is told, in the order in which it came, of a payment of so many minor units.
func addTold(of []told, paid int64) (sum told) {
	var kept []told
	if !fitsIn(of, paid) {
		of = distinct(of)
	}
	for n := len(of) - 1; n >= 0; n-- {
		if of[n].returned <= paid-sum.returned {
			sum.returned += of[n].returned
			kept = append(kept, of[n])
		}
	}
	for n := len(of) - 1; n >= 0 && !someCharges(kept); n-- { // what was kept was told once, and not denied
		kept = of[n : n+1]
	}
	for _, t := range kept {
		if t.charges > paid-sum.charges {
			return told{returned: sum.returned}
		}
		sum.charges += t.charges
	}
	return sum
}

func someCharges(of []told) bool {
	return slices.ContainsFunc(of, func(t told) bool { return t.charges != 0 })
}

func fitsIn(of []told, paid int64) bool {
	for _, t := range of {
		if paid -= min(t.returned, paid+1); paid < 0 {
			return false
		}
	}
	return true
}

// distinct leaves out what says the same as one before it.
func distinct(of []told) (left []told) {
	seen := map[told]bool{}
	for _, t := range of {
		if !seen[t] {
			seen[t], left = true, append(left, t)
		}
	}
	return left
}

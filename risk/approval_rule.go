package risk

import (
	"fmt"
	"slices"

	"nostro/money"
)

// ApprovalRule says that what is asked needs more than the usual approval. It is data: nostro.yaml is read into it.
type ApprovalRule struct {
	Name          string
	Kinds         []string // of what it speaks, such as "release"
	Persons       int      // how many must approve, at least 1
	Roles         []string // who counts; empty: those who may approve at all
	Correspondent string   // only what goes through it; "": through any
	Above         money.Amount
	InBase        bool // Above is in the base currency and compared with the values of all currencies together
}

// Outflow is what leaves at one correspondent in one currency, and its value in the base currency.
type Outflow struct {
	Correspondent string
	Amount        money.Amount // >= 0
	Value         money.Amount // in the base currency
	Valued        bool         // false: there is no rate, and Value says nothing
}

// Applies tells whether the rule speaks of what is asked, and why in words. Without Above it always does. With it,
// the sum of what leaves in its currency must be above, not at, the amount; in the base currency, the sum of all values.
// A value that nobody can tell counts as above: what is unknown is not small. It errs where a sum overflows.
func (r ApprovalRule) Applies(kind string, out []Outflow) (applies bool, why string, err error) {
	if !slices.Contains(r.Kinds, kind) {
		return false, "", nil
	}
	through := slices.DeleteFunc(slices.Clone(out), func(o Outflow) bool {
		return r.Correspondent != "" && o.Correspondent != r.Correspondent
	})
	if r.Correspondent != "" && len(through) == 0 {
		return false, "", nil
	}
	if r.Above.Currency().IsZero() {
		return true, r.Name, nil
	}
	sum := money.Zero(r.Above.Currency())
	for _, o := range through {
		amount := o.Amount
		if r.InBase {
			if !o.Valued {
				return true, fmt.Sprintf("%s: %s has no rate, so nobody can tell whether the sum is above %s", r.Name, o.Amount, r.Above), nil
			}
			amount = o.Value
		}
		if amount.Currency() != sum.Currency() {
			continue
		}
		if sum, err = sum.Add(amount); err != nil {
			return false, "", fmt.Errorf("rule %q: %w", r.Name, err)
		}
	}
	if sum.Minor() <= r.Above.Minor() {
		return false, "", nil
	}
	return true, fmt.Sprintf("%s: %s is above %s", r.Name, sum, r.Above), nil
}

// Needs returns what the rules ask for something of the kind: usual first, then each rule that applies, in order. A rule
// without roles lets those of usual approve.
func Needs(rules []ApprovalRule, kind string, usual Need, out []Outflow) ([]Need, error) {
	needs := []Need{usual}
	for _, r := range rules {
		applies, why, err := r.Applies(kind, out)
		if err != nil {
			return nil, err
		}
		if !applies {
			continue
		}
		need := Need{Persons: r.Persons, Roles: r.Roles, Why: why}
		if len(r.Roles) == 0 {
			need.People = usual.People
			need.Roles = usual.Roles
		}
		needs = append(needs, need)
	}
	return needs, nil
}

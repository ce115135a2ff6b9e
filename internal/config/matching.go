package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nostro/jobs"
	"nostro/money"
	"nostro/reconcile"
)

const (
	matchingRulesMax = 50
	windowDaysMax    = 366
)

var ruleName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 +._-]{0,59}$`)

// matching reads the rules by which entries find instructions; nil where the section is left out, for the usual ones.
func matching(root *section, house jobs.Settings) (rules reconcile.Rules) {
	s := root.optionalSection("matching")
	if s == nil {
		return nil
	}
	list := s.sections("rules")
	if len(list) > matchingRulesMax {
		s.bad("has %d rules: at most %d are taken", len(list), matchingRulesMax)
	}
	for _, one := range list {
		before := len(one.r.problems)
		rule := one.matchingRule(house)
		one.end()
		if len(one.r.problems) > before {
			continue // what is wrong with the words was told
		}
		rules = append(rules, rule)
		if err := rules.Check(); err != nil {
			one.bad("%v", err)
			rules = rules[:len(rules)-1]
		}
	}
	s.end()
	return rules
}

func (s *section) matchingRule(house jobs.Settings) (r reconcile.Rule) {
	r.Name = s.text("name").check(func(text string) error {
		if !ruleName.MatchString(text) {
			return fmt.Errorf("%q is no name: use 1 to 60 letters, digits, blanks or + . _ -", text)
		}
		return nil
	}).text
	for _, v := range s.texts("keys", true) {
		if v = v.oneOf(words(reconcile.Keys())...); slices.Contains(r.Keys, reconcile.Key(v.text)) {
			v.bad("%q is there twice", v.text)
		}
		r.Keys = append(r.Keys, reconcile.Key(v.text))
	}
	for _, v := range s.texts("for", false) {
		r.Events = append(r.Events, reconcile.Event(v.oneOf(words(reconcile.Events())...).text))
	}
	r.May = reconcile.Action(s.text("may").oneOf(string(reconcile.MayPost), string(reconcile.MaySuggest)).text)
	if w := s.optionalSection("window"); w != nil {
		r.Window = &reconcile.Window{Before: w.number("before", "days", 0, windowDaysMax), After: w.number("after", "days", 0, windowDaysMax)}
		w.end()
	}
	for _, t := range s.optionalSections("tolerance") {
		r.Tolerances = append(r.Tolerances, t.tolerance(house))
	}
	for _, t := range s.optionalSections("exchange") {
		r.Exchanges = append(r.Exchanges, t.exchangeLimit(house))
	}
	return r
}

// exchangeLimit reads how far a booking in another currency may be off the rate that the bank states, in per cent.
func (s *section) exchangeLimit(house jobs.Settings) (t reconcile.Tolerance) {
	t.Currency = s.text("currency").currency()
	t.Correspondent = s.correspondentOf(house)
	s.text("percent").check(func(text string) (err error) {
		t.BasisPoints, err = percentBP(text)
		return err
	})
	s.end()
	return t
}

// correspondentOf reads the id of one, "" where none is named.
func (s *section) correspondentOf(house jobs.Settings) string {
	return s.optional("correspondent").check(func(id string) error {
		if _, err := house.Correspondent(id); err != nil {
			return fmt.Errorf("%q is no correspondent of yours: use the id of one, or leave it out", id)
		}
		return nil
	}).text
}

func words[T ~string](all []T) (list []string) {
	for _, one := range all {
		list = append(list, string(one))
	}
	return list
}

// tolerance reads how far an amount may be off in a currency, at one correspondent or at all of them.
func (s *section) tolerance(house jobs.Settings) (t reconcile.Tolerance) {
	t.Currency = s.text("currency").currency()
	t.Correspondent = s.correspondentOf(house)
	if v := s.optional("amount").check(aboveZero(t.Currency)); v.good && !t.Currency.IsZero() {
		t.Amount, _ = money.Parse(t.Currency, v.text) // what is wrong with it was told above
	}
	s.optional("percent").check(func(text string) (err error) {
		t.BasisPoints, err = percentBP(text)
		return err
	})
	s.end()
	return t
}

// percentBP reads per cent above 0 with at most two decimals as basis points.
func percentBP(text string) (int, error) {
	whole, part, dot := strings.Cut(text, ".")
	bp, err := strconv.ParseUint(whole+(part + "00")[:2], 10, 32)
	if err != nil || len(part) > 2 || dot && part == "" || bp == 0 || bp > 10_000 {
		return 0, fmt.Errorf("%q: write per cent from \"0.01\" to \"100\"", text)
	}
	return int(bp), nil
}

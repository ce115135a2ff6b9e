package config

import (
	"nostro/jobs"
	"nostro/money"
	"nostro/reconcile"
)

// Limits of what may be said about breaks.
const (
	breakDaysMax  = 260 // business days: a year
	breakRulesMax = 100
)

// breaks reads how breaks are worked on; where the section is left out, so is the answer, and jobs.DefaultBreaks counts. It
// comes after people and correspondents.
func breaks(root *section, set jobs.Settings) *jobs.BreakSettings {
	s := root.optionalSection("breaks")
	if s == nil {
		return nil
	}
	out := jobs.DefaultBreaks()
	base := set.House.Base
	if v := s.optional("alone_up_to").check(aboveZero(base)); v.good && !base.IsZero() {
		out.AloneUpTo, _ = money.Parse(base, v.text) // what is wrong with it was told above
	}
	s.setNumber("alarm_after", "business days", 0, breakDaysMax, &out.AlarmAfter)
	s.buckets(&out)
	for _, a := range rulesOf(s, "alarms") {
		rule := jobs.BreakAlarm{Reason: breakReason(a), Correspondent: correspondentOf(a, set)}
		if v := a.optional("above").check(aboveZero(base)); v.good && !base.IsZero() {
			rule.Above, _ = money.Parse(base, v.text)
		}
		rule.After = a.number("after", "business days", 0, breakDaysMax)
		a.end()
		out.Alarms = append(out.Alarms, rule)
	}
	for _, o := range rulesOf(s, "owners") {
		rule := jobs.BreakOwner{Reason: breakReason(o), Correspondent: correspondentOf(o, set)}
		rule.Owner = o.text("owner").check(func(name string) error { return set.CheckPerson(name) }).text
		o.end()
		out.Owners = append(out.Owners, rule)
	}
	s.end()
	return &out
}

// buckets reads the business days at which buckets of ageing end.
func (s *section) buckets(out *jobs.BreakSettings) {
	items, there := s.list("buckets", false)
	if !there {
		return
	}
	out.Buckets = nil
	last := -1
	for n, node := range items {
		one := &section{r: s.r, key: s.at("buckets"), line: lineOf(node), order: []entry{{"day", lineOf(node), node}}}
		day := one.number("day", "business days", 0, breakDaysMax)
		if n > 0 && day <= last {
			one.bad("%d does not rise: write each later than the one before it", day)
		}
		last = day
		out.Buckets = append(out.Buckets, day)
	}
	if len(items) == 0 {
		s.bad("buckets is empty: write at least one number of business days, or leave it out")
	}
}

func rulesOf(s *section, name string) []*section {
	list := s.optionalSections(name)
	if len(list) > breakRulesMax {
		s.bad("%s has %d rules: at most %d are taken", name, len(list), breakRulesMax)
	}
	return list
}

func breakReason(s *section) (r reconcile.Reason) {
	setWord(s, "reason", &r, reconcile.Reasons()...)
	return r
}

// correspondentOf reads a correspondent that must be there.
func correspondentOf(s *section, set jobs.Settings) string {
	return s.optional("correspondent").check(func(id string) error {
		_, err := set.Correspondent(id)
		return err
	}).text
}

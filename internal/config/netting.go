package config

import (
	"fmt"
	"regexp"
	"slices"

	"nostro/calendar"
	"nostro/netting"
)

const (
	agreementsMax   = 200
	refuseUncovered = "refuse"
)

var agreementName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,35}$`)

// netting reads the agreements, which may be left out: then everything is netted multilaterally. Where the section
// stands, it says what becomes of an obligation that no agreement covers.
func (s *section) netting() (t netting.Terms) {
	n := s.optionalSection("netting")
	if n == nil {
		return t
	}
	rule := n.text("default").oneOf(netting.Multilateral.String(), netting.Bilateral.String(), netting.Gross.String(), refuseUncovered)
	if t.Refuse = rule.text == refuseUncovered; rule.good && !t.Refuse {
		t.Default, _ = netting.ParseModel(rule.text)
	}
	list := n.optionalSections("agreements")
	if len(list) > agreementsMax {
		n.bad("has %d agreements: at most %d are taken", len(list), agreementsMax)
	}
	for _, one := range list {
		a := one.agreement()
		for _, before := range t.Agreements {
			if a.Name != "" && before.Name == a.Name {
				one.bad("%q is there twice: give each agreement a name of its own", a.Name)
			} else if within(a, before) {
				one.bad("never counts, since agreement %q covers all of it and stands before it: put it first, or take it out", before.Name)
			}
		}
		t.Agreements = append(t.Agreements, a)
		one.end()
	}
	n.end()
	return t
}

func (s *section) agreement() (a netting.Agreement) {
	a.Name = s.text("name").check(func(text string) error {
		if !agreementName.MatchString(text) {
			return fmt.Errorf("%q is no name: use 1 to 35 letters, digits or . _ -", text)
		}
		return nil
	}).text
	a.Model, _ = netting.ParseModel(s.text("model").oneOf(netting.Multilateral.String(), netting.Bilateral.String(), netting.Gross.String()).text)
	for _, v := range s.texts("participants", true) {
		if slices.Contains(a.Participants, v.text) {
			v.bad("%q is there twice: name each participant once", v.text)
		}
		a.Participants = append(a.Participants, v.text)
	}
	if !s.absent && len(a.Participants) < 2 {
		s.bad("needs at least two participants")
	}
	for _, v := range s.texts("currencies", false) {
		a.Currencies = append(a.Currencies, v.currency())
	}
	for _, end := range []struct {
		name string
		date *calendar.Date
	}{{"from", &a.From}, {"until", &a.Until}} {
		s.optional(end.name).check(func(text string) (err error) {
			*end.date, err = calendar.ParseDate(text)
			return err
		})
	}
	if !a.From.IsZero() && !a.Until.IsZero() && a.Until.Before(a.From) {
		s.bad("ends before it begins: from and until are value dates, both included")
	}
	return a
}

// within tells whether all that the agreement covers is covered by the other.
func within(a, other netting.Agreement) bool {
	for _, p := range a.Participants {
		if !slices.Contains(other.Participants, p) {
			return false
		}
	}
	for _, c := range a.Currencies {
		if len(other.Currencies) > 0 && !slices.Contains(other.Currencies, c) {
			return false
		}
	}
	everything := len(a.Currencies) == 0 && len(other.Currencies) > 0
	starts := other.From.IsZero() || !a.From.IsZero() && !a.From.Before(other.From)
	ends := other.Until.IsZero() || !a.Until.IsZero() && !a.Until.After(other.Until)
	return !everything && starts && ends
}

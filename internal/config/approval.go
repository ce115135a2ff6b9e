package config

import (
	"slices"
	"strings"

	"nostro/jobs"
	"nostro/money"
	rules "nostro/risk"
)

// Limits of what may be said about approvals.
const (
	approversMax     = 20 // persons that one rule may ask for
	expiresHoursMax  = 24 * 90
	expiresDaysMax   = 60
	approvalRulesMax = 100
	roleOfApprovers  = "approver" // who has it approves where approvers is left out
)

// people reads who may act at all, with their roles.
func people(root *section) (all []rules.Person) {
	for _, s := range root.optionalSections("people") {
		p := rules.Person{}
		id := s.text("id")
		for _, other := range all {
			if id.good && rules.SamePerson(other.ID, id.text) {
				id.bad("%q is there twice: name each person once", id.text)
			}
		}
		p.ID = id.text
		for _, role := range s.texts("roles", false) {
			p.Roles = append(p.Roles, role.text)
		}
		all = append(all, p)
		s.end()
	}
	return all
}

// approvers must be said, for an empty list lets anyone but the maker approve; where people are named it may be left
// out, and those with the role approver are meant.
func approvers(root *section, all []rules.Person) []string {
	if _, there := root.take("approvers"); !there && len(all) > 0 {
		var names []string
		for _, p := range all {
			if slices.Contains(p.Roles, roleOfApprovers) {
				names = append(names, p.ID)
			}
		}
		if len(names) == 0 {
			root.r.bad(root.line, "approvers", "is missing, and nobody has the role %s: give it to somebody", roleOfApprovers)
		}
		return names
	}
	var names []string
	for _, v := range root.texts("approvers", true) {
		for _, other := range names {
			if strings.EqualFold(other, v.text) {
				v.bad("%q is there twice: name each person once", v.text)
			}
		}
		if len(all) > 0 && !slices.ContainsFunc(all, func(p rules.Person) bool { return rules.SamePerson(p.ID, v.text) }) {
			v.bad("%q is none of people: add the person there, or remove the name", v.text)
		}
		names = append(names, v.text)
	}
	return names
}

// approval reads what needs more than one approver, and how long an approval lasts. It comes after people, approvers
// and correspondents.
func approval(root *section, set jobs.Settings) (out jobs.ApprovalSettings) {
	s := root.optionalSection("approval")
	if s == nil {
		return out
	}
	out.DigestRequired = s.choose("digest", false, map[string]bool{"required": true, "optional": false})
	s.setFlag("guard_config", &out.GuardConfig)
	if e := s.optionalSection("expires_after"); e != nil {
		e.setNumber("hours", "hours", 1, expiresHoursMax, &out.ExpiresHours)
		e.setNumber("business_days", "business days", 1, expiresDaysMax, &out.ExpiresDays)
		if !e.absent && (out.ExpiresHours > 0) == (out.ExpiresDays > 0) {
			e.bad("write hours or business_days, one of them")
		}
		e.end()
	}
	list := s.optionalSections("rules")
	if len(list) > approvalRulesMax {
		s.bad("has %d rules: at most %d are taken", len(list), approvalRulesMax)
	}
	for _, r := range list {
		out.Rules = append(out.Rules, approvalRule(r, set))
	}
	s.end()
	return out
}

func approvalRule(s *section, set jobs.Settings) rules.ApprovalRule {
	r := rules.ApprovalRule{Name: s.text("name").text, Persons: s.number("persons", "persons", 1, approversMax)}
	for _, v := range s.texts("for", false) {
		kinds := make([]string, len(jobs.ApprovalKinds()))
		for n, kind := range jobs.ApprovalKinds() {
			kinds[n] = string(kind)
		}
		r.Kinds = append(r.Kinds, v.oneOf(kinds...).text)
	}
	if len(r.Kinds) == 0 {
		r.Kinds = []string{string(jobs.ApproveRelease)}
	}
	for _, v := range s.texts("roles", false) {
		if !slices.ContainsFunc(set.People, func(p rules.Person) bool { return slices.Contains(p.Roles, v.text) }) {
			v.bad("%q is the role of nobody in people: give it to somebody", v.text)
		}
		r.Roles = append(r.Roles, v.text)
	}
	through := s.optional("correspondent").check(func(id string) error {
		_, err := set.Correspondent(id)
		return err
	})
	r.Correspondent = through.text
	threshold(s, set.House.Base, &r)
	if n := mayApprove(set, r); n > 0 && n < r.Persons {
		s.bad("asks for %d persons, and %d may approve: nothing could ever be approved", r.Persons, n)
	}
	s.end()
	return r
}

// threshold reads above, in the currency that is named, or in the base currency of all currencies together.
func threshold(s *section, base money.Currency, r *rules.ApprovalRule) {
	currency, r2 := base, s.optional("currency")
	r.InBase = !r2.said
	if r2.said {
		currency = r2.currency()
	}
	above := s.optional("above").check(aboveZero(currency))
	switch {
	case above.good && !currency.IsZero():
		r.Above, _ = money.Parse(currency, above.text) // what is wrong with it was told above
	case !above.said && r2.said:
		r2.bad("is the currency of above: write that too")
	}
	if !above.said {
		r.InBase = false
	}
}

// mayApprove counts who can count for a rule; 0 where anyone can.
func mayApprove(set jobs.Settings, r rules.ApprovalRule) (n int) {
	if len(r.Roles) == 0 {
		return len(set.Approvers)
	}
	for _, p := range set.People {
		if (rules.Need{Roles: r.Roles}).Counts(p) {
			n++
		}
	}
	return n
}

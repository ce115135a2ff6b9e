package report

import "nostro/jobs"

// Short lists by how much less is held than must be, by currency, each > 0.
func (d SafeguardingDay) Short() (all []Amount) {
	for _, c := range d.Currencies {
		if c.Verdict() == "shortfall" {
			lack, err := negated(c.Difference.Amount)
			if err != nil {
				lack = c.Difference
			}
			all = append(all, lack)
		}
	}
	return all
}

// Verdict says whether enough is held of the currency.
func (c Safeguarded) Verdict() string {
	if !c.Difference.None() && c.Difference.Sign() < 0 {
		return "shortfall"
	}
	return "covered"
}

// Count counts the accounts with a verdict of the external check.
func (d SafeguardingDay) Count(verdict string) (n int) {
	for _, a := range d.Accounts {
		n += count(a.Verdict == verdict)
	}
	return n
}

// Verdict says in a few words how the day stands.
func (d SafeguardingDay) Verdict() string {
	switch {
	case d.Broken != "":
		return "cannot be read"
	case len(d.Short()) > 0:
		return "shortfall"
	case d.Count(jobs.SafeguardingDiffers) > 0:
		return jobs.SafeguardingDiffers
	case d.Count(jobs.SafeguardingUnconfirmed) > 0:
		return jobs.SafeguardingUnconfirmed
	}
	return "safeguarded"
}

// verdictStyle colours a verdict: what is not confirmed is no fault yet.
func verdictStyle(verdict string) style {
	switch verdict {
	case "safeguarded", jobs.SafeguardingAgrees:
		return good
	case jobs.SafeguardingUnconfirmed:
		return plain
	}
	return bad
}

// Unsafe tells whether the last check of safeguarding found something short or different.
func Unsafe(p Picture) bool { return len(safeguardingTroubles(p)) > 0 }

// safeguardingTroubles tell what the last check found short or different.
func safeguardingTroubles(pic Picture) (list []trouble) {
	if pic.Safeguarding == nil || len(pic.Safeguarding.Days) == 0 {
		return nil
	}
	last := pic.Safeguarding.Days[0]
	for _, lack := range last.Short() {
		list = append(list, trouble{"safeguarding of " + last.Day + ": a shortfall of " + people(lack), "more is owed to participants than is held for them",
			"pay as much of our own money into an account for it (docs/runbooks/safeguarding-shortfall.md), then nostro safeguarding"})
	}
	for _, a := range last.Accounts {
		if a.Verdict == jobs.SafeguardingDiffers {
			list = append(list, trouble{"safeguarding of " + last.Day + ": " + a.Correspondent + " in " + a.Currency + " differs from the statement by " +
				people(a.Difference), "", "nostro breaks, then nostro safeguarding --on " + last.Day})
		}
	}
	if last.Broken != "" {
		list = append(list, trouble{"safeguarding of " + last.Day + ": the record cannot be read", last.Broken, "nostro check"})
	}
	return list
}

// due tells which day waits for its check, "" where none does.
func (s *Safeguarding) due() string {
	if s == nil || s.Due == "" {
		return ""
	}
	return "safeguarding of " + s.Due + " was not checked yet: nostro safeguarding"
}

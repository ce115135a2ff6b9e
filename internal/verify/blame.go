package verify

import (
	"fmt"
	"slices"
	"strings"
)

// blameMin is how many entries must speak against the row of an account: one may as well have been changed
// itself.
const blameMin = 2

// namesMax is how many accounts are named in one sentence.
const namesMax = 5

// judgeUnnamed tells, of entries whose postings differ, whether they were changed or an account. The leaf holds
// the name of an account at each posting, so where a name is changed, every entry that was posted to it differs.
// The account that explains most of them is named first, and then the next, until the others stand alone.
func (r *run) judgeUnnamed(signed []*claim) {
	left := slices.DeleteFunc(slices.Clone(r.walked.unnamed), func(m mismatch) bool {
		if c := covering(signed, m.entry); c != nil && c.entriesAgree { // the leaf was changed
			r.accuse(m.finding(c))
			return true
		}
		return slices.ContainsFunc(m.accounts, func(id int64) bool { return r.walked.books.account(id).missing }) // accused
	})
	dropped := r.walked.dropped
	for {
		blamed := r.mostBlamed(left)
		if len(blamed) == 0 {
			break
		}
		dropped = 0 // they are among those that this account explains, as far as anybody can tell
		r.accuseName(blamed, signed)
		left = slices.DeleteFunc(left, func(m mismatch) bool { return slices.Contains(m.accounts, blamed[0].id) })
	}
	r.Left += dropped
	for _, m := range left {
		f := m.finding(covering(signed, m.entry))
		f.What += r.mayBeNamed(m)
		r.accuse(f)
	}
}

// mostBlamed returns the account that explains most entries, with those that explain the very same ones; none
// where no account does.
func (r *run) mostBlamed(left []mismatch) []*account {
	explains := map[int64][]int64{}
	for _, m := range left {
		for _, id := range m.accounts {
			explains[id] = append(explains[id], m.entry)
		}
	}
	var most []*account
	for _, a := range r.walked.books.sorted() {
		entries := explains[a.id]
		if len(entries) < blameMin || a.bad < a.entries {
			continue
		}
		switch {
		case len(most) == 0 || len(entries) > len(explains[most[0].id]):
			most = []*account{a}
		case slices.Equal(entries, explains[most[0].id]):
			most = append(most, a)
		}
	}
	return most
}

func (r *run) accuseName(blamed []*account, signed []*claim) {
	a := blamed[0]
	var names []string
	for _, b := range blamed {
		names = append(names, b.String())
	}
	r.accuse(Finding{Field: strings.Join(names, " or ") + ", name", What: fmt.Sprintf("it is not the one under which entries "+
		"were booked: of the %d that were posted to it, from %d to %d, none agrees with its leaf", a.entries, a.firstBad,
		a.lastBad), Since: since(signed, a.firstBad)})
}

// mayBeNamed names the accounts to which nothing but this entry was posted: it may be their names that were
// changed.
func (r *run) mayBeNamed(m mismatch) string {
	var names []string
	for _, id := range m.accounts {
		if a := r.walked.books.account(id); a.entries == 1 {
			names = append(names, a.String())
		}
	}
	if len(names) == 0 {
		return ""
	}
	if more := len(names) - namesMax; more > 0 {
		names = append(names[:namesMax], fmt.Sprintf("%d more", more))
	}
	return ": either the posting, or the name of " + strings.Join(names, " or ") + ", to which nothing else was posted"
}

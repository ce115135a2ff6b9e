package verify

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

const selectAccounts = "SELECT id, name, currency FROM account NOT INDEXED ORDER BY id"

// The names that an account may have. None has a character of the form of the leaf in it, so that one posting
// cannot be made to look like two there.
var (
	accountName     = regexp.MustCompile(`^(fx:(position|spread|unrealised|revaluation)|rounding|reserve(:risk)?|(participant|nostro|transit|suspense|charges):[A-Za-z0-9._-]{1,35})$`)
	accountCurrency = regexp.MustCompile(`^[A-Z]{3}$`)
)

// account is a row, and what the walk has seen of it.
type account struct {
	id             int64
	name, currency string
	missing        bool // postings name it, and there is no row

	entries, bad      int64 // that have postings on it; whose postings are not what their leaves say
	firstBad, lastBad int64 // of these, the entries
	foreign           int64 // postings in another currency, which their leaves confirm
	firstForeign      int64
	foreignCurrency   string

	stored, added int64 // the last balance; what it should be
	gaps          int   // those before that posting
	days          map[string]*sum
	day           string // of the last posting
	total         *sum   // of that day
}

func (a *account) String() string {
	if a.missing {
		return fmt.Sprintf("account %d", a.id)
	}
	return fmt.Sprintf("account %d (%s %s)", a.id, a.name, a.currency)
}

// books are the accounts by number.
type books struct{ byID map[int64]*account }

// loadAccounts reads the rows and accuses those that no program wrote.
func (w *walk) loadAccounts(ctx context.Context) error {
	w.books = &books{map[int64]*account{}}
	first := map[string]*account{}
	return w.source.each(ctx, selectAccounts, func(c *cursor) error {
		a := &account{id: c.number(0), name: c.text(1), currency: c.text(2), days: map[string]*sum{}}
		w.books.byID[a.id] = a
		w.Counted.Accounts++
		if !accountName.MatchString(a.name) {
			w.accuse(Finding{Field: a.String() + ", name", What: "no account has such a name"})
		}
		if !accountCurrency.MatchString(a.currency) {
			w.accuse(Finding{Field: a.String() + ", currency", What: "that is no currency"})
		}
		key := a.name + " " + a.currency
		if other, twice := first[key]; twice {
			w.accuse(Finding{Field: a.String() + ", name", What: fmt.Sprintf("account %d has that name and currency too", other.id)})
		} else {
			first[key] = a
		}
		return nil
	})
}

// names returns the names by number.
func (b *books) names() map[int64]string {
	names := make(map[int64]string, len(b.byID))
	for id, a := range b.byID {
		names[id] = a.name
	}
	return names
}

// account returns one that has a row, or is made up since a posting names it.
func (b *books) account(id int64) *account {
	a := b.byID[id]
	if a == nil {
		a = &account{id: id, missing: true, days: map[string]*sum{}}
		b.byID[id] = a
	}
	return a
}

func (b *books) label(id int64) string {
	if a := b.byID[id]; a != nil {
		return a.String()
	}
	return fmt.Sprintf("account %d", id)
}

// sorted returns the accounts by number.
func (b *books) sorted() []*account {
	return slices.SortedFunc(maps.Values(b.byID), func(x, y *account) int { return cmp.Compare(x.id, y.id) })
}

// checkCurrency counts a posting in another currency than its account has. Where the leaf says that this is
// not the posting that was booked, the entry is accused already.
func (a *account) checkCurrency(number int64, p posting, isBad bool) {
	if a.missing || isBad || p.currency == a.currency {
		return
	}
	if a.foreign++; a.foreign == 1 {
		a.firstForeign, a.foreignCurrency = number, p.currency
	}
}

// judgeAccounts accuses rows that contradict the postings, whatever the leaves say.
func (r *run) judgeAccounts(signed []*claim) {
	unused := 0
	for _, a := range r.walked.books.sorted() {
		switch {
		case a.entries == 0 && a.missing: // only a total names it, which is accused
		case a.missing:
			r.accuse(Finding{Field: a.String(), What: fmt.Sprintf("its row is missing: %d entries were posted to it, the first "+
				"is entry %d", a.entries, a.firstBad), Since: since(signed, a.firstBad)})
		case a.entries == 0:
			unused++
		case a.foreign > 0:
			r.accuse(Finding{Field: a.String() + ", currency", What: fmt.Sprintf("%d of the %d postings to it say "+
				"another, the first is entry %d, in %s", a.foreign, a.entries, a.firstForeign, a.foreignCurrency)})
		}
	}
	if unused > 0 {
		r.note("%d accounts have no posting; to refuse the first entry of an account can leave one behind", unused)
	}
}

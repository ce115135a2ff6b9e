package inspect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// Chain is the statements of one account in one currency, in their order, and whether each begins where the
// one before it ended.
type Chain struct {
	Account     string
	Currency    string
	Statements  int
	First, Last string   // how the first and the last are called
	Holds       Answer   // Unknown where there is nothing to compare
	Gaps        []string // where it does not hold, and why
	Repeated    int      // statements that were given before, with the same content
}

// Chains gathers the statements of several files. The zero value is ready.
type Chains struct {
	links   []link
	dropped int
}

// linksMax is how many statements are kept to be compared.
const linksMax = 20_000

// link is what a chain needs to know of one statement.
type link struct {
	account, currency, id string
	sequence, page        int64
	opening, closing      end
	day                   calendar.Date
}

// end is the balance at one end of a statement.
type end struct {
	present bool
	amount  money.Amount
}

// Add takes one statement at its end; only those of a camt.053 are linked, for interim reports may overlap.
func (c *Chains) Add(s *Statement) {
	account := s.Head.Account.String()
	if s.Kind != "camt.053" || account == "" {
		return
	}
	if len(c.links) == linksMax {
		c.dropped++
		return
	}
	opening, closing := s.Opening(), s.Closing()
	l := link{account: strings.Clone(account), currency: s.Currency().Code(), id: strings.Clone(s.Head.ID),
		sequence: cmp.Or(s.Head.Sequence, s.Head.LegalSequence), page: s.Head.Page, day: closing.Date,
		opening: end{opening.Present, opening.Amount}, closing: end{closing.Present, closing.Amount}}
	if l.day.IsZero() {
		l.day = opening.Date
	}
	c.links = append(c.links, l)
}

// Mark returns how many statements there are so far, for Forget.
func (c *Chains) Mark() int { return len(c.links) }

// Forget takes back what was added since the mark: the statements of a file that was refused in the end.
func (c *Chains) Forget(mark int) { c.links = c.links[:mark] }

// Dropped is how many statements were too many to be compared.
func (c *Chains) Dropped() int { return c.dropped }

// All returns the chains, by account and currency.
func (c *Chains) All() []Chain { return chainsOf(slices.Clone(c.links)) }

// Since returns the chains of the accounts that were added since the mark, with all their statements.
func (c *Chains) Since(mark int) []Chain {
	accounts := map[string]bool{}
	for _, l := range c.links[mark:] {
		accounts[l.account] = true
	}
	var links []link
	for _, l := range c.links {
		if accounts[l.account] {
			links = append(links, l)
		}
	}
	return chainsOf(links)
}

func chainsOf(sorted []link) []Chain {
	slices.SortStableFunc(sorted, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.account, b.account), cmp.Compare(a.currency, b.currency), a.day.Compare(b.day),
			cmp.Compare(a.sequence, b.sequence), cmp.Compare(a.page, b.page))
	})
	var out []Chain
	for start := 0; start < len(sorted); {
		end := start
		for end < len(sorted) && sorted[end].account == sorted[start].account && sorted[end].currency == sorted[start].currency {
			end++
		}
		out = append(out, chainOf(sorted[start:end]))
		start = end
	}
	return out
}

func chainOf(links []link) Chain {
	out := Chain{Account: links[0].account, Currency: links[0].currency, First: links[0].name(), Last: links[len(links)-1].name()}
	last := links[0]
	out.Statements = 1
	for _, next := range links[1:] {
		if next.repeats(last) {
			out.Repeated++
			continue
		}
		out.Statements++
		out.join(last, next)
		last = next
	}
	return out
}

// join compares two statements that follow each other.
func (c *Chain) join(last, next link) {
	if last.closing.present && next.opening.present {
		if c.Holds == Unknown {
			c.Holds = Yes
		}
		if last.closing.amount != next.opening.amount {
			c.gap(fmt.Sprintf("%s opens with %s, but %s closed with %s", next.name(), next.opening.amount.Grouped(), last.name(),
				last.closing.amount.Grouped()))
		}
	}
	if last.sequence > 0 && next.sequence > 0 && !follows(last, next) {
		c.gap(fmt.Sprintf("sequence number %d comes after %d", next.sequence, last.sequence))
	}
}

func (c *Chain) gap(why string) {
	c.Holds = No
	if len(c.Gaps) < KeptMax {
		c.Gaps = append(c.Gaps, why)
	}
}

// follows tells whether the numbers leave no gap: one more, the next page of the same, or from the start
// again in a new year.
func follows(last, next link) bool {
	switch next.sequence {
	case last.sequence + 1:
		return true
	case last.sequence:
		return next.page == last.page+1
	case 1:
		return next.day.Year() > last.day.Year()
	}
	return false
}

// repeats tells whether both say the same.
func (l link) repeats(other link) bool {
	return l.id == other.id && l.sequence == other.sequence && l.page == other.page && l.day == other.day &&
		l.opening == other.opening && l.closing == other.closing
}

// name is how a statement is called: by its number, else by its identification.
func (l link) name() string {
	if l.sequence > 0 {
		return fmt.Sprintf("statement %d", l.sequence)
	}
	return "statement " + l.id
}

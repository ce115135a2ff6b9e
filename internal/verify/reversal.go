package verify

import (
	"context"
	"fmt"
)

const (
	// A left join, so that a reversal of nothing shows, with a missing number. The indexes that this uses were
	// compared with the table before.
	selectReversals = `SELECT r.number, r.key, r.reverses, o.number,
       EXISTS (SELECT account, currency, -minor FROM posting WHERE entry = o.number
               EXCEPT SELECT account, currency, minor FROM posting WHERE entry = r.number)
    OR EXISTS (SELECT account, currency, minor FROM posting WHERE entry = r.number
               EXCEPT SELECT account, currency, -minor FROM posting WHERE entry = o.number)
  FROM journal_entry r LEFT JOIN journal_entry o ON o.key = r.reverses
 WHERE r.reverses > '' ORDER BY r.number`

	selectReversedTwice = `SELECT max(number), reverses, count(*) FROM journal_entry
 WHERE reverses > '' GROUP BY reverses HAVING count(*) > 1`
)

// checkReversals looks at every reversal: it undoes an earlier entry, exactly and alone.
func (r *run) checkReversals(ctx context.Context) error {
	err := r.source.each(ctx, selectReversals, func(c *cursor) error {
		r.Counted.Reversals++
		accuse := func(what string) {
			r.accuse(Finding{Entry: c.number(0), Key: c.text(1), Field: "reverses", What: what})
		}
		switch reversed := c.number(3); {
		case c.cells[3] == nil:
			accuse(fmt.Sprintf("the entry %q that it reverses is not in the journal", c.text(2)))
		case reversed >= c.number(0):
			accuse(fmt.Sprintf("it reverses entry %d, which came after it", reversed))
		case c.number(4) != 0:
			accuse(fmt.Sprintf("its postings are not the opposite of those of entry %d", reversed))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.source.each(ctx, selectReversedTwice, func(c *cursor) error {
		r.accuse(Finding{Entry: c.number(0), Field: "reverses", What: fmt.Sprintf("entry %q is reversed %d times",
			c.text(1), c.number(2))})
		return nil
	})
}

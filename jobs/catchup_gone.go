package jobs

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// askCollected asks about what was collected since the copy and is gone from the bank.
func (u *catchUp) askCollected(tx Tx) error {
	for _, c := range u.stages.Settings.Correspondents {
		keeps, visited := u.keeps[c.ID]
		if keeps || !visited {
			continue
		}
		waits, err := openAt(tx, c.ID)
		if err != nil {
			return err
		}
		behind, err := u.behindAt(tx, c)
		if err != nil {
			return err
		}
		if !waits && behind == "" {
			continue
		}
		u.question(true, "collected:"+c.ID, fmt.Sprintf("Ask %s to offer again every status, return and statement since %s, or put "+
			"the files of the lost spool into this one; then run catch-up again. This question goes when nothing waits and the "+
			"statements are up to date.", c.ID, stamp(u.mark.StartedAt)),
			"%s deletes what was fetched. Statuses, returns and statements that were collected since the copy are not to be had "+
				"there.%s", c.ID, behind)
	}
	return nil
}

// behindAt says up to when the statements of a correspondent go, where that is before its last business day.
func (u *catchUp) behindAt(tx Tx, c Correspondent) (string, error) {
	covered, err := coverage(tx)
	if err != nil {
		return "", err
	}
	last := u.stages.today().AddDays(-1)
	for ; !u.stages.Settings.Calendar.IsBusinessDay(last); last = last.AddDays(-1) {
	}
	if last.Before(u.copied()) {
		return "", nil // every statement since the copy is still to come
	}
	text := ""
	for _, a := range c.Accounts {
		if !covered(c.ID, a.Currency, last) {
			text += fmt.Sprintf(" The account in %s has no statement of %s.", a.Currency, last)
		}
	}
	return text, nil
}

// askGaps asks about statements that wait for one before them.
func (u *catchUp) askGaps(tx Tx) error {
	breaks, err := tx.Breaks()
	for _, b := range breaks {
		if b.State == lifecycle.BreakOpen && b.Reason == reconcile.ReasonStatementGap {
			u.question(true, fmt.Sprintf("gap:%d", b.ID), "Ask the bank for the statement before it, and run catch-up again.", "Break %d: %s",
				b.ID, b.Text)
		}
	}
	return err
}

// askImports asks about what people gave the lost house: nothing outside knows of it.
func (u *catchUp) askImports(Tx) error {
	more := ""
	if len(u.raw) > 0 {
		more = fmt.Sprintf(" The spool has %s that the books have not read: %s.", count(len(u.raw), "input file"),
			strings.Join(u.raw, ", "))
	}
	u.question(true, "imports", "Import again every file of participants, accounts, obligations and rates since then (a row that is "+
		"known is passed over) and close the periods that were closed; then nostro catch-up --accept imports --reason TEXT.",
		"What was imported and decided since %s is not in the books, and nobody outside has it.%s", stamp(u.mark.StartedAt), more)
	return nil
}

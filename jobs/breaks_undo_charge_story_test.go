package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// chargeKey is the key of the entry of the last charge that names no payment.
func (h *installation) chargeKey() (key string) {
	h.t.Helper()
	for _, m := range look(h, jobs.Tx.Matches) {
		if m.Kind == "charge" && m.Instruction == "" {
			key = m.Journal
		}
	}
	return key
}

// What the bank states as charges and names no payment is undone by reversing entries, and is no charge again. It may be a payment
// by hand, or be written off, and that is undone as ever.
func TestAChargeThatNamesNoPaymentIsUndone(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(firstPaper(booked{amount: "-30.00", charges: "30.00", text: "fees"}))
	h.same("before", h.balances("charges", "suspense"), "charges:rhein EUR 30.00")
	key := h.chargeKey()
	asked, err := h.stages.UndoMatch(h.ctx, key, "we agreed on no fees")
	h.says(asked.Summary, "asked, approval 2", "reopened")
	h.agree(asked, err)
	h.same("books", h.balances("charges", "suspense"), "suspense:rhein EUR 30.00")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR -30.00 open")
	h.says(h.breakView(1).Text, "was taken for a charge of the bank that names no payment by rule \"charges stated by the bank\"")
	h.postsNothing()
	_, err = h.stages.UndoMatch(h.ctx, key, "again")
	h.refused(err, jobs.ErrUnknownID, "nostro trace shows")

	harbour := h.payment("harbour").ID
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{harbour}, "it is harbour"))
	h.same("a payment", h.balances("charges", "suspense", "transit"), "transit:rhein EUR -100.00")
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "no, it is not"))
	h.postsNothing()
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "we pay them"))
	h.same("written off", h.balances("charges", "suspense"), "charges:rhein EUR 30.00")
	h.postsNothing()
}

// Charges beside the payments of one entry are undone by themselves: the payments stand.
func TestChargesBesideATotalAreUndone(t *testing.T) {
	t.Parallel()
	h, alfa, _ := twoInOne(t)
	h.takesFrom(totals(booked{amount: "-13.00", charges: "1.00", batch: alfa.MsgID}).xml())
	h.same("before", h.kinds(), "charge USD 1.00", "pay-out-booked USD 5.00 alfa", "pay-out-booked USD 7.00 brixton")
	h.agree(h.stages.UndoMatch(h.ctx, h.chargeKey(), "not agreed"))
	h.same("after", h.kinds(), "pay-out-booked USD 5.00 alfa", "pay-out-booked USD 7.00 brixton", "unexplained USD 1.00")
	h.postsNothing()
	h.undo(alfa.ID, "it did not come")
	h.postsNothing()
	h.same("a share", h.kinds(), "pay-out-booked USD 7.00 brixton", "unexplained USD 1.00", "unexplained USD 5.00 alfa")
}

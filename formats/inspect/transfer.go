package inspect

import (
	"cmp"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/money"
)

// ofTransfer puts a pacs.008, pacs.009 or pain.001 into words.
func ofTransfer(t *formats.TransferIn) Item {
	item := Item{Type: "transfer", Level: string(formats.LevelPayment), Number: t.Number, Line: t.Line, ID: t.BatchID,
		InstrID: t.InstrID, EndToEndID: t.EndToEndID, TxID: t.TxID, UETR: t.UETR, Amount: t.Amount, Instructed: t.Instructed,
		ValueDate: t.ValueDate, ChargeBearer: codeset.ChargeBearers.Say(t.ChargeBearer, false),
		Purpose:    cmp.Or(sayMarked(codeset.Purposes, t.Purpose), sayMarked(codeset.CategoryPurposes, t.Payment.CategoryPurpose)),
		Remittance: cmp.Or(t.Remittance.Text(), t.Remittance.CreditorRefs()), Problems: t.Problems}
	item.From, item.To = sides(t)
	item.exchange(t)
	return item
}

// exchange holds the stated rate against ordered and settled amount.
func (i *Item) exchange(t *formats.TransferIn) {
	x := t.Exchange
	x.Rate = cmp.Or(x.Rate, t.Rate)
	if x.IsZero() {
		return
	}
	found := compare(x, 0, 0, []money.Amount{t.Instructed, t.Amount, t.Equivalent})
	i.Exchange = &found
}

// sayMarked says a code that may carry the mark of the bank's own.
func sayMarked(list codeset.List, code string) string {
	if code == "" {
		return ""
	}
	own, marked := cutOwn(code)
	return list.Say(own, marked)
}

// sides returns who pays and who is paid: the parties, else their banks.
func sides(t *formats.TransferIn) (from, to string) {
	return cmp.Or(t.Party(formats.RoleDebtor).DisplayName(), t.Party(formats.RoleDebtorAgent).DisplayName()),
		cmp.Or(t.Party(formats.RoleCreditor).DisplayName(), t.Party(formats.RoleCreditorAgent).DisplayName())
}

// ofNotice puts a camt.057 into words.
func ofNotice(n *formats.NoticeIn) Item {
	return Item{Type: "notice", Level: string(formats.LevelPayment), Number: n.Number, Line: n.Line, ID: cmp.Or(n.ID, n.NoticeID),
		EndToEndID: n.EndToEndID, UETR: n.UETR, Amount: n.Amount, ValueDate: n.ValueDate, Account: n.Account.String(),
		From:    cmp.Or(n.Party(formats.RoleDebtor).DisplayName(), n.Party(formats.RoleDebtorAgent).DisplayName()),
		Purpose: sayMarked(codeset.Purposes, n.Purpose), Remittance: cmp.Or(n.Remittance.Text(), n.Remittance.CreditorRefs()),
		Problems: n.Problems}
}

package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// transfers writes the message below Document; it was checked before.
func (w *xmlWriter) transfers(p Profile, m TransferMessage) {
	common := commonValueDate(p, m.Transfers)
	w.element(transferRoots[m.Kind], func() {
		w.groupHeader(p, m, common)
		for _, t := range m.Transfers {
			w.element("CdtTrfTxInf", func() { w.transfer(p, m, t, common) })
		}
	})
}

// commonValueDate returns the value date that stands in the group header: under a profile with totals,
// the one that all transfers share. Otherwise it returns no date, and each transfer carries its own:
// the schema's rules let it stand in one of both places.
func commonValueDate(p Profile, transfers []Transfer) calendar.Date {
	if !p.Totals {
		return calendar.Date{}
	}
	for _, t := range transfers {
		if t.ValueDate != transfers[0].ValueDate {
			return calendar.Date{}
		}
	}
	return transfers[0].ValueDate
}

// groupHeader writes GrpHdr (GroupHeader93).
func (w *xmlWriter) groupHeader(p Profile, m TransferMessage, common calendar.Date) {
	w.element("GrpHdr", func() {
		w.leaf("MsgId", m.MsgID)
		w.leaf("CreDtTm", dateTime(m.CreatedAt))
		w.leaf("NbOfTxs", count(len(m.Transfers)))
		if p.Totals {
			total := sumChecked(transferAmounts(m))
			w.leaf("CtrlSum", total.Decimal())
			w.amount("TtlIntrBkSttlmAmt", total)
		}
		w.leaf("IntrBkSttlmDt", common.String())
		w.element("SttlmInf", func() {
			w.leaf("SttlmMtd", "INDA")
			w.account("SttlmAcct", m.SettlementAccount)
		})
		if !p.AgentsInTransfer {
			w.agent("InstgAgt", m.FromBIC)
			w.agent("InstdAgt", m.ToBIC)
		}
	})
}

// sumChecked adds amounts whose sum the checker has proven to fit in one currency.
func sumChecked(amounts []money.Amount) money.Amount {
	sum, _ := money.Sum(amounts[0].Currency(), amounts...)
	return sum
}

// transfer writes the content of CdtTrfTxInf (CreditTransferTransaction39 or 36).
func (w *xmlWriter) transfer(p Profile, m TransferMessage, t Transfer, common calendar.Date) {
	w.element("PmtId", func() {
		w.leaf("InstrId", t.InstrID)
		w.leaf("EndToEndId", t.EndToEndID)
		w.leaf("UETR", t.UETR)
	})
	w.amount("IntrBkSttlmAmt", t.Amount)
	if common.IsZero() {
		w.leaf("IntrBkSttlmDt", t.ValueDate.String())
	}
	if m.Kind == CustomerTransfer {
		w.charges(p, m, t)
	}
	if p.AgentsInTransfer {
		w.agent("InstgAgt", m.FromBIC)
		w.agent("InstdAgt", m.ToBIC)
	}
	w.party(m.Kind, "Dbtr", t.Debtor)
	w.account("DbtrAcct", t.DebtorAccount)
	w.agent("DbtrAgt", t.DebtorAgentBIC)
	w.agent("CdtrAgt", t.CreditorAgentBIC)
	w.party(m.Kind, "Cdtr", t.Creditor)
	w.account("CdtrAcct", t.CreditorAccount)
	if t.Remittance != "" {
		w.element("RmtInf", func() { w.leaf("Ustrd", t.Remittance) })
	}
}

// charges writes what a pacs.008 says about money before the parties: what was ordered (we convert
// before, so it is what is settled), who bears the charges, and with CRED that we took none (UR26 R30:
// CRED needs ChrgsInf, 0.00 if nothing was taken).
func (w *xmlWriter) charges(p Profile, m TransferMessage, t Transfer) {
	if p.InstructedAmount {
		w.amount("InstdAmt", t.Amount)
	}
	w.leaf("ChrgBr", t.ChargeBearer)
	if t.ChargeBearer == "CRED" {
		w.element("ChrgsInf", func() {
			w.amount("Amt", money.Zero(t.Amount.Currency()))
			w.agent("Agt", m.FromBIC)
		})
	}
}

func (w *xmlWriter) party(kind TransferKind, name string, p Party) {
	if kind == CustomerTransfer {
		w.customer(name, p)
		return
	}
	w.agent(name, p.BIC)
}

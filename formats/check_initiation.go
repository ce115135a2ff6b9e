package formats

// initiation checks a transfer of a pain.001, whose debtor, account and agent stand above the transfers.
func (c *checker) initiation(m *TransferMessage, t *Transfer) {
	c.amount(spot{"/Amt", "/InstdAmt"}, t.Amount, RuleAmount, c.profile.AmountDigits)
	c.bearer(t)
	c.noPlace(spot{"/PmtId", "/TxId"}, t.TxID != "")
	c.noPlace(spot{"/IntrBkSttlmAmt", ""}, !t.Instructed.Currency().IsZero())
	c.noPlace(spot{"/XchgRateInf", ""}, t.Rate != "")
	c.noPlace(spot{"/ChrgsInf", ""}, len(t.Charges) > 0)
	c.bic(spot{"/CdtrAgt", "/FinInstnId/BICFI"}, t.CreditorAgentBIC, RuleAgentNeeded, true)
	c.customerWithAccount("/Cdtr", "/CdtrAcct", &t.Creditor, t.CreditorAccount)
	c.remittance("/RmtInf", t)
	c.noUnderlying(t)
	c.oneDebtor(m, t)
}

// oneDebtor checks that the transfer is paid by the account and the agent of the message.
func (c *checker) oneDebtor(m *TransferMessage, t *Transfer) {
	if number := c.number; number == 1 { // the others are the same, or break the rule about that
		c.within(transferRoots[m.Kind], 0)
		c.customer("/PmtInf/Dbtr", &t.Debtor)
		c.valueDate(spot{"/PmtInf", "/ReqdExctnDt/Dt"}, t.ValueDate)
		c.within(transferBases[m.Kind], number)
	}
	if !t.DebtorAccount.IsZero() && t.DebtorAccount != m.SettlementAccount {
		c.fail(spot{"/DbtrAcct", ""}, RuleOneDebtor, "", "the account is not that of the message", "write a message for each account")
	}
	if t.DebtorAgentBIC != "" && t.DebtorAgentBIC != m.ToBIC {
		c.fail(spot{"/DbtrAgt", ""}, RuleOneDebtor, t.DebtorAgentBIC, t.DebtorAgentBIC+" is not the bank that is written to",
			"leave it out, or write to that bank")
	}
}

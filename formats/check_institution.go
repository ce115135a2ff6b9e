package formats

import "fmt"

// institutionTransfer checks a pacs.009, CORE or COV.
func (c *checker) institutionTransfer(kind TransferKind, t *Transfer) {
	c.settled(t)
	if t.ChargeBearer != "" {
		c.fail(spot{"/ChrgBr", ""}, RuleChargeBearer, t.ChargeBearer, "a pacs.009 has no charge bearer", "leave it empty")
	}
	c.noPlace(spot{"/InstdAmt", ""}, !t.Instructed.Currency().IsZero())
	c.noPlace(spot{"/XchgRate", ""}, t.Rate != "")
	c.noPlace(spot{"/ChrgsInf", ""}, len(t.Charges) > 0)
	c.noPlace(spot{"/RmtInf", "/Strd"}, len(t.Structured) > 0)
	c.slashes(spot{"/PmtId", "/EndToEndId"}, firstCharacters(t.EndToEndID, 16), t.EndToEndID, RuleEndToEndIDSlash)
	c.bic(spot{"/DbtrAgt", "/FinInstnId/BICFI"}, t.DebtorAgentBIC, RuleBIC, false)
	c.bic(spot{"/CdtrAgt", "/FinInstnId/BICFI"}, t.CreditorAgentBIC, RuleBIC, false)
	c.bic(spot{"/Dbtr", "/FinInstnId/BICFI"}, t.Debtor.BIC, RuleInstitution, true)
	c.bic(spot{"/Cdtr", "/FinInstnId/BICFI"}, t.Creditor.BIC, RuleInstitution, true)
	c.account("/DbtrAcct", t.DebtorAccount, false)
	c.account("/CdtrAcct", t.CreditorAccount, false)
	c.unstructured(spot{"/RmtInf", "/Ustrd"}, t.Remittance)
	if kind == CoverTransfer {
		c.cover(t)
		return
	}
	c.noUnderlying(t)
}

// firstCharacters cuts to n bytes. A shorter text gets a letter behind it, so that its own last
// character is not taken for the n-th.
func firstCharacters(s string, n int) string {
	if len(s) < n && s != "" {
		return s + "x"
	}
	return s[:min(len(s), n)]
}

func (c *checker) noUnderlying(t *Transfer) {
	if t.Underlying != nil {
		c.fail(spot{underlyingAt, ""}, RuleUnderlyingNeeded, "", "there is an underlying customer transfer",
			"write it as a CoverTransfer")
	}
}

const underlyingAt = "/UndrlygCstmrCdtTrf"

// cover checks that the customer transfer underneath is there and the one that the cover pays for.
func (c *checker) cover(t *Transfer) {
	u := t.Underlying
	if u == nil {
		c.fail(spot{underlyingAt, ""}, RuleUnderlyingNeeded, "", "the underlying customer transfer is missing",
			"make the cover with CoverOf")
		return
	}
	for _, pair := range [...]struct{ leaf, of, want string }{{"/PmtId/EndToEndId", t.EndToEndID, u.InstrID},
		{"/PmtId/UETR", t.UETR, u.UETR}, {"/IntrBkSttlmAmt", t.Amount.String(), u.Amount.String()}} {
		if pair.of != pair.want {
			c.fail(spot{"", pair.leaf}, RuleCover, pair.of, fmt.Sprintf("it is %q, that of the pacs.008 is %q", pair.of, pair.want),
				"make the cover with CoverOf")
		}
	}
	c.underlying(u)
}

// underlying checks the copied part of the customer transfer.
func (c *checker) underlying(u *Transfer) {
	c.agents(underlyingAt, &u.IntermediaryBICs)
	c.bic(spot{underlyingAt, "/DbtrAgt/FinInstnId/BICFI"}, u.DebtorAgentBIC, RuleAgentNeeded, true)
	c.bic(spot{underlyingAt, "/CdtrAgt/FinInstnId/BICFI"}, u.CreditorAgentBIC, RuleAgentNeeded, true)
	c.customerWithAccount(underlyingAt+"/Dbtr", underlyingAt+"/DbtrAcct", &u.Debtor, u.DebtorAccount)
	c.customerWithAccount(underlyingAt+"/Cdtr", underlyingAt+"/CdtrAcct", &u.Creditor, u.CreditorAccount)
	c.remittance(underlyingAt+"/RmtInf", u)
	c.amount(spot{underlyingAt, "/InstdAmt"}, u.instructed(), RuleInstructed, c.profile.AmountDigits)
}

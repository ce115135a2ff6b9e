package formats

import (
	"fmt"

	"nostro/money"
)

// charges checks the charges of a pacs.008, and that they explain why less is settled than was instructed.
func (c *checker) charges(t *Transfer) {
	instructed := t.instructed()
	if !c.eachCharge(t.Charges) || !c.profile.ChargeRules || t.Amount.Sign() <= 0 || instructed.Sign() <= 0 {
		return
	}
	if instructed == t.Amount && len(t.Charges) == 0 {
		return
	}
	deducted, err := instructed.Sub(t.Amount)
	if err != nil {
		deducted = money.Amount{} // two currencies: no difference can be told
	}
	switch t.bearer() {
	case "DEBT":
		c.chargesDebt(t, deducted)
	case "SHAR":
		c.chargesShared(t, deducted)
	case "CRED":
		c.chargesSum(t, deducted)
	}
}

// eachCharge checks the charges one by one and tells whether they are whole.
func (c *checker) eachCharge(charges []ChargeTaken) bool {
	before := len(c.broken)
	for i := range charges {
		c.bic(spot{"/ChrgsInf", "/Agt/FinInstnId/BICFI"}, charges[i].AgentBIC, RuleCharge, true)
		amount := charges[i].Amount
		if amount.Currency().IsZero() || amount.Sign() < 0 {
			c.fail(spot{"/ChrgsInf", "/Amt"}, RuleCharge, amount.String(), "the charge is missing or negative",
				"give an amount of zero or more")
			continue
		}
		c.amountForm(spot{"/ChrgsInf", "/Amt"}, amount, c.profile.AmountDigits)
	}
	return len(c.broken) == before
}

func (c *checker) chargesShared(t *Transfer, deducted money.Amount) {
	if deducted.Sign() > 0 && len(t.Charges) == 0 {
		c.fail(spot{"/ChrgsInf", ""}, RuleChargesShared, "", fmt.Sprintf("%s was deducted without a charge", deducted),
			"tell what was taken and by whom")
		return
	}
	c.chargesSum(t, deducted)
}

// chargesDebt: the debtor bears the charges, so nothing is deducted; what is settled beyond the instructed
// amount is prepaid to the receiver.
func (c *checker) chargesDebt(t *Transfer, deducted money.Amount) {
	isPrepaid := deducted.Sign() < 0
	inTwoCurrencies := deducted.Currency().IsZero()
	switch {
	case len(t.Charges) > 1:
		c.fail(spot{"/ChrgsInf", ""}, RuleChargesDebt, "", fmt.Sprintf("there are %d charges", len(t.Charges)), "give one")
	case isPrepaid && len(t.Charges) == 0:
		c.fail(spot{"/ChrgsInf", ""}, RuleChargesDebt, "", "more is settled than was instructed without a charge",
			"tell the prepaid charge")
	case len(t.Charges) == 1 && (t.Charges[0].Amount.IsZero() || !isPrepaid && !inTwoCurrencies):
		c.fail(spot{"/ChrgsInf", ""}, RuleChargesDebt, t.Charges[0].Amount.String(), "the charge is not a prepaid one",
			"leave it out: the debtor bears it")
	default:
		c.chargesSum(t, deducted)
	}
}

// chargesSum checks that settled = instructed - charges, or + charges with DEBT, where all have one currency.
func (c *checker) chargesSum(t *Transfer, deducted money.Amount) {
	if deducted.Currency().IsZero() {
		return
	}
	sum := money.Zero(deducted.Currency())
	for _, charge := range t.Charges {
		if charge.Amount.Currency() != sum.Currency() {
			return // taken in another currency: how much of this one that was is not told
		}
		var err error
		if sum, err = sum.Add(charge.Amount); err != nil {
			c.fail(spot{"/ChrgsInf", ""}, RuleChargesSum, "", err.Error(), "correct the charges")
			return
		}
	}
	if t.bearer() == "DEBT" {
		sum = money.FromMinor(sum.Currency(), -sum.Minor())
	}
	if sum != deducted {
		c.fail(spot{"/ChrgsInf", ""}, RuleChargesSum, sum.String(), fmt.Sprintf("%s was instructed, %s is settled, charges are %s",
			t.instructed(), t.Amount, sum), "give the charges that make the difference")
	}
}

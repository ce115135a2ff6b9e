package formats

import (
	"fmt"

	"nostro/identifiers"
)

// customer checks a customer under the element at.
func (c *checker) customer(at string, p *Party) {
	if p.Name == "" && p.BIC == "" {
		c.fail(spot{at, ""}, RulePartyNeeded, "", "neither name nor BIC is given",
			"give the name and the address, or the BIC")
	}
	c.bic(spot{at, "/Id/OrgId/AnyBIC"}, p.BIC, RuleBIC, false)
	c.text(spot{at, "/Nm"}, p.Name, nameLengthMax)
	if p.Address.IsZero() {
		return
	}
	if p.Name == "" {
		c.fail(spot{at, "/PstlAdr"}, RuleAddressNeedsName, "", "there is an address without a name", "give the name too")
	}
	c.address(at, &p.Address)
}

// customerWithAccount checks a customer and its account, which a named one needs.
func (c *checker) customerWithAccount(at, accountAt string, p *Party, a AccountID) {
	c.customer(at, p)
	c.account(accountAt, a, false)
	if c.profile.OnePartyForm && p.Name != "" && a.IsZero() {
		c.fail(spot{accountAt, ""}, RuleAccountNeeded, "", "a named customer has no account", "give its IBAN or its number")
	}
}

// account checks an account number under the element at; its messages mask it.
func (c *checker) account(at string, a AccountID, isMandatory bool) {
	switch {
	case a.IBAN != "" && a.Other != "":
		c.fail(spot{at, "/Id"}, RuleAccount, identifiers.MaskAccount(a.IBAN),
			"both an IBAN and another number are given", "give one of them")
	case a.IBAN != "":
		if identifiers.CheckIBAN(a.IBAN) != nil {
			masked := identifiers.MaskAccount(a.IBAN)
			c.fail(spot{at, "/Id/IBAN"}, RuleAccount, masked,
				"the IBAN "+masked+" has a wrong form or wrong check digits", "compare it with the source")
		}
	case a.Other != "":
		c.otherAccount(spot{at, "/Id/Othr/Id"}, a.Other)
	case isMandatory:
		c.fail(spot{at, "/Id"}, RuleAccountNeeded, "", "the account is missing", "give its IBAN or its number")
	}
}

func (c *checker) otherAccount(s spot, number string) {
	if len(number) > accountLengthMax {
		masked := identifiers.MaskAccount(number)
		c.fail(s, RuleAccount, masked, fmt.Sprintf("account %s has %d characters", masked, len(number)),
			fmt.Sprintf("give at most %d", accountLengthMax))
	}
	if !allIn(number, classFINX) || number[0] == ' ' || number[len(number)-1] == ' ' {
		masked := identifiers.MaskAccount(number)
		c.fail(s, RuleIDCharacters, masked, "account "+masked+" has characters outside of FIN-X",
			"compare it with the source")
	}
	if c.profile.PlainSlashes && (number[0] == '/' || badSlashes(number+" ")) {
		masked := identifiers.MaskAccount(number)
		c.fail(s, RuleAccount, masked, "account "+masked+" has a leading or doubled slash", "give the number alone")
	}
}

// agents checks the intermediary agents: none is skipped.
func (c *checker) agents(at string, bics *[intermediariesMax]string) {
	if *bics == [intermediariesMax]string{} {
		return
	}
	leaves := [...]string{"/IntrmyAgt1/FinInstnId/BICFI", "/IntrmyAgt2/FinInstnId/BICFI", "/IntrmyAgt3/FinInstnId/BICFI"}
	for n, bic := range bics {
		c.bic(spot{at, leaves[n]}, bic, RuleBIC, false)
		if n > 0 && bic != "" && bics[n-1] == "" {
			c.fail(spot{at, leaves[n]}, RuleAgentOrder, bic, "there is no agent before it", "move it to the front")
		}
	}
}

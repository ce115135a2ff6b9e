package formats

import (
	"fmt"
	"regexp"

	"nostro/identifiers"
)

// The longest texts of a party (ISO 20022 PartyIdentification135, PostalAddress24).
const (
	nameLengthMax     = 140
	streetLengthMax   = 70
	buildingLengthMax = 16
	postCodeLengthMax = 16
	townLengthMax     = 35
	accountLengthMax  = 34
)

// customer checks a party of a pacs.008 or a notice and returns it as it will be written.
func (c *checker) customer(path string, p Party) Party {
	if p.Name == "" && p.BIC == "" {
		c.fail(path, RulePartyNeeded, "neither name nor BIC is given", "give the name and the address, or the BIC")
	}
	c.bic(path+"/Id/OrgId/AnyBIC", p.BIC, RuleBIC, false)
	if p.Name == "" && !p.Address.IsZero() {
		c.fail(path+"/PstlAdr", RuleAddressNeedsName, "there is an address without a name", "give the name too")
	}
	clean := Party{Name: c.text(path+"/Nm", p.Name, nameLengthMax), BIC: p.BIC}
	clean.Address = c.address(path+"/PstlAdr", p.Address)
	if c.profile.OnePartyForm && clean.Name != "" {
		clean.BIC = ""
	}
	return clean
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func (c *checker) address(path string, a Address) Address {
	if a.IsZero() {
		return a
	}
	if c.profile.TownAndCountry && (a.Town == "" || a.Country == "") {
		c.fail(path, RuleTownAndCountry, "the address lacks its town or its country", "give both")
	}
	if a.Country != "" && !countryForm.MatchString(a.Country) {
		c.fail(path+"/Ctry", RuleCountry, fmt.Sprintf("%q is no country code", a.Country), "give one such as DE")
	}
	return Address{
		Street:   c.text(path+"/StrtNm", a.Street, streetLengthMax),
		Building: c.text(path+"/BldgNb", a.Building, buildingLengthMax),
		PostCode: c.text(path+"/PstCd", a.PostCode, postCodeLengthMax),
		Town:     c.text(path+"/TwnNm", a.Town, townLengthMax),
		Country:  a.Country,
	}
}

// institution checks a debtor or creditor of a pacs.009, which is its BIC and nothing else.
func (c *checker) institution(path string, p Party) Party {
	c.bic(path+"/FinInstnId/BICFI", p.BIC, RuleInstitution, true)
	return Party{BIC: p.BIC}
}

// account checks an account number; its messages mask it.
func (c *checker) account(path string, a AccountID, mandatory bool) {
	switch {
	case a.IsZero():
		if mandatory {
			c.fail(path, RuleAccountNeeded, "the account is missing", "give its IBAN or its number")
		}
	case a.IBAN != "" && a.Other != "":
		c.fail(path, RuleAccount, "both an IBAN and another number are given", "give one of them")
	case a.IBAN != "":
		if identifiers.CheckIBAN(a.IBAN) != nil {
			c.fail(path+"/IBAN", RuleAccount,
				"the IBAN "+identifiers.MaskAccount(a.IBAN)+" has a wrong form or wrong check digits",
				"compare it with the source")
		}
	default:
		c.otherAccount(path+"/Othr/Id", a.Other)
	}
}

func (c *checker) otherAccount(path, number string) {
	masked := identifiers.MaskAccount(number)
	if len(number) > accountLengthMax {
		c.fail(path, RuleAccount, fmt.Sprintf("account %s has %d characters", masked, len(number)),
			fmt.Sprintf("give at most %d", accountLengthMax))
	}
	if len(foreignIn(number, isFINX)) > 0 || number[0] == ' ' || number[len(number)-1] == ' ' {
		c.fail(path, RuleIDCharacters, "account "+masked+" has characters outside of FIN-X",
			"compare it with the source")
	}
	if c.profile.PlainSlashes && (number[0] == '/' || badSlashes(number+" ")) {
		c.fail(path, RuleAccount, "account "+masked+" has a leading or doubled slash", "give the number alone")
	}
}

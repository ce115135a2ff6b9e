package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/identifiers"
	"nostro/jobs"
	"nostro/money"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,19}$`)

func checkID(id string) error {
	if !idForm.MatchString(id) {
		return fmt.Errorf("%q: use up to 20 small letters, digits and hyphens", id)
	}
	return nil
}

func correspondents(list []*section, own profiles, c *Config) {
	routed := map[money.Currency]string{}
	var named []value
	for _, s := range list {
		id := s.text("id").check(checkID)
		one := correspondent(s, id.text, own, routed)
		if _, twice := c.Endpoints[id.text]; twice && id.good {
			id.bad("%q is there twice: give each its own", id.text)
		}
		names, said := fileNames(s)
		one.FileNames = names
		c.Endpoints[id.text] = endpoint(s.section("endpoint"))
		fitFileNames(c.Settings.House.BIC, &one, c.Endpoints[id.text], said)
		c.Settings.Correspondents, named = append(c.Settings.Correspondents, one), append(named, said)
		s.end()
	}
	distinctFileNames(c.Settings.House.BIC, c.Settings.Correspondents, named)
	slices.SortFunc(c.Settings.Correspondents, func(a, b jobs.Correspondent) int { return strings.Compare(a.ID, b.ID) })
}

func correspondent(s *section, id string, own profiles, routed map[money.Currency]string) jobs.Correspondent {
	c := jobs.Correspondent{ID: id, Name: s.text("name").text, BIC: s.text("bic").check(identifiers.CheckBIC).text}
	profile := s.text("profile").check(func(name string) (err error) {
		c.Profile, err = own.find(name)
		return err
	})
	c.Notify = s.flag("notify", true)
	if e, there := s.take("biz_svc"); there {
		services(s.r.mapping(s.at("biz_svc"), e.line, e.node), &c.Profile)
		if profile.good && !c.Profile.Header {
			s.r.bad(e.line, s.at("biz_svc"), "profile %q writes no header: remove it", c.Profile.Name)
		}
	}
	for _, a := range s.sections("accounts") {
		c.Accounts = append(c.Accounts, account(a, id, routed))
	}
	c.Expects = expects(s.optionalSections("expects"))
	c.Answers = answers(s.optionalSection("answers"))
	c.FlippedReversals = s.choose("reversals", false, map[string]bool{"as-given": false, "flipped": true})
	c.CSVStatement = csvStatement(s.optionalSection("csv_statement"))
	return c
}

func account(s *section, correspondent string, routed map[money.Currency]string) jobs.NostroAccount {
	code := s.text("currency")
	currency := code.currency()
	if other, taken := routed[currency]; taken && !currency.IsZero() {
		code.bad("%s is routed to %s already: one account for each currency", currency, other)
	}
	routed[currency] = correspondent
	iban, other := s.optional("iban"), s.optional("other")
	if iban.said == other.said && !s.absent {
		s.bad("give either iban or other")
	}
	iban, other = iban.check(identifiers.CheckIBAN), other.check(checkOther)
	until := accountCutOff(s.optionalSection("cut_off"))
	s.end()
	return jobs.NostroAccount{Currency: currency, ID: formats.AccountID{IBAN: iban.text, Other: other.text}, CutOff: until}
}

// otherForm is Max34Text in the characters of FIN-X, as CBPR+ takes account numbers.
var (
	otherForm = regexp.MustCompile(`^[A-Za-z0-9/?:().,'+ -]{1,34}$`)
	ibanStart = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}`)
)

// checkOther takes an account number that is no IBAN. What begins like an IBAN must be one: a mistyped IBAN
// must not pass as another number.
func checkOther(number string) error {
	switch {
	case !otherForm.MatchString(number):
		return fmt.Errorf("%q is no account number: use up to 34 letters, digits, blanks and / - ? : ( ) . , ' +", number)
	case strings.HasPrefix(number, "/") || strings.Contains(number, "//"):
		return fmt.Errorf("%q has a slash first or twice in a row: remove it", number)
	case ibanStart.MatchString(number):
		return fmt.Errorf("%q begins like an IBAN: write it as iban", number)
	}
	return nil
}

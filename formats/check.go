package formats

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nostro/identifiers"
	"nostro/money"
)

// checker collects the rules that a message breaks. Its methods take the path of the element that the
// value will stand in.
type checker struct {
	profile Profile
	message string
	broken  []Violation
}

func (c *checker) fail(path string, rule Rule, problem, remedy string) {
	c.broken = append(c.broken, Violation{path, rule, problem, remedy})
}

// err returns nil where no rule is broken.
func (c *checker) err() error {
	if len(c.broken) == 0 {
		return nil
	}
	return &Violations{Message: c.message, Profile: c.profile.Name, Broken: c.broken}
}

// id checks an identifier: present where mandatory, at most longest characters, FIN-X or at least plain.
func (c *checker) id(path, value string, rule Rule, longest int, mandatory bool) {
	if value == "" {
		if mandatory {
			c.fail(path, rule, "it is missing", "give one of at most "+fmt.Sprint(longest)+" characters")
		}
		return
	}
	if n := utf8.RuneCountInString(value); n > longest {
		c.fail(path, rule, fmt.Sprintf("%q has %d characters", value, n), fmt.Sprintf("give at most %d", longest))
	}
	if !utf8.ValidString(value) || len(foreignIn(value, isPlain)) > 0 || strings.TrimSpace(value) != value {
		c.fail(path, RuleControl, fmt.Sprintf("%q has control characters, blank ends or bad UTF-8", value),
			"give plain characters")
		return
	}
	if foreign := foreignIn(value, isFINX); c.profile.LatinOnly && len(foreign) > 0 {
		c.fail(path, RuleIDCharacters, fmt.Sprintf("%q has %s", value, describeRunes(foreign)), "use FIN-X only")
	}
}

// slashes checks that the text has no slash at its ends and no doubled one.
func (c *checker) slashes(path, value string, rule Rule) {
	if c.profile.PlainSlashes && value != "" && badSlashes(value) {
		c.fail(path, rule, fmt.Sprintf("%q has a slash at an end or a doubled one", value),
			"use other characters there")
	}
}

func badSlashes(value string) bool {
	return strings.HasPrefix(value, "/") || strings.HasSuffix(value, "/") || strings.Contains(value, "//")
}

var uetrForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func (c *checker) uetr(path, value string, mandatory bool) {
	switch {
	case value == "" && mandatory:
		c.fail(path, RuleUETR, "it is missing", "give the UETR of the instruction")
	case value != "" && !uetrForm.MatchString(value):
		c.fail(path, RuleUETR, fmt.Sprintf("%q is no UUID of version 4 in lower case", value),
			"give one such as 8a562c67-ca16-48ba-b074-65581be6f001")
	}
}

func (c *checker) bic(path, value string, rule Rule, mandatory bool) {
	if value == "" {
		if mandatory {
			c.fail(path, rule, "the BIC is missing", "give one of 8 or 11 characters")
		}
		return
	}
	if err := identifiers.CheckBIC(value); err != nil {
		c.fail(path, RuleBIC, err.Error(), "compare it with the bank's own documents")
	}
}

// offsetMax is the widest offset of a CBPR_DateTime.
const offsetMax = 14 * time.Hour

func (c *checker) createdAt(path string, at time.Time) {
	_, seconds := at.Zone()
	offset := time.Duration(seconds) * time.Second
	switch {
	case at.IsZero() || at.Year() < 1 || at.Year() > 9999:
		c.fail(path, RuleCreatedAt, "the time is missing or beyond year 9999", "give the time of creation")
	case offset.Abs() > offsetMax || offset%time.Minute != 0:
		c.fail(path, RuleCreatedAt, fmt.Sprintf("offset %v is not one of whole minutes up to 14 hours", offset),
			"give the time in UTC or in a zone of today")
	}
}

// amountDigitsMax is how many digits an ISO 20022 amount has at most.
const amountDigitsMax = 18

var metals = []string{"XAG", "XAU", "XPD", "XPT"}

// amount checks that something moves and that the element can hold it.
func (c *checker) amount(path string, a money.Amount, digitsMax int) {
	if a.Currency().IsZero() || a.Sign() <= 0 {
		c.fail(path, RuleAmount, "the amount is missing, zero or negative", "give a currency and an amount above zero")
		return
	}
	if slices.Contains(metals, a.Currency().Code()) {
		c.fail(path, RuleMetal, a.Currency().Code()+" is a metal", "settle it outside of payment messages")
	}
	if n := countDigits(a.Decimal()); n > digitsMax {
		c.fail(path, RuleAmountDigits, fmt.Sprintf("%s has %d digits", a, n),
			fmt.Sprintf("split it: at most %d digits, decimals among them", digitsMax))
	}
}

// countDigits counts the digits of a plain decimal without leading zeros.
func countDigits(decimal string) int {
	return len(strings.ReplaceAll(strings.TrimLeft(strings.TrimLeft(decimal, "-"), "0"), ".", ""))
}

// text checks and returns a text as it will be written: transliterated where the profile asks for it.
func (c *checker) text(path, value string, longest int) string {
	if value == "" {
		return ""
	}
	clean := value
	if c.profile.LatinOnly {
		latin, err := Transliterate(value)
		if err != nil {
			c.fail(path, RuleLatin, "some characters have no Latin form", err.Error())
			return value
		}
		clean = strings.TrimSpace(latin)
	} else if !utf8.ValidString(value) || len(foreignIn(value, isPlain)) > 0 {
		c.fail(path, RuleControl, "it has control characters or bad UTF-8", "give plain text on one line")
		return value
	}
	if n := utf8.RuneCountInString(clean); n > longest || n == 0 {
		c.fail(path, RuleLength, fmt.Sprintf("it has %d characters as written", n),
			fmt.Sprintf("give 1 to %d", longest))
	}
	return clean
}

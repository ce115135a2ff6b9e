package formats

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"nostro/identifiers"
)

// checker collects the rules that a message breaks. Paths are put together when a rule is broken only, for
// a message may have a million transfers.
type checker struct {
	profile *Profile
	message string
	base    string // the element below which all spots lie
	number  int    // which of them, from 1; 0 where there is but one
	broken  []Violation
	more    int
	// rewritten collects the texts that are written otherwise than given, where wanted.
	rewritten  []Rewriting
	isWanted   bool
	duplicates duplicates
	rewriter   rewriter
	// The last payer that was checked, and whether it broke no rule.
	payer       payer
	isPayerGood bool
	payers      int // how many came one after another
}

// spot is where a value will stand below the checker's base, in two parts that are constants of the code.
type spot struct{ at, leaf string }

func (c *checker) path(s spot) string {
	if c.number > 0 {
		return fmt.Sprintf("%s[%d]%s%s", c.base, c.number, s.at, s.leaf)
	}
	return c.base + s.at + s.leaf
}

// within sets the base of the spots that follow.
func (c *checker) within(base string, number int) { c.base, c.number = base, number }

func (c *checker) fail(s spot, rule Rule, value, problem, remedy string) {
	if len(c.broken) == violationsMax {
		c.more++
		return
	}
	c.broken = append(c.broken, Violation{c.path(s), rule, value, problem, remedy})
}

// isFull tells whether no further violation is kept.
func (c *checker) isFull() bool { return len(c.broken) == violationsMax }

// err returns nil where no rule is broken.
func (c *checker) err() error {
	if len(c.broken) == 0 {
		return nil
	}
	return &Violations{Message: c.message, Profile: c.profile.Name, Broken: c.broken, More: c.more}
}

// id checks an identifier: present where mandatory, at most longest characters, FIN-X or at least plain.
func (c *checker) id(s spot, value string, rule Rule, longest int, isMandatory bool) {
	if value == "" {
		if isMandatory {
			c.fail(s, rule, "", "it is missing", "give one of at most "+fmt.Sprint(longest)+" characters")
		}
		return
	}
	hasBlankEnd := value[0] == ' ' || value[len(value)-1] == ' '
	if len(value) <= longest && !hasBlankEnd && allIn(value, classFINX) {
		return
	}
	if n := utf8.RuneCountInString(value); n > longest {
		c.fail(s, rule, value, fmt.Sprintf("%q has %d characters", value, n), fmt.Sprintf("give at most %d", longest))
	}
	if !utf8.ValidString(value) || len(foreignIn(value, isPlain)) > 0 || strings.TrimSpace(value) != value {
		c.fail(s, RuleControl, value, fmt.Sprintf("%q has control characters, blank ends or bad UTF-8", value),
			"give plain characters")
		return
	}
	if foreign := foreignIn(value, isFINX); c.profile.Characters == FINX && len(foreign) > 0 {
		c.fail(s, RuleIDCharacters, value, fmt.Sprintf("%q has %s", value, describeRunes(foreign)), "use FIN-X only")
	}
}

// slashes checks that the text has no slash at its ends and no doubled one.
func (c *checker) slashes(s spot, value, shown string, rule Rule) {
	if c.profile.PlainSlashes && value != "" && badSlashes(value) {
		c.fail(s, rule, shown, fmt.Sprintf("%q has a slash at an end or a doubled one", shown),
			"use other characters there")
	}
}

func badSlashes(value string) bool {
	return value[0] == '/' || value[len(value)-1] == '/' || strings.Contains(value, "//")
}

func (c *checker) uetr(s spot, value string, isMandatory bool) {
	switch {
	case value == "" && isMandatory:
		c.fail(s, RuleUETR, "", "it is missing", "give the UETR of the instruction")
	case value != "" && identifiers.CheckUETR(value) != nil:
		c.fail(s, RuleUETR, value, fmt.Sprintf("%q is no UUID of version 4 in lower case", value),
			"give one such as 8a562c67-ca16-48ba-b074-65581be6f001")
	}
}

// bic checks a BIC. rule is the one that asks for it, should it be missing.
func (c *checker) bic(s spot, value string, rule Rule, isMandatory bool) {
	if value == "" {
		if isMandatory {
			c.fail(s, rule, "", "the BIC is missing", "give one of 8 or 11 characters")
		}
		return
	}
	if err := identifiers.CheckBIC(value); err != nil {
		c.fail(s, RuleBIC, value, err.Error(), "compare it with the bank's own documents")
	}
}

// offsetMax is the widest offset of a CBPR_DateTime.
const offsetMax = 14 * time.Hour

func (c *checker) createdAt(s spot, at time.Time) {
	_, seconds := at.Zone()
	offset := time.Duration(seconds) * time.Second
	switch {
	case at.IsZero() || at.Year() < 1 || at.Year() > 9999:
		c.fail(s, RuleCreatedAt, at.String(), "the time is missing or beyond year 9999", "give the time of creation")
	case offset.Abs() > offsetMax || offset%time.Minute != 0:
		c.fail(s, RuleCreatedAt, at.String(), fmt.Sprintf("offset %v is not one of whole minutes up to 14 hours", offset),
			"give the time in UTC or in a zone of today")
	}
}

// Rewriting is a text that is written otherwise than given, because the profile has fewer characters.
type Rewriting struct {
	Path           string // of the element that has it
	Given, Written string
}

// text checks a text in the form in which it will be written.
func (c *checker) text(s spot, value string, longest int) {
	if value == "" {
		return
	}
	written, rule, err := c.rewriter.rewrite(c.profile, value)
	if err != nil {
		c.fail(s, rule, "", "some characters cannot be written", err.Error())
		return
	}
	n := len(written)
	if n > longest {
		n = utf8.RuneCountInString(written)
	}
	if n > longest || isBlank(written) {
		c.fail(s, RuleLength, "", fmt.Sprintf("it has %d characters as written", n), fmt.Sprintf("give 1 to %d", longest))
	}
	if c.isWanted && written != value {
		c.rewritten = append(c.rewritten, Rewriting{c.path(s), value, written})
	}
}

// isBlank tells whether a text has nothing but blanks. Most begin with a letter.
func isBlank(text string) bool {
	if text != "" && text[0] > ' ' && text[0] <= '~' {
		return false
	}
	return strings.TrimSpace(text) == ""
}

// code checks a code of an external list: its form, for the lists grow.
func (c *checker) code(s spot, value string) {
	if value != "" && (len(value) > codeLengthMax || !allIn(value, classDigit|classUpper)) {
		c.fail(s, RuleCode, value, fmt.Sprintf("%q is no code", value), "give up to four capital letters and digits")
	}
}

// noPlace checks that a value is not given to a message that has no element for it.
func (c *checker) noPlace(s spot, isGiven bool) {
	if isGiven {
		c.fail(s, RuleNoPlace, "", "a "+c.message+" has no such element", "leave it out, or send another message")
	}
}

package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"nostro/identifiers"
	"nostro/money"
)

// isID tells whether the text is 1 to 35 of A-Z a-z 0-9 . _ -.
func isID(text string) bool {
	for n := range len(text) {
		c := text[n]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '-' <= c && c <= '9' && c != '/' || c == '_') {
			return false
		}
	}
	return text != "" && len(text) <= IDCharsMax
}

// id takes a mandatory identifier.
func (r *row) id(field string) string {
	value := r.value(field)
	switch {
	case value == "":
		r.refuse(field, "it is empty", "give an identifier")
	case !isID(value):
		r.refuse(field, "it is no identifier", fmt.Sprintf("use 1 to %d of A-Z a-z 0-9 . _ -, without blanks", IDCharsMax))
	}
	return value
}

// participant takes the identifier of a participant; one that is not known is refused.
func (r *row) participant(field string, known func(string) bool) string {
	before := len(r.refusals)
	id := r.id(field)
	if len(r.refusals) == before && known != nil && !known(id) {
		r.refuse(field, "no participant has this id", "import the participant first, or correct the id")
	}
	return id
}

// text takes words for people: no control characters, no blanks around, at most so many characters.
func (r *row) text(field string, charsMax int, mandatory bool) string {
	value := r.value(field)
	if value != "" && len(value) <= charsMax && isPlain(value) {
		return value
	}
	if n := utf8.RuneCountInString(value); n > charsMax {
		r.refuse(field, fmt.Sprintf("it has %d characters, the limit is %d", n, charsMax), "shorten it")
	}
	switch {
	case value == "" && mandatory:
		r.refuse(field, "it is empty", "it is mandatory: fill it in")
	case strings.TrimSpace(value) != value:
		r.refuse(field, "it has blanks around it", "remove them")
	case strings.ContainsFunc(value, func(c rune) bool { return !unicode.IsPrint(c) }):
		r.refuse(field, "it has characters that cannot be printed", "remove tabs, line breaks and the like")
	}
	return value
}

// isPlain tells whether the text is printable ASCII without a blank at either end.
func isPlain(text string) bool {
	for n := range len(text) {
		if text[n] < ' ' || text[n] > '~' {
			return false
		}
	}
	return text[0] != ' ' && text[len(text)-1] != ' '
}

// bic takes a business identifier code.
func (r *row) bic(field string, mandatory bool, why string) string {
	value := r.value(field)
	if value == "" {
		if mandatory {
			r.refuse(field, "it is empty", why)
		}
		return ""
	}
	if err := identifiers.CheckBIC(value); err != nil {
		r.refuse(field, err.Error(), remedyFor(value, func(s string) bool { return identifiers.CheckBIC(s) == nil },
			"copy it from the bank's letter: 8 or 11 letters and digits, upper case"))
	}
	return value
}

// currency takes a code of ISO 4217; where it is empty and not mandatory it is the zero value.
func (r *row) currency(field string, mandatory bool) money.Currency {
	value := r.value(field)
	if value == "" && !mandatory {
		return money.Currency{}
	}
	c, err := money.ParseCurrency(value)
	if err != nil {
		r.refuse(field, "no currency of ISO 4217 has this code", remedyFor(value, func(s string) bool {
			_, err := money.ParseCurrency(s)
			return err == nil
		}, "write a three-letter code such as EUR"))
	}
	return c
}

// country takes a code of ISO 3166-1 alpha-2.
func (r *row) country(field string) string {
	value := r.value(field)
	switch {
	case value == "":
		r.refuse(field, "it is empty", "it is mandatory (CBPR+): write a two-letter code such as BE")
	case !isCountry(value):
		r.refuse(field, "no country of ISO 3166 has this code",
			remedyFor(value, isCountry, "write a two-letter code such as BE"))
	}
	return value
}

// remedyFor suggests the value in upper case and without blanks where that would be good, else says so
// in general.
func remedyFor(value string, good func(string) bool, general string) string {
	if compact := compacted(value); good(compact) {
		return "write " + compact
	}
	return general
}

// compacted returns the value in upper case and without blanks.
func compacted(value string) string {
	return strings.ToUpper(strings.Join(strings.Fields(value), ""))
}

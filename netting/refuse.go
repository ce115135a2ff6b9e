package netting

import (
	"fmt"
	"strings"
	"unicode"
)

// refuse returns the first obligation of the sorted ones that must not be netted.
func refuse(sorted []Obligation) error {
	twice := firstTwice(sorted)
	for n := range sorted {
		o := &sorted[n]
		if reason := reasonToRefuse(o); reason != "" {
			return fmt.Errorf("obligation %q (sequence %d): %w: %s", o.ID, o.Seq, ErrRefused, reason)
		}
		if n == twice {
			return fmt.Errorf("obligation %q (sequence %d): %w: the identifier comes twice, take one of them out",
				o.ID, o.Seq, ErrRefused)
		}
	}
	return nil
}

func reasonToRefuse(o *Obligation) string {
	for _, name := range []struct{ field, text string }{{"identifier", o.ID}, {"payer", o.Payer}, {"payee", o.Payee}} {
		if name.text == "" || hasBlank(name.text) {
			return fmt.Sprintf("%s %q is empty or holds blanks, correct it", name.field, name.text)
		}
	}
	if o.Payer == o.Payee {
		return fmt.Sprintf("payer and payee are both %q, withdraw it", o.Payer)
	}
	if o.Amount.Currency().IsZero() {
		return "the amount has no currency, give one"
	}
	if o.Amount.Sign() <= 0 {
		return fmt.Sprintf("amount %s is not above zero, turn payer and payee round or withdraw it", o.Amount)
	}
	return ""
}

// hasBlank tells whether a text has blanks or control characters.
func hasBlank(text string) bool {
	for n := range len(text) {
		if c := text[n]; c <= ' ' || c >= 0x7f {
			return strings.ContainsFunc(text, blankOrControl)
		}
	}
	return false
}

func blankOrControl(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

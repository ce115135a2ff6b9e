package identifiers

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// The forms are checked by hand for speed; here the patterns of the ISO 20022 schemas stand beside them.
var patterns = []struct {
	name   string
	isForm func(string) bool
	form   *regexp.Regexp
	near   string // texts that are the form, or nearly
}{
	{"BIC", isBIC, regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`),
		`[A-Z0-9]{4}[A-Z0-9]{2}[A-Z0-9a]{2}([A-Z0-9]{2,4})?`},
	{"IBAN", isIBANForm, regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`),
		`[A-Z0-9]{2}[0-9A]{2}[A-Z0-9]{10,31}[a ]?`},
	{"UETR", isUETR, regexp.MustCompile(`^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$`),
		`[a-g0-9]{8}-[a-f0-9]{4}[-a][45][a-f0-9]{3}-[789abcA][a-f0-9]{3}-[a-f0-9]{11,13}`},
}

func TestFormsAreThePatternsOfTheSchemas(t *testing.T) {
	for _, p := range patterns {
		t.Run(p.name, func(t *testing.T) {
			text := rapid.OneOf(rapid.String(), rapid.StringMatching(p.near))
			rapid.Check(t, func(t *rapid.T) {
				one := text.Draw(t, "text")
				if p.isForm(one) != p.form.MatchString(one) {
					t.Fatalf("%q: by hand %v, by the pattern %v", one, p.isForm(one), p.form.MatchString(one))
				}
			})
		})
	}
}

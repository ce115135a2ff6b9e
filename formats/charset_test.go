package formats

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTransliterate(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"Plain name, 7/8 (x) & Co":   "Plain name, 7/8 (x) & Co",
		"Müller ÄÖÜ äöü":             "Muller AOU aou",
		"Straße STRAẞE":              "Strasse STRASSE",
		"Øst Ærø þing Łódź đak":      "Ost AEro thing Lodz dak",
		"Ça coûte 5 €":               "Ca coute 5 EUR",
		"Çiğdem Işık İstanbul":       "Cigdem Isik Istanbul",
		"Dvořák Ňuňu Nguyễn":         "Dvorak Nunu Nguyen",
		"„Zitat“ ‚x’ «y» – \u2014 …": `"Zitat" 'x' "y" - - ...`,
		"a\tb\r\nc\u00a0d":           "a b  c d",
		"ﬁne ２０２６ №5 ½":              "fine 2026 No5 1/2",
		"e\u0301te\u0301":            "ete",
		"zero\u200bwidth":            "zerowidth",
	} {
		got, err := Transliterate(text)
		if err != nil || got != want {
			t.Errorf("Transliterate(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestTransliterateRefusesWhatHasNoLatinForm(t *testing.T) {
	for text, named := range map[string]string{
		"東京":              "U+6771",
		"Ünal شركة":       "U+0634",
		"Привет":          "U+041F",
		"smile 😀":         "U+1F600",
		"bell\x07":        "U+0007",
		"lost\ufffd":      "U+FFFD",
		"bad\xffutf":      "not valid UTF-8",
		"Шаблон бланка":   "more",
		"Ελλάδα \u0301 x": "U+0395",
	} {
		got, err := Transliterate(text)
		if err == nil || got != "" || !strings.Contains(err.Error(), named) {
			t.Errorf("Transliterate(%q) = %q, %v; want an error that names %s", text, got, err, named)
		}
	}
}

func TestTransliteratedTextIsInTheSetAndStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		latin, err := Transliterate(text)
		if err != nil {
			return
		}
		if foreign := foreignIn(latin, isFINXExtended); len(foreign) > 0 {
			t.Fatalf("%q still has %s", latin, describeRunes(foreign))
		}
		if again, err := Transliterate(latin); err != nil || again != latin {
			t.Fatalf("a second time %q became %q, %v", latin, again, err)
		}
	})
}

func TestSpelledOutLettersAreInTheSet(t *testing.T) {
	for letter, latin := range letters {
		if foreign := foreignIn(latin, isFINXExtended); len(foreign) > 0 {
			t.Errorf("%q is spelt %q, which is not in the set", letter, latin)
		}
	}
}

// Eight bytes at a time give what one at a time gives.
func TestPrefixIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~]{0,40}[é&<]?[A-Z0-9]{0,20}`).Draw(t, "text")
		wanted := rapid.SampledFrom([]class{classFINX, classExtended, classPlain, classDigit | classUpper}).Draw(t, "wanted")
		want := 0
		for want < len(text) && classes[text[want]]&wanted != 0 {
			want++
		}
		if got := prefixIn(text, wanted); got != want {
			t.Fatalf("%q: %d bytes, want %d", text, got, want)
		}
	})
}

package screening

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TextMax is how many characters of a name are compared, and tokensMax how many words: list files may not exceed the
// first (they are refused), and no participant can.
const (
	TextMax   = 500
	tokensMax = 60
)

// Normalise returns the name as it is compared: in plain lower-case Latin letters and digits where the script is known
// (Latin, Cyrillic, Greek, Arabic, Hebrew), without accents and punctuation, one blank between words. Words that are
// particles, titles or legal forms stay; comparing leaves them out. Other scripts stay as they are.
func Normalise(name string) string {
	var words []string
	for _, t := range tokenize(name) {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// written is a word of a name in plain letters.
type written struct {
	text string
	bare bool // its script writes no short vowels
}

func tokenize(name string) []written {
	var tokens []written
	for _, word := range strings.FieldsFunc(abbreviations(decompose(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if t := transliterate(word); t.text != "" && len(tokens) < tokensMax {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// decompose takes accents off, makes wide and joined letters plain, and writes all in lower case. What is within a
// word and is no letter (apostrophes, marks of vowels) goes without parting it.
func decompose(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Lm, r), strings.ContainsRune("'’‘`´ʼʻ", r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(strings.ToLower(name)))
}

// abbreviations joins letters that points part: "l.l.c." is llc, "a. b. smith" stays in initials.
func abbreviations(name string) string {
	fields := strings.Fields(name)
	for n, f := range fields {
		letters := strings.Split(strings.TrimSuffix(f, "."), ".")
		if len(letters) > 1 && single(letters) {
			fields[n] = strings.Join(letters, "")
		}
	}
	return strings.Join(fields, " ")
}

func single(letters []string) bool {
	for _, l := range letters {
		if r := []rune(l); len(r) != 1 || !unicode.IsLetter(r[0]) {
			return false
		}
	}
	return true
}

// transliterate writes a decomposed word in plain letters.
func transliterate(word string) written {
	var b strings.Builder
	out := written{}
	runes := []rune(word)
	for n := 0; n < len(runes); n++ {
		if n+1 < len(runes) {
			if pair, known := latinPairs[string(runes[n:n+2])]; known {
				b.WriteString(pair)
				n++
				continue
			}
		}
		text, known := latin[runes[n]]
		if !known {
			text = string(runes[n])
		}
		out.bare = out.bare || unicode.Is(unicode.Arabic, runes[n]) || unicode.Is(unicode.Hebrew, runes[n])
		b.WriteString(text)
	}
	out.text = b.String()
	return out
}

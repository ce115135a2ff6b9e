package screening

import "strings"

// folding makes one spelling of several that transliteration gives the same sound. Longer ones come first.
var folding = strings.NewReplacer("shch", "s", "sch", "s", "tch", "c", "dzh", "i", "kh", "k", "gh", "g", "ph", "f", "th", "t", "dh", "d",
	"bh", "b", "sh", "s", "zh", "z", "ou", "u", "oo", "u", "ue", "u", "oe", "o", "ae", "a", "aa", "a", "ee", "i", "ii", "i", "iy", "i", "yi", "i",
	"ie", "i", "ei", "i", "ey", "i", "ij", "i", "dj", "i", "ck", "k", "tz", "z", "ts", "z", "cz", "c", "j", "i", "y", "i", "q", "k", "w", "v", "x", "ks")

// fold returns the sound of a word, roughly: spellings that differ by the custom of a language become one.
func fold(word string) string {
	return undouble(folding.Replace(word))
}

// skeleton returns the consonants of the folded word, and its first letter: what is left where a script or a custom
// writes vowels in another way.
func skeleton(folded string) string {
	var b strings.Builder
	for n, r := range folded {
		if n == 0 || !strings.ContainsRune("aeiou", r) {
			b.WriteRune(r)
		}
	}
	return undouble(b.String())
}

func undouble(word string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range word {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

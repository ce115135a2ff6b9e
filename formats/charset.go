package formats

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters spells out the letters and signs that do not decompose into a base letter and marks.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "SS", 'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE",
	'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "TH", 'ħ': "h", 'Ħ': "H", 'ı': "i", 'ĸ': "k",
	'ŋ': "ng", 'Ŋ': "NG", 'ŧ': "t", 'Ŧ': "T", 'ƒ': "f", 'ə': "e", 'Ə': "E",
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", 'ʼ': "'", 'ʻ': "'", '´': "'", '‹': "'", '›': "'",
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '″': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '\u2014': "-", '―': "-", '−': "-", '•': "-", '·': ".", '…': "...",
	'⁄': "/", '×': "x", '÷': ":", '¡': "!", '¿': "?", '§': "S.", '¶': "P.", '©': "(c)", '®': "(r)", '°': "o",
	'€': "EUR", '£': "GBP", '¥': "JPY", '¢': "c", '±': "+-", '¦': "|", '¬': "-", '¤': "*",
	'\t': " ", '\n': " ", '\r': " ", '\u00a0': " ", '\u00ad': "", '\u200b': "", '\ufeff': "",
	'\u2028': " ", '\u2029': " ",
}

// Transliterate writes the text in the characters of FIN-X extended (printable ASCII), as CBPR+ asks for
// names, addresses and remittance: marks are dropped from their letters ("Müller" becomes "Muller": the
// language is not known, so nothing is respelt), letters without a base letter are spelt out, and line
// ends become blanks. It errs, naming the characters, where a text has others, such as Arabic or
// Japanese: a Latin form must be given, for "?" would lose the name.
func Transliterate(text string) (string, error) {
	ascii := prefixIn(text, classExtended)
	if ascii == len(text) {
		return text, nil
	}
	var room [2 * nameLengthMax]byte // on the stack, for most texts
	out := append(room[:0], text[:ascii]...)
	var foreign []rune
	for rest := text[ascii:]; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && size == 1 {
			return "", fmt.Errorf("text is not valid UTF-8: read it with the encoding that it was written in")
		}
		if latin, ok := latinOf(r); ok {
			out = append(out, latin...)
		} else if !slices.Contains(foreign, r) {
			foreign = append(foreign, r)
		}
		rest = rest[size:]
		ascii = prefixIn(rest, classExtended)
		out, rest = append(out, rest[:ascii]...), rest[ascii:]
	}
	if len(foreign) > 0 {
		return "", fmt.Errorf("%s cannot be written in Latin letters: give a Latin form", describeRunes(foreign))
	}
	return string(out), nil
}

// latinTable has the Latin form of the letters of Europe (Unicode up to Latin Extended-B) ready.
var latinTable = func() (table [0x250]string) {
	for r := range table {
		if latin, ok := toLatin(rune(r)); ok && latin != "" {
			table[r] = latin
		}
	}
	return table
}()

// latinOf is toLatin, by the table where it can.
func latinOf(r rune) (string, bool) {
	if int(r) < len(latinTable) && latinTable[r] != "" {
		return latinTable[r], true
	}
	return toLatin(r)
}

// toLatin writes one character in printable ASCII; a lone combining mark becomes nothing.
func toLatin(r rune) (string, bool) {
	if isFINXExtended(r) {
		return string(r), true
	}
	if latin, ok := letters[r]; ok {
		return latin, true
	}
	var out strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		latin, ok := letters[part]
		switch {
		case isFINXExtended(part):
			out.WriteRune(part)
		case ok:
			out.WriteString(latin)
		case !isLatinMark(part):
			return "", false
		}
	}
	return out.String(), true
}

// isLatinMark tells whether the rune is a combining mark that Latin letters carry.
func isLatinMark(r rune) bool { return r >= 0x0300 && r <= 0x036f && unicode.Is(unicode.Mn, r) }

// runesNamedMax is how many characters an error names.
const runesNamedMax = 5

func describeRunes(runes []rune) string {
	var names []string
	for i, r := range runes {
		if i == runesNamedMax {
			names = append(names, fmt.Sprintf("and %d more", len(runes)-i))
			break
		}
		names = append(names, fmt.Sprintf("%q (U+%04X)", string(r), r))
	}
	return strings.Join(names, ", ")
}

// foreignIn returns the distinct characters of text that are not allowed.
func foreignIn(text string, allowed func(rune) bool) []rune {
	var found []rune
	for _, r := range text {
		if !allowed(r) && !strings.ContainsRune(string(found), r) {
			found = append(found, r)
		}
	}
	return found
}

// isPlain tells whether XML may carry the character and a payment system will keep it.
func isPlain(r rune) bool {
	return r != utf8.RuneError && r != 0xfffe && r != 0xffff && !unicode.IsControl(r)
}

// withoutBlankEnds is strings.TrimSpace for printable ASCII.
func withoutBlankEnds(text string) string {
	if text == "" || text[0] != ' ' && text[len(text)-1] != ' ' {
		return text
	}
	return strings.Trim(text, " ")
}

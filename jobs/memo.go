package jobs

import (
	"strings"
	"unicode"
)

// memoRunesMax keeps a memo, or a place of evidence, within what the ledger takes, whatever a bank wrote.
const memoRunesMax = 200

// memo puts text, which may come from a bank, on one line of bounded length.
func memo(text string) string { return cutLine(text, memoRunesMax) }

// cutLine puts text on one line of so many runes at most, 3 or more.
func cutLine(text string, most int) string {
	line := []rune(strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " "))
	if len(line) > most {
		return string(line[:most-3]) + "..."
	}
	return string(line)
}

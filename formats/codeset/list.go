package codeset

import (
	"iter"
	"strings"
)

// List is one list of codes with their meanings.
type List struct {
	name  string // in the plural: "status reasons"
	table string // lines of a code, a blank and its text, sorted by code
}

// Name says what the codes of the list are, in the plural: "status reasons".
func (l List) Name() string { return l.name }

// Text returns what the code means, in at most 90 characters; "" for a code that is not in the list.
// Codes are in capitals, as messages have them.
func (l List) Text(code string) string {
	table := l.table
	for low, high := 0, len(table); low < high; {
		middle := low + (high-low)/2
		start := low + strings.LastIndexByte(table[low:middle], '\n') + 1
		end := start + strings.IndexByte(table[start:], '\n')
		found, text, _ := strings.Cut(table[start:end], " ")
		switch {
		case found == code:
			return text
		case found < code:
			low = end + 1
		default:
			high = start
		}
	}
	return ""
}

// Say puts a code into words for a person: the code and its text, or that it is the bank's own, or that
// the list does not have it. It returns "" for no code.
func (l List) Say(code string, proprietary bool) string {
	text := l.Text(code)
	switch {
	case code == "":
		return ""
	case proprietary:
		return code + " (the bank's own code)"
	case text == "":
		return code + " (not among ISO's " + l.name + ")"
	}
	return code + " " + text
}

// All yields every code of the list with its text, sorted by code.
func (l List) All() iter.Seq2[string, string] {
	return func(yield func(code, text string) bool) {
		for line := range strings.Lines(l.table) {
			code, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if !yield(code, text) {
				return
			}
		}
	}
}

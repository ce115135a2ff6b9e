package report

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"nostro/money"
)

// clean makes text from outside fit for a line of a terminal or a table: control characters, which could
// steer the terminal, and marks that turn the direction of writing become "?"; blanks of all kinds become one.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return printable(r)
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// printable returns "?" for a rune that is no part of a text, and any other as it is.
func printable(r rune) rune {
	if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
		return '?'
	}
	return r
}

// cells counts the columns of a terminal that the text takes.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n += runeCells(r)
	}
	return n
}

func runeCells(r rune) int {
	if r < 0x7f {
		return 1
	}
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// wrap breaks the text at blanks into lines of at most limit columns; a word that is longer is cut. It
// returns at least one line.
func wrap(text string, limit int) []string {
	limit = max(limit, 2) // the widest rune
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && cells(line)+1+cells(word) <= limit {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		var full []string
		full, line = cut(word, limit)
		lines = append(lines, full...)
	}
	return append(lines, line)
}

// cut splits a word into full lines and the rest, which fits; where it can, after a mark that joins the parts
// of names.
func cut(word string, limit int) (full []string, rest string) {
	for cells(word) > limit {
		n, end, mark := 0, 0, 0
		for i, r := range word {
			if n += runeCells(r); n > limit {
				end = i
				break
			}
			if strings.ContainsRune("-._/:", r) && n > limit/2 {
				mark = i + 1
			}
		}
		if mark > 0 {
			end = mark
		}
		full = append(full, word[:end])
		word = word[end:]
	}
	return full, word
}

func padRight(text string, n int) string { return text + strings.Repeat(" ", max(0, n-cells(text))) }
func padLeft(text string, n int) string  { return strings.Repeat(" ", max(0, n-cells(text))) + text }

// percent writes basis points with one decimal, rounded half to even: 6130 is "61.3 %".
func percent(bp int) string {
	tenths, rest := bp/10, bp%10
	if rest > 5 || rest == 5 && tenths%2 == 1 {
		tenths++
	}
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + " %"
}

// aligned returns the grouped decimal followed by blanks for the decimals that other currencies have, so
// that the points of a right-aligned column stand below one another. No amount is "".
func aligned(a Amount, exponent int) string {
	if a.None() {
		return ""
	}
	return a.Grouped() + strings.Repeat(" ", missing(a.Currency(), exponent))
}

// missing counts the places, the point among them, that the currency lacks to the exponent.
func missing(c money.Currency, exponent int) int {
	own := c.Exponent()
	if own == 0 && exponent > 0 {
		return exponent + 1
	}
	return max(0, exponent-own)
}

// widest returns the largest exponent among the amounts.
func widest(amounts ...Amount) int {
	exponent := 0
	for _, a := range amounts {
		exponent = max(exponent, a.Currency().Exponent())
	}
	return exponent
}

// counted joins a number and its noun: "1 entry", "2 entries".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// short returns the first 8 characters of a hash: enough for the eye, and for nostro trace.
func short(hash string) string { return hash[:min(len(hash), 8)] }

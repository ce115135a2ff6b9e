package logging

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"nostro/identifiers"
)

// Masker hides account numbers and names. It may be told of others while it is in use.
type Masker struct {
	known atomic.Pointer[strings.Replacer]
}

// Known is what must not be shown beside what is seen to be an IBAN.
type Known struct {
	Accounts []string // as they are written by banks, without blanks
	Names    []string // of participants
}

// nameRunesMin is the shortest name that is hidden wherever it stands: shorter ones are parts of other words.
const nameRunesMin = 4

// Learn hides these from now on, in place of those that were known.
func (m *Masker) Learn(k Known) {
	hidden := map[string]string{}
	for _, a := range k.Accounts {
		if len(a) >= nameRunesMin {
			hidden[a] = identifiers.MaskAccount(a)
		}
	}
	for _, name := range k.Names {
		if len([]rune(name)) >= nameRunesMin {
			hidden[name] = maskName(name)
		}
	}
	var words []string
	for word := range hidden {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int { // a name may begin with another one: the longer counts
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	var pairs []string
	for _, word := range words {
		pairs = append(pairs, word, hidden[word])
	}
	m.known.Store(strings.NewReplacer(pairs...))
}

// maskName leaves the first letter and a length that tells nothing.
func maskName(name string) string { return string([]rune(name)[:1]) + "***" }

// ibanForm finds what may be an IBAN, with or without the blanks that people write in it.
var ibanForm = regexp.MustCompile(`\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b`)

// Mask hides every IBAN, and the accounts and names that are known, in any text.
func (m *Masker) Mask(text string) string {
	text = ibanForm.ReplaceAllStringFunc(text, maskIBAN)
	if known := m.known.Load(); known != nil {
		text = known.Replace(text)
	}
	return text
}

// ibanCharactersMin is the length of the shortest IBAN, that of Norway.
const ibanCharactersMin = 15

// maskIBAN hides the longest beginning that is an IBAN; what follows may be the next words of the text.
func maskIBAN(text string) string {
	for end := len(text); end >= ibanCharactersMin; end-- {
		if text[end-1] == ' ' || end < len(text) && text[end] != ' ' {
			continue
		}
		plain := strings.ReplaceAll(text[:end], " ", "")
		if identifiers.CheckIBAN(plain) == nil {
			return identifiers.MaskAccount(plain) + text[end:]
		}
	}
	return text
}

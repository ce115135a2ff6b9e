package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nostro/money"
)

// Limits of the texts of an entry, in characters. They bound a row of the journal, not what a bank sends.
const (
	KeyCharactersMax   = 200
	PlaceCharactersMax = 200
	MemoCharactersMax  = 1000
)

// ErrInvalid is wrapped by every error of Validate.
var ErrInvalid = errors.New("entry is not valid")

// Validate returns nil where e keeps every rule of double entry, else an error that wraps ErrInvalid and
// names each broken one: two or more postings, at most one for an account and currency, none of zero, on
// known accounts, summing to zero in each currency (whatever the size of the amounts); a known kind, a
// date, a key; and Reverses given for a reversal and nothing else.
func (e Entry) Validate() error {
	if e.sound() {
		return nil
	}
	problems := e.problems()
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s %q: %s", ErrInvalid, e.Kind, e.Key, strings.Join(problems, "; "))
}

func (e Entry) problems() []string {
	return slices.Concat(e.headProblems(), e.postingProblems(), e.balanceProblems())
}

func (e Entry) headProblems() []string {
	var problems []string
	note := func(broken bool, text string) {
		if broken {
			problems = append(problems, text)
		}
	}
	note(!slices.Contains(kinds, e.Kind), "kind is not one of the known events")
	note(e.Key == "", "key is empty")
	note(!plain(e.Key, KeyCharactersMax), "key is over 200 characters or not plain text")
	note(!plain(e.Reverses, KeyCharactersMax), "reversed key is over 200 characters or not plain text")
	note(!plain(e.Evidence.Place, PlaceCharactersMax), "place of evidence is over 200 characters or not plain text")
	note(!plain(e.Memo, MemoCharactersMax), "memo is over 1000 characters or not plain text")
	note(!isDigest(e.Evidence.SHA256), "evidence is not a SHA-256 in lower-case hex")
	note(e.ValueDate.IsZero(), "value date is missing")
	note(e.Kind == KindReversal && e.Reverses == "", "reversal does not name the entry that it undoes")
	note(e.Kind != KindReversal && e.Reverses != "", "only a reversal may name an entry that it undoes")
	note(e.Reverses != "" && e.Reverses == e.Key, "entry reverses itself")
	return problems
}

func (e Entry) postingProblems() []string {
	var problems []string
	if len(e.Postings) < 2 {
		problems = append(problems, fmt.Sprintf("it has %d postings, of at least 2", len(e.Postings)))
	}
	type place struct {
		account  Account
		currency money.Currency
	}
	seen := make(map[place]bool, len(e.Postings))
	for i, p := range e.Postings {
		if _, err := ParseAccount(string(p.Account)); err != nil {
			problems = append(problems, fmt.Sprintf("posting %d: %v", i+1, err))
		}
		if p.Amount.IsZero() || p.Amount.Currency().IsZero() {
			problems = append(problems, fmt.Sprintf("posting %d: %s has no amount or no currency", i+1, p.Account))
		}
		at := place{p.Account, p.Amount.Currency()}
		if seen[at] {
			problems = append(problems, fmt.Sprintf("posting %d: %s %s is posted twice", i+1, p.Account, at.currency))
		}
		seen[at] = true
	}
	return problems
}

// balanceProblems sums in integers without bound, so that amounts near the end of 64 bits are neither
// refused nor taken by the order in which they stand.
func (e Entry) balanceProblems() []string {
	sums := map[string]*big.Int{}
	for _, p := range e.Postings {
		code := p.Amount.Currency().Code()
		if sums[code] == nil {
			sums[code] = new(big.Int)
		}
		sums[code].Add(sums[code], big.NewInt(p.Amount.Minor()))
	}
	var problems []string
	for code, sum := range sums {
		if sum.Sign() != 0 {
			problems = append(problems, fmt.Sprintf("%s does not balance: debits exceed credits by %s minor units", code, sum))
		}
	}
	slices.Sort(problems)
	return problems
}

// plain tells whether the text is UTF-8 of at most max characters without control characters.
func plain(text string, max int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= max && !strings.ContainsFunc(text, unicode.IsControl)
}

// isDigest tells whether the text is empty or 64 lower-case hex digits.
func isDigest(text string) bool {
	raw, err := hex.DecodeString(text)
	return err == nil && (text == "" || len(raw) == 32) && strings.ToLower(text) == text
}

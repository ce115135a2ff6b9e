package ledger

import (
	"slices"
	"strings"

	"nostro/money"
)

// The quick way is for entries of so many postings in so many currencies.
const (
	fewPostings   = 16
	fewCurrencies = 4
)

// sound tells of most entries that keep every rule that they do, without a search for words and without memory. Of
// an entry that it does not pass Validate decides: it is the rule, and this is its quick way.
func (e *Entry) sound() bool {
	reversal := e.Kind == KindReversal
	return slices.Contains(kinds, e.Kind) && e.Key != "" && !e.ValueDate.IsZero() &&
		reversal == (e.Reverses != "") && (!reversal || e.Reverses != e.Key) &&
		printable(e.Key, KeyCharactersMax) && printable(e.Reverses, KeyCharactersMax) &&
		printable(e.Memo, MemoCharactersMax) && printable(e.Evidence.Place, PlaceCharactersMax) &&
		soundDigest(e.Evidence.SHA256) && soundPostings(e.Postings)
}

// soundPostings looks at each posting, that none comes twice, and at the sums, each within 64 bits on the way.
func soundPostings(postings []Posting) bool {
	if len(postings) < 2 || len(postings) > fewPostings {
		return false
	}
	var sums [fewCurrencies]money.Amount
	for i := range postings {
		p := &postings[i]
		known, twice := seen(postings[:i], p)
		if twice || p.Amount.IsZero() || p.Amount.Currency().IsZero() || !known && !soundAccount(p.Account) || !addTo(&sums, p.Amount) {
			return false
		}
	}
	for i := range sums {
		if !sums[i].IsZero() {
			return false
		}
	}
	return true
}

// seen tells whether the account was looked at before, and whether it was in the same currency.
func seen(before []Posting, p *Posting) (known, twice bool) {
	for i := range before {
		if q := &before[i]; q.Account == p.Account {
			known, twice = true, twice || q.Amount.Currency() == p.Amount.Currency()
		}
	}
	return known, twice
}

// addTo adds to the sum in the currency of the amount; there must be room for it, and no overflow.
func addTo(sums *[fewCurrencies]money.Amount, a money.Amount) bool {
	for i := range sums {
		sum := &sums[i]
		if sum.Currency().IsZero() {
			*sum = a
			return true
		}
		if sum.Currency() == a.Currency() {
			next := sum.Minor() + a.Minor()
			fits := (a.Minor() > 0) == (next > sum.Minor())
			*sum = money.FromMinor(a.Currency(), next)
			return fits
		}
	}
	return false
}

func soundAccount(a Account) bool {
	if a.isHouse() {
		return true
	}
	class, owner, _ := strings.Cut(string(a), ":")
	return isOwnedClass(class) && isOwner(owner)
}

// ownerCharactersMax is the length of the longest owner of an account.
const ownerCharactersMax = 35

// ownerByte tells of each byte whether an owner may have it.
var ownerByte = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

func bytesOf(list string) (is [256]bool) {
	for i := range len(list) {
		is[list[i]] = true
	}
	return is
}

// isOwner tells whether the text is 1 to 35 letters, digits or any of "._-".
func isOwner(text string) bool {
	if text == "" || len(text) > ownerCharactersMax {
		return false
	}
	for i := range len(text) {
		if !ownerByte[text[i]] {
			return false
		}
	}
	return true
}

// Eight bytes at a time: every byte has its high bit clear, is not below a blank, and is not DEL.
const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// printable tells whether the text is printable ASCII of at most max characters.
func printable(text string, max int) bool {
	if len(text) > max {
		return false
	}
	for ; len(text) >= 8; text = text[8:] {
		w := eight(text)
		if (w|(w-' '*eachByte)|(w+eachByte))&highBits != 0 {
			return false
		}
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

func eight(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// hexDigit tells of each byte whether it is a lower-case digit of hex.
var hexDigit = bytesOf("0123456789abcdef")

func soundDigest(text string) bool {
	if text == "" {
		return true
	}
	if len(text) != 64 {
		return false
	}
	good := true
	for i := range 64 {
		good = hexDigit[text[i]] && good
	}
	return good
}

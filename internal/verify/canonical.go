package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// canonical computes content_hash: SHA-256 of a row of netstrings (LENGTH:BYTES,) with the name of the
// form, key, kind, value date, evidence hash and place, key of the reversed entry, memo, number of postings,
// and of each posting the account, the currency and the amount as a decimal.
type canonical struct {
	head, postings []byte
	unknown        bool // a currency whose decimals are not known: then there is no telling
}

func (c *canonical) begin() { c.postings, c.unknown = c.postings[:0], false }

func (c *canonical) posting(account, currency string, minor int64) {
	c.postings = appendNetstring(c.postings, account)
	c.postings = appendNetstring(c.postings, currency)
	digits, ok := decimals(currency)
	c.unknown = c.unknown || !ok
	c.postings = appendNetstring(c.postings, decimal(minor, digits))
}

// hash returns the hash in hex; false where it cannot be told.
func (c *canonical) hash(f *fields, count int64) (string, bool) {
	if c.unknown {
		return "", false
	}
	c.head = appendNetstring(c.head[:0], "nostro-entry-1")
	for _, n := range []int{columnKey, columnKind, columnValueDate, columnEvidence, columnPlace, columnReverses,
		columnMemo} {
		c.head = appendNetstring(c.head, f[n])
	}
	c.head = appendNetstring(c.head, strconv.FormatInt(count, 10))
	c.head = append(c.head, c.postings...)
	h := sha256.Sum256(c.head)
	return hex.EncodeToString(h[:]), true
}

func appendNetstring[T string | []byte](to []byte, text T) []byte {
	to = strconv.AppendInt(to, int64(len(text)), 10)
	to = append(to, ':')
	to = append(to, text...)
	return append(to, ',')
}

// Currencies of ISO 4217 that have other than 2 decimals, each code followed by a blank.
const (
	decimals0 = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
	decimals3 = "BHD IQD JOD KWD LYD OMR TND "
	decimals4 = "CLF UYW "
)

// decimals returns how many decimals the currency has; false for what is no code of three capitals.
func decimals(currency string) (int, bool) {
	if len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return 0, false
	}
	switch {
	case strings.Contains(decimals0, currency+" "):
		return 0, true
	case strings.Contains(decimals3, currency+" "):
		return 3, true
	case strings.Contains(decimals4, currency+" "):
		return 4, true
	}
	return 2, true
}

// decimal writes minor units as a plain decimal.
func decimal(minor int64, digits int) string {
	text := strconv.FormatInt(minor, 10)
	sign := ""
	if minor < 0 {
		sign, text = "-", text[1:]
	}
	if digits == 0 {
		return sign + text
	}
	if short := digits + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	return sign + text[:len(text)-digits] + "." + text[len(text)-digits:]
}

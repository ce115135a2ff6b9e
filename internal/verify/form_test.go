package verify

import (
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"nostro/ledger"
	"nostro/money"
)

// Our tree and that of golang.org/x/mod/sumdb/tlog are the same at every size, with the hashes stored at
// the same places.
func TestTreeIsThatOfTlog(t *testing.T) {
	var grown tree
	var stored []hash
	var theirs []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) (all []tlog.Hash, err error) {
		for _, n := range at {
			all = append(all, theirs[n])
		}
		return all, nil
	})
	for n := int64(0); n < 300; n++ {
		root, err := tlog.TreeHash(n, reader)
		if must(t, err); hash(root) != grown.root() {
			t.Fatalf("the roots of %d leaves differ", n)
		}
		if got, want := leafPosition(n+1), tlog.StoredHashIndex(0, n); got != want {
			t.Fatalf("leaf %d is stored at %d, want %d", n, got, want)
		}
		leaf := tlog.RecordHash([]byte{byte(n), byte(n >> 8)})
		more, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		must(t, err)
		theirs = append(theirs, more...)
		stored = grown.push(hash(leaf), stored)
	}
	if len(stored) != len(theirs) {
		t.Fatalf("%d hashes, want %d", len(stored), len(theirs))
	}
	for n := range stored {
		if stored[n] != hash(theirs[n]) {
			t.Fatalf("hash %d differs", n)
		}
	}
}

// A leaf with a literal hash, computed by hand from the description: neither side can change its form
// and take the other along.
func TestLeafHasTheAgreedForm(t *testing.T) {
	f := fields{[]byte("7"), []byte("k"), []byte("charge"), []byte("2026-11-24"),
		[]byte("2026-11-24T12:00:00.000000000Z"),
		nil, nil, nil, []byte("fee"), appendPosting(appendPosting(nil, "charges:A", "USD", 5), "nostro:A", "USD", -5)}
	const want = "2fab4c820a398d34e87374641c46cf9643f900e50f3cad53aab3464e096e0e62"
	var lf leafer
	if got := hex.EncodeToString(hashSlice(lf.leaf(&f))); got != want {
		t.Errorf("leaf %s, want %s", got, want)
	}
	if string(f[columnPostings]) != "charges:A\tUSD\t5\nnostro:A\tUSD\t-5\n" {
		t.Errorf("postings %q", f[columnPostings])
	}
}

func hashSlice(h hash) []byte { return h[:] }

// Whatever the entry, its leaf, its tags and its content hash are those that the program computes.
func TestEntriesHashAsTheProgramDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEntry(t)
		const bookedAt = "2026-11-24T12:00:00.000000000Z"
		number := rapid.Int64Min(1).Draw(t, "number")
		seal := ledger.NewSeal(number, bookedAt, e)
		one := ours(number, bookedAt, e)
		var lf leafer
		if lf.leaf(&one.fields) != hash(seal.Leaf()) || string(lf.tags[:]) != string(seal.Tags()) {
			t.Fatalf("the leaf of %+v differs", e)
		}
		text, ok := one.canonical.hash(&one.fields, int64(len(e.Postings)))
		if want := e.Hash(); !ok || text != hex.EncodeToString(want[:]) {
			t.Fatalf("the content hash of %+v differs", e)
		}
	})
}

func drawEntry(t *rapid.T) ledger.Entry {
	text := rapid.String()
	e := ledger.Entry{Key: text.Draw(t, "key"), Kind: ledger.KindCharge, ValueDate: firstDay, Memo: text.Draw(t, "memo"),
		Reverses: text.Draw(t, "reverses"),
		Evidence: ledger.Evidence{SHA256: text.Draw(t, "sha"), Place: text.Draw(t, "place")}}
	currency := rapid.SampledFrom([]string{"USD", "JPY", "KWD", "CLF"})
	seen := map[string]bool{}
	for range rapid.IntRange(0, 6).Draw(t, "postings") {
		account, code := rapid.StringMatching("[a-z:]{1,4}").Draw(t, "account"), currency.Draw(t, "currency")
		if !seen[account+code] {
			seen[account+code] = true
			e.Postings = append(e.Postings, ledger.Posting{Account: ledger.Account(account),
				Amount: money.FromMinor(money.MustCurrency(code), rapid.Int64().Draw(t, "minor"))})
		}
	}
	return e
}

// ours reads a ledger entry as if it came from the tables.
func ours(number int64, bookedAt string, e ledger.Entry) *entry {
	one := &entry{fields: fields{[]byte(decimal(number, 0)), []byte(e.Key), []byte(e.Kind), []byte(e.ValueDate.String()),
		[]byte(bookedAt), []byte(e.Evidence.SHA256), []byte(e.Evidence.Place), []byte(e.Reverses), []byte(e.Memo)}}
	one.canonical.begin()
	for _, p := range ledger.SortedPostings(e.Postings) {
		code, minor := p.Amount.Currency().Code(), p.Amount.Minor()
		one.fields[columnPostings] = appendPosting(one.fields[columnPostings], string(p.Account), code, minor)
		one.canonical.posting(string(p.Account), code, minor)
	}
	return one
}

// The verifier has its own list of currencies with other than two decimals.
func TestDecimalsAreThoseOfTheCurrencies(t *testing.T) {
	known := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := string([]rune{a, b, c})
				currency, err := money.ParseCurrency(code)
				if err != nil {
					continue
				}
				known++
				if got, ok := decimals(code); !ok || got != currency.Exponent() {
					t.Errorf("%s: %d decimals, want %d", code, got, currency.Exponent())
				}
			}
		}
	}
	if known < 150 {
		t.Errorf("only %d currencies compared", known)
	}
	for _, code := range []string{"", "US", "usd", "USDX", "U D"} {
		if _, ok := decimals(code); ok {
			t.Errorf("%q counts as a currency", code)
		}
	}
}

func TestSumsCannotOverflow(t *testing.T) {
	const most, least = 1<<63 - 1, -1 << 63
	for _, c := range []struct {
		minors []int64
		zero   bool
	}{
		{nil, true}, {[]int64{5, -5}, true}, {[]int64{5, -4}, false}, {[]int64{most, most, 2}, false},
		{[]int64{most, most, -most, -most}, true}, {[]int64{least, least}, false}, {[]int64{least, most, 1}, true},
		{[]int64{1 << 32, -1 << 32}, true}, {[]int64{1 << 32, 1 << 32}, false}, {[]int64{-1, 1}, true},
	} {
		var s sum
		for _, minor := range c.minors {
			s.add(minor)
		}
		if s.isZero() != c.zero {
			t.Errorf("%v: zero is %t", c.minors, s.isZero())
		}
	}
}

func TestParseClaimTakesOneForm(t *testing.T) {
	const root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	if c, ok := parseClaim("nostro/books\n12\n" + root + "\n"); !ok || c.Size != 12 {
		t.Errorf("%+v, %t", c, ok)
	}
	for _, text := range []string{"", "nostro/books\n12\n" + root, "nostro/books\n012\n" + root + "\n",
		"nostro/books\n+12\n" + root + "\n", "nostro/books\n0\n" + root + "\n", "nostro/books\n-1\n" + root + "\n",
		"nostro/book\n12\n" + root + "\n", "nostro/books\n12\n" + root + "\nmore\n", "nostro/books\n12\nAAAA\n",
		"nostro/books\n12\n" + strings.Replace(root, "A=", "B=", 1) + "\n", "nostro/books\n12\n!\n"} {
		if _, ok := parseClaim(text); ok {
			t.Errorf("%q is taken", text)
		}
	}
}

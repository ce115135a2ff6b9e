package verify

import (
	"encoding/hex"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"nostro/ledger"
	"nostro/money"
)

// Our tree and that of golang.org/x/mod/sumdb/tlog are the same at every size, with the same hashes in the same
// order.
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
	f := fields{text: [fieldCount - 1]string{"7", "k", "charge", "2026-11-24", "2026-11-24T12:00:00.000000000Z", "", "", "", "fee"},
		postings: appendLines(nil, []line{{"charges:A", "USD", 5}, {"nostro:A", "USD", -5}})}
	const want = "2fab4c820a398d34e87374641c46cf9643f900e50f3cad53aab3464e096e0e62"
	var lf leafer
	if got := hex.EncodeToString(hashSlice(lf.leaf(&f))); got != want {
		t.Errorf("leaf %s, want %s", got, want)
	}
	if string(f.postings) != "charges:A\tUSD\t5\nnostro:A\tUSD\t-5\n" {
		t.Errorf("postings %q", f.postings)
	}
}

func hashSlice(h hash) []byte { return h[:] }

// Whatever the entry, its leaf and its tags are those that the program computes.
func TestEntriesHashAsTheProgramDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEntry(t)
		const bookedAt = "2026-11-24T12:00:00.000000000Z"
		number := rapid.Int64Min(1).Draw(t, "number")
		seal := ledger.NewSeal(number, bookedAt, e)
		one, s := ours(number, bookedAt, e)
		s.seal(one)
		if one.leaf != hash(seal.Leaf()) || string(one.tags[:]) != string(seal.Tags()) {
			t.Fatalf("the leaf of %+v differs", e)
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

// ours returns a ledger entry as if it came from the tables, where postings name accounts by number.
func ours(number int64, bookedAt string, e ledger.Entry) (*entry, *sealer) {
	one := &entry{number: number, fields: fields{text: [fieldCount - 1]string{strconv.FormatInt(number, 10), e.Key, string(e.Kind),
		e.ValueDate.String(), bookedAt, e.Evidence.SHA256, e.Evidence.Place, e.Reverses, e.Memo}}}
	s := &sealer{names: map[int64]string{}}
	for n, p := range e.Postings {
		id := int64(len(e.Postings) - n)
		s.names[id] = string(p.Account)
		one.rows = append(one.rows, posting{account: id, currency: p.Amount.Currency().Code(), minor: p.Amount.Minor()})
	}
	return one, s
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
		if s.is(0) != c.zero {
			t.Errorf("%v: zero is %t", c.minors, s.is(0))
		}
	}
}

func TestSumsAreToldFromOneAnother(t *testing.T) {
	const most, least = 1<<63 - 1, -1 << 63
	for _, minors := range [][]int64{{5, -7}, {most}, {least}, {most, 1, -1}, {least, -1, 1}, {}} {
		var s sum
		want := int64(0)
		for _, minor := range minors {
			s.add(minor)
			want += minor
		}
		if !s.is(want) || s.is(want+1) || s.String() != strconv.FormatInt(want, 10) {
			t.Errorf("%v: %s, want %d", minors, &s, want)
		}
	}
	s := sum{}
	s.add(most)
	s.add(1)
	if s.is(least) || s.String() != "more than 63 bits" {
		t.Errorf("it wraps round to %s", &s)
	}
}

func TestAddExact(t *testing.T) {
	const most, least = 1<<63 - 1, -1 << 63
	for _, c := range []struct {
		a, b int64
		ok   bool
	}{{1, 2, true}, {most, 0, true}, {least, 0, true}, {most, 1, false}, {least, -1, false}, {most, least, true}, {least, least, false},
		{most, most, false}, {0, least, true}} {
		if sum, ok := addExact(c.a, c.b); ok != c.ok || sum != c.a+c.b {
			t.Errorf("%d + %d: %d, %t", c.a, c.b, sum, ok)
		}
	}
}

// No name holds a character of the form of the leaf, or any other that is not listed.
func TestAccountNames(t *testing.T) {
	for _, name := range []string{"participant:SHOP", "nostro:a.B_c-9", "fx:position", "fx:spread", "fx:unrealised", "fx:revaluation", "rounding", "reserve",
		"charges:" + strings.Repeat("x", 35)} {
		if _, err := ledger.ParseAccount(name); !accountName.MatchString(name) || err != nil {
			t.Errorf("%q is refused: %v", name, err)
		}
	}
	for _, name := range []string{"", "nostro:", "nostro:A\tUSD\t5\nnostro:B", "nostro:A\n", "other:A", "reserve:A", "fx:", "Nostro:A",
		"charges:" + strings.Repeat("x", 36)} {
		if _, err := ledger.ParseAccount(name); accountName.MatchString(name) || err == nil {
			t.Errorf("%q is taken", name)
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

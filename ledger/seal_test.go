package ledger_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

const hexOf64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// sealed are three entries with what a few lines of Python, hashlib alone, made of them: the SHA-256 of the
// record, the tags, and the leaf.
func sealed() []struct {
	seal               ledger.Seal
	record, tags, leaf string
} {
	posted := func(account ledger.Account, c money.Currency, minor int64) ledger.Posting {
		return ledger.Posting{Account: account, Amount: money.FromMinor(c, minor)}
	}
	jpy := money.MustCurrency("JPY")
	payOut := ledger.Entry{Key: "pay-out:N1:1", Kind: ledger.KindPayOut, ValueDate: calendar.MustDate("2026-11-24"),
		Memo: "out-1.xml", Postings: []ledger.Posting{posted("transit:ALPHA", usd, -10447),
			posted("participant:SHOP", usd, 10447)}}
	full := ledger.Entry{Key: "conversion:1:SHOP:EUR", Kind: ledger.KindConversion,
		ValueDate: calendar.MustDate("0001-01-01"), Evidence: ledger.Evidence{SHA256: hexOf64, Place: "line 3"},
		Memo: "memo with ünï and 'quotes'", Postings: []ledger.Posting{posted(ledger.Rounding, jpy, -1),
			posted(ledger.FXPosition, jpy, 1), posted(ledger.Reserve, eur, 7), posted("participant:a.B_c-9", eur, -7)}}
	reversal := ledger.Entry{Key: "reversal:x", Kind: ledger.KindReversal, ValueDate: calendar.MustDate("2026-11-25"),
		Reverses: "pay-out:N1:1", Postings: []ledger.Posting{posted("participant:SHOP", usd, -10447),
			posted("transit:ALPHA", usd, 10447), posted("participant:SHOP", eur, -math.MaxInt64),
			posted(ledger.Reserve, eur, math.MaxInt64)}}
	return []struct {
		seal               ledger.Seal
		record, tags, leaf string
	}{
		{ledger.NewSeal(1, "2026-11-24T09:30:00.000000000Z", payOut),
			"0ebb2aa5f2186497e6a03e0a30622fb221a2fbdd53ea185e9aee082ef080d86d",
			"64280be38fb38fdbb1df05aec50d1d310db0b46a6b6f5c8dc2cf7c3de0f1ab66238fdae77f815c3b" +
				"e2e55b9d95379913545a66d6df0d077ef2fbbc82357bc22568a7147a3064081d6e59265ec8fb9d8c",
			"fe2ff2bb5616a43354b7d228a621c7c77064dbd68680d4055285cf225fa64515"},
		{ledger.NewSeal(12, "2026-11-24T09:30:00.123456789Z", full),
			"496f22263338b85b3e1f460bdb774d583803cfb45fc6c421e91db4ffe1331534",
			"e3cfd48fa24afc299365cdb8d6e71161f1947dc48d4087c79377533715f4feabd97f3a9e90e898ec" +
				"08e74b20a268cc03c6bae5415533f567f2fbbc82357bc225c590ccf489f74a6945b532b57842eb74",
			"4d66e4d2ca5ca355df13a41b3a7632a28f5842fbb90d122459252d619fd7d294"},
		{ledger.NewSeal(3, "2026-11-25T00:00:00.000000000Z", reversal),
			"2417066451f953592470618b55f995be69512fbbe583125dcbc5cb5f4008ec96",
			"f55d85a05092250a9a59d96c7592fc773e4fb63b829094297db3723e45473baa2a81948f9b7fa6c3" +
				"e2e55b9d95379913545a66d6df0d077e6e83a9cfc185b6d7ec87b365c003591a1e383bbf955ab391",
			"831d529c1aded77aafa7736004c8552007a566f6fa56cb80d5d3f1b936fc4a5d"},
	}
}

func TestSealsAreWhatAnotherProgramComputes(t *testing.T) {
	for n, tt := range sealed() {
		record := tt.seal.Record()
		sum := sha256.Sum256(record)
		leaf := tt.seal.Leaf()
		if len(record) != 335 || hex.EncodeToString(sum[:]) != tt.record {
			t.Errorf("entry %d: record of %d bytes has hash %x", n, len(record), sum)
		}
		if tags := tt.seal.Tags(); len(tags) != ledger.TagsBytes || hex.EncodeToString(tags) != tt.tags {
			t.Errorf("entry %d: tags are %x", n, tags)
		}
		if hex.EncodeToString(leaf[:]) != tt.leaf {
			t.Errorf("entry %d: leaf is %x", n, leaf)
		}
	}
}

// The root over the three leaves, also of Python.
func TestTheRootIsWhatAnotherProgramComputes(t *testing.T) {
	const want = "f0374ad6af16d611e010e884608ab6cd8d36517c0df1b33fbd02b102405b2d78"
	all := sealed()
	root := tlog.NodeHash(tlog.NodeHash(all[0].seal.Leaf(), all[1].seal.Leaf()), all[2].seal.Leaf())
	if hex.EncodeToString(root[:]) != want {
		t.Errorf("root is %x", root)
	}
}

// Each field has its place: a change of one changes its hash and no other.
func TestAChangeShowsInItsFieldAlone(t *testing.T) {
	entry := movement(t, "EUR 1.00")
	e, err := ledger.PayOutSent(entry)
	if err != nil {
		t.Fatal(err)
	}
	base := ledger.NewSeal(7, "2026-11-24T09:30:00.000000000Z", e)
	changed := func(change func(*ledger.Entry)) ledger.Seal {
		other := e
		other.Postings = append([]ledger.Posting(nil), e.Postings...)
		change(&other)
		return ledger.NewSeal(7, "2026-11-24T09:30:00.000000000Z", other)
	}
	names := strings.Fields("number key kind value_date booked_at evidence_sha256 evidence_place reverses memo postings")
	for field, other := range []ledger.Seal{
		ledger.NewSeal(8, "2026-11-24T09:30:00.000000000Z", e),
		changed(func(e *ledger.Entry) { e.Key += "x" }),
		changed(func(e *ledger.Entry) { e.Kind = ledger.KindCover }),
		changed(func(e *ledger.Entry) { e.ValueDate = e.ValueDate.AddDays(1) }),
		ledger.NewSeal(7, "2026-11-24T09:30:00.000000001Z", e),
		changed(func(e *ledger.Entry) { e.Evidence.SHA256 = hexOf64 }),
		changed(func(e *ledger.Entry) { e.Evidence.Place += "x" }),
		changed(func(e *ledger.Entry) { e.Reverses = "x" }),
		changed(func(e *ledger.Entry) { e.Memo += "x" }),
		changed(func(e *ledger.Entry) { e.Postings[0].Account = ledger.Reserve }),
	} {
		for n := range base {
			if same := base[n] == other[n]; same != (n != field) {
				t.Errorf("field %d changed: hash %d is the same: %t", field+1, n+1, same)
			}
		}
		if changed := base.Changed(other.Tags()); len(changed) != 1 || changed[0] != names[field] {
			t.Errorf("field %s changed: told to be %v", names[field], changed)
		}
		if base.Leaf() == other.Leaf() {
			t.Errorf("field %d changed, the leaf did not", field+1)
		}
	}
}

func TestChangedTellsBrokenTags(t *testing.T) {
	seal := ledger.NewSeal(1, "x", ledger.Entry{})
	if changed := seal.Changed(seal.Tags()); changed != nil {
		t.Errorf("nothing changed, told was %v", changed)
	}
	for _, tags := range [][]byte{nil, seal.Tags()[:79], append(seal.Tags(), 0)} {
		if changed := seal.Changed(tags); len(changed) != len(seal) {
			t.Errorf("%d bytes of tags: told was %v", len(tags), changed)
		}
	}
}

func TestTheOrderOfPostingsDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		postings := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) ledger.Posting {
			return ledger.Posting{Account: ledger.ParticipantAccount(rapid.StringMatching(`[a-zA-Z]{1,3}`).Draw(t, "owner")),
				Amount: money.FromMinor(rapid.SampledFrom([]money.Currency{eur, usd}).Draw(t, "currency"),
					rapid.Int64().Draw(t, "minor"))}
		}), 2, 8, func(p ledger.Posting) string { return string(p.Account) + p.Amount.Currency().Code() }).Draw(t, "postings")
		turned := rapid.Permutation(postings).Draw(t, "turned")
		one := ledger.NewSeal(1, "x", ledger.Entry{Postings: postings})
		if other := ledger.NewSeal(1, "x", ledger.Entry{Postings: turned}); one != other {
			t.Fatalf("%v and %v have different seals", postings, turned)
		}
	})
}

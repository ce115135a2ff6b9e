package formats

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// The set of hashes finds what a map of texts finds.
func TestDuplicatesAsAMapFindsThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d duplicates
		seen := map[string]bool{}
		for _, text := range rapid.SliceOf(rapid.StringMatching(`[AB]{0,10}`)).Draw(t, "texts") {
			if got := d.add(hashOf(text) | 1); got != seen[text] {
				t.Fatalf("%q: found %v, want %v", text, got, seen[text])
			}
			seen[text] = true
		}
	})
}

func TestHashesDiffer(t *testing.T) {
	seen := map[uint64]string{}
	for n := range 200_000 {
		text := fmt.Sprintf("N%09d", n)
		if other, twice := seen[hashOf(text)]; twice {
			t.Fatalf("%s and %s have one hash", text, other)
		}
		seen[hashOf(text)] = text
	}
	if hashOf("") == hashOf("\x00") || hashOf("12345678") == hashOf("1234567") {
		t.Error("short texts have one hash")
	}
}

// A hash that is there already is no proof: without an equal identifier nothing is said.
func TestEqualHashIsNoDuplicate(t *testing.T) {
	p := manyProfile(t, 10)
	c := checker{profile: &p}
	c.within("X", 3)
	c.duplicate(spot{"/PmtId", "/InstrId"}, "UNSEEN", manySource(9), func(t *Transfer) string { return t.InstrID })
	if len(c.broken) != 0 {
		t.Errorf("it said %v", c.broken)
	}
	c.duplicate(spot{"/PmtId", "/InstrId"}, "N000000001", manySource(9), func(t *Transfer) string { return t.InstrID })
	if len(c.broken) != 1 || c.broken[0].Problem != `"N000000001" stands in number 2 too` {
		t.Errorf("it said %v", c.broken)
	}
}

func TestManyViolationsAreCounted(t *testing.T) {
	p, m := manyProfile(t, 5000), messageOf(CustomerTransfer)
	manyOf(&m, 5000)
	for i := range m.Transfers {
		m.Transfers[i].EndToEndID = ""
	}
	_, err := WriteTransfers(p, m)
	broken := brokenBy(t, err)
	if len(broken.Broken) != violationsMax || broken.More != 4000 {
		t.Errorf("%d are kept and %d counted", len(broken.Broken), broken.More)
	}
}

// A debtor that breaks a rule breaks it in every transfer, although a good one is checked once only.
func TestBadDebtorIsToldEachTime(t *testing.T) {
	m := batchOf(CustomerTransfer)
	for i := range m.Transfers {
		m.Transfers[i].Debtor.Address.Country = "X"
	}
	_, err := WriteTransfers(mustProfile(t, "batch"), m)
	if broken := brokenBy(t, err); len(broken.Broken) != 2 || !broken.Has(RuleCountry) {
		t.Errorf("want one for each transfer, got %v", broken)
	}
}

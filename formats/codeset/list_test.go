package codeset

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// textLengthMax is what the package promises.
const textLengthMax = 90

// lists are all of them, by the name of their table.
var lists = map[string]List{
	"status": Statuses, "status_advice": StatusAdvice, "cancellation_status": CancellationStatuses, "resolution": Resolutions,
	"status_reason": StatusReasons, "return_reason": ReturnReasons, "cancellation_reason": CancellationReasons,
	"rejection_reason": RejectionReasons, "balance": Balances, "entry_status": EntryStatuses, "copy_duplicate": CopyDuplicates,
	"charge_bearer": ChargeBearers, "settlement_method": SettlementMethods, "purpose": Purposes, "category_purpose": CategoryPurposes,
	"bank/domain": domains, "bank/family_generic": genericFamilies, "bank/subfamily_generic": genericSubfamilies,
	"bank/transfer": transferSubfamilies, "bank/debit": debitSubfamilies, "bank/cheque": chequeSubfamilies, "bank/card": cardSubfamilies,
	"bank/counter": counterSubfamilies, "bank/draft": draftSubfamilies, "bank/cash": cashSubfamilies, "bank/derivative": derivativeSubfamilies,
	"bank/loan": loanSubfamilies, "bank/trade": tradeSubfamilies, "bank/security": securitySubfamilies, "bank/account": accountSubfamilies,
}

func TestTablesAreSortedAndWellFormed(t *testing.T) {
	code, text := regexp.MustCompile(`^[A-Z0-9]{4}$`), regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9 ,;:.'()/-]*[a-zA-Z0-9)]$`)
	for name, list := range lists {
		last := ""
		for c, words := range list.All() {
			if !code.MatchString(c) || !text.MatchString(words) || strings.Contains(words, "  ") || len(words) > textLengthMax {
				t.Errorf("%s: %q %q is not a code and a short text", name, c, words)
			}
			if c <= last {
				t.Errorf("%s: %s stands after %s", name, c, last)
			}
			last = c
		}
		if last == "" || list.Name() == "" {
			t.Errorf("%s is empty or has no name", name)
		}
	}
}

// TestEveryTableIsUsed finds a table that was written and forgotten.
func TestEveryTableIsUsed(t *testing.T) {
	for _, pattern := range []string{"tables/*.txt", "tables/bank/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no tables like %s: %v", pattern, err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "tables/"), ".txt")
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if list := lists[name]; list.table != string(data) && name != "bank/family" {
				t.Errorf("%s is not the table of its list", file)
			}
		}
	}
}

func TestFamiliesBelongToDomains(t *testing.T) {
	count := 0
	for key, text := range families.All() {
		domain, family, found := strings.Cut(key, "/")
		if !found || DomainText(domain) == "" || FamilyText(domain, family) != text {
			t.Errorf("%s %q is not found under its domain", key, text)
		}
		count++
	}
	if count < 50 {
		t.Errorf("only %d families", count)
	}
}

func TestLookUpAgreesWithAMap(t *testing.T) {
	names := slices.Sorted(maps.Keys(lists))
	rapid.Check(t, func(t *rapid.T) {
		list := lists[rapid.SampledFrom(names).Draw(t, "list")]
		want := maps.Collect(list.All())
		code := rapid.OneOf(rapid.SampledFrom(slices.Sorted(maps.Keys(want))), rapid.StringMatching(`[A-Z0-9]{0,5}`),
			rapid.String()).Draw(t, "code")
		if got := list.Text(code); got != want[code] {
			t.Fatalf("%s in %s: %q, not %q", code, list.Name(), got, want[code])
		}
	})
}

func TestUnknownCodesHaveNoText(t *testing.T) {
	for _, code := range []string{"", " ", "\n", "XXXX", "rjct", "E433", "650", "AC0", "AC011", "AC01 ", "AC01 account", "ac01", "0000", "ZZZZ", "\xff"} {
		for name, list := range lists {
			if text := list.Text(code); text != "" {
				t.Errorf("%s has a text for %q: %q", name, code, text)
			}
		}
	}
	if text := (List{}).Text("AC01"); text != "" {
		t.Errorf("an empty list has a text: %q", text)
	}
}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		list        List
		code        string
		proprietary bool
		want        string
	}{
		{StatusReasons, "AC04", false, "AC04 account is closed"},
		{StatusReasons, "AC04", true, "AC04 (the bank's own code)"},
		{StatusReasons, "650", false, "650 (not among ISO's status reasons)"},
		{ReturnReasons, "R02", true, "R02 (the bank's own code)"},
		{ReturnReasons, "AB01", false, "AB01 (not among ISO's return reasons)"},
		{Statuses, "", false, ""},
		{Statuses, "", true, ""},
	} {
		if got := c.list.Say(c.code, c.proprietary); got != c.want {
			t.Errorf("%s %q: %q, not %q", c.list.Name(), c.code, got, c.want)
		}
	}
}

// The lists are kept apart: these codes mean different things in them.
func TestSameCodeInTwoLists(t *testing.T) {
	for _, code := range []string{"AC01", "AC03", "AC14", "AC16", "BE08", "DS28", "DT02"} {
		s, r := StatusReasons.Text(code), ReturnReasons.Text(code)
		if s == "" || r == "" || s == r {
			t.Errorf("%s: status reason %q, return reason %q", code, s, r)
		}
	}
}

func TestLookUpDoesNotAllocate(t *testing.T) {
	allocated := testing.AllocsPerRun(100, func() {
		for _, code := range [...]string{"AB01", "UPAY", "NARR", "XXXX", ""} {
			sink = StatusReasons.Text(code)
			sink = Purposes.Text(code)
		}
		sink = SubfamilyText("PMNT", "RCDT", "XBCT")
		sink = SubfamilyText("PMNT", "RCDT", "ABCD")
		rank = StatusRank("ACSP")
	})
	if allocated != 0 {
		t.Errorf("%v allocations", allocated)
	}
}

var (
	sink string
	rank int
)

// BenchmarkText looks codes up; "map" is the baseline.
func BenchmarkText(b *testing.B) {
	want := maps.Collect(StatusReasons.All())
	codes := slices.Sorted(maps.Keys(want))
	b.Run("table", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink = StatusReasons.Text(codes[i%len(codes)])
		}
	})
	b.Run("map", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink = want[codes[i%len(codes)]]
		}
	})
}

package export

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each world, read from a real store, gives the bytes of its golden file, and the same bytes again.
func TestGoldens(t *testing.T) {
	for name, world := range worlds(t) {
		s := stored(t, world)
		for form := range forms {
			t.Run(name+"."+form, func(t *testing.T) {
				got := read(t, s, form)
				if again := read(t, s, form); again != got {
					t.Error("the second time gives other bytes")
				}
				path := filepath.Join("testdata", name+"."+form)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if want, err := os.ReadFile(path); err != nil || string(want) != got {
					t.Errorf("%s differs (%v); look at what changed with -update and git diff. Got:\n%s", path, err, got)
				}
			})
		}
	}
}

var readers = map[string]func(string) told{"beancount": readBeancount, "journal": readHledger, "csv": readCSV}

// checkTold compares what an export says with the journal: every field of every entry, and the balances.
func checkTold(t rapid.TB, form, written string, want memory) {
	t.Helper()
	said := readers[form](written)
	entries := want.posted()
	if len(said.entries) != len(entries) {
		t.Fatalf("%s: %d entries, want %d", form, len(said.entries), len(entries))
	}
	for n, e := range said.entries {
		if !reflect.DeepEqual(e, entries[n]) || e.Hash() != entries[n].Hash() {
			t.Fatalf("%s: entry %d reads\n%+v\nwant\n%+v", form, n+1, e, entries[n])
		}
	}
	rows, err := want.JournalBalances()
	if err != nil {
		t.Fatal(err)
	}
	if form != "csv" && len(rows)+len(said.balances) > 0 && !reflect.DeepEqual(said.balances, rows) {
		t.Fatalf("%s: asserts %v, want %v", form, said.balances, rows)
	}
}

func TestNothingIsLostOfTheWorlds(t *testing.T) {
	for name, world := range worlds(t) {
		for form := range forms {
			t.Run(name+"."+form, func(t *testing.T) { checkTold(t, form, text(t, form, Books{world}), world) })
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := histories(0, 12).Draw(t, "history")
		for form := range forms {
			checkTold(t, form, text(t, form, Books{history}), history)
		}
	})
}

func TestEscaped(t *testing.T) {
	for _, tt := range []struct{ text, special, want string }{
		{"", ";", ""}, {"plain text", ";", "plain text"}, {"100%", ";", "100%25"}, {"a;b,c", ";", "a%3Bb,c"},
		{"a;b,c", ",", "a;b%2Cc"}, {" a  b ", ";", "%20a  b%20"}, {"a\u00a0b", ";", "a%C2%A0b"}, {"\u2028", ";", "%E2%80%A8"},
		{"ünï 東", ";", "ünï 東"}, {"é ", ";", "é%20"},
	} {
		if got := escaped(tt.text, tt.special); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{"": `""`, "a": `"a"`, `"`: `"\""`, `\`: `"\\"`, `\"`: `"\\\""`,
		"ü;": `"ü;"`} {
		if got := quoted(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestSafe(t *testing.T) {
	for _, text := range []string{"=1", "+1", "-1", "@a", "'a", " =1", "\u3000=1", "＝1", "＋1", "－1", "＠a"} {
		if got := safe(text); got != "'"+text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"", " ", "a=1", "pay-out:1", "1-2", "(=1)", "é"} {
		if got := safe(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// No text cell of a spreadsheet begins a formula; amounts are numbers, and may begin with "-".
func TestCSVHoldsNoFormula(t *testing.T) {
	rows := strings.Split(text(t, "csv", Books{hostile()}), "\n")
	for _, row := range rows {
		for _, start := range []string{",=", ",+", ",@", ",\"=", ",\"+", ",\"@", ",\"-"} {
			if strings.Contains(strings.ReplaceAll(row, "comma, and", ""), start) {
				t.Errorf("a cell of %q begins with %q", row, start[1:])
			}
		}
	}
	if rows[0] != strings.Join(csvHeader, ",") {
		t.Errorf("header %q", rows[0])
	}
}

// The entry that was posted last has the earliest value date: accounts and currencies begin with it.
func TestAnAccountOpensOnItsFirstValueDate(t *testing.T) {
	got := text(t, "beancount", Books{small(t)})
	for _, want := range []string{"2026-11-20 open Liabilities:Suspense:Rhein EUR\n",
		"2026-11-20 open Assets:Nostro:Rhein EUR\n",
		"2026-11-24 open Liabilities:Participant:Alfa EUR,JPY,KWD,USD\n", "2026-11-20 commodity EUR\n",
		"2026-11-24 commodity KWD\n",
		"2026-11-26 balance Liabilities:Suspense:Rhein", "2026-11-23 open Equity:Reserve EUR\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, " open "); n != len(names(small(t))) {
		t.Errorf("%d accounts open", n)
	}
}

func names(m memory) map[ledger.Account]bool {
	all := map[ledger.Account]bool{}
	for _, e := range m {
		for _, p := range e.Postings {
			all[p.Account] = true
		}
	}
	return all
}

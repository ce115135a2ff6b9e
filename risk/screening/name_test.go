package screening

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalise(t *testing.T) {
	for text, want := range map[string]string{
		"  Müller-Lüdenscheidt, GmbH ": "muller ludenscheidt gmbh",
		"O'NEIL & Søn":                 "oneil son",
		"ＡＣＭＥ　Ｌｔｄ．":                    "acme ltd",
		"L.L.C.":                       "llc",
		"Smith J.R.":                   "smith jr",
		"Łódź Straße İstanbul":         "lodz strasse istanbul",
		"Щербаков Юрий":                "shcherbakov yurii",
		"Παπαδόπουλος Μπάμπης":         "papadopoulos babis",
		"مُحَمَّد":                     "mhmd",
		"中国银行":                         "中国银行",
		"...":                          "",
	} {
		if got := Normalise(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// Spellings of one name that hit at the usual threshold, and names that do not.
func TestCompare(t *testing.T) {
	const usual = 8500
	for _, pair := range []struct {
		a, b string
		hits bool
	}{
		{"Ivan Petrovich Sidorov", "Ivan Sidorov", true},
		{"Ivan Petrovich Sidorov", "SIDOROV, Ivan P.", true},
		{"Ivan Sidorov", "Ivna Sidorov", true},
		{"Иван Сидоров", "Ivan Sidorov", true},
		{"Щербаков Юрий", "Yury Scherbakov", true},
		{"Sergey Yakovlev", "Sergei Iakovlev", true},
		{"Mohammed Al-Rashid", "Muhammad Alrashid", true},
		{"محمد الراشد", "Mohamed Al Rashid", true},
		{"Yusuf Khan", "Youssef Khan", true},
		{"Abdul Rahman Saleh", "Abdulrahman Saleh", true},
		{"Qaddafi", "Gaddafi", true},
		{"Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", true},
		{"Müller Maschinen GmbH", "Mueller Maschinen", true},
		{"The Golden Lantern Trading Company LLC", "Golden Lantern Trading", true},
		{"John Smith", "J. Smith", true},
		{"中国银行", "中国银行", true},

		{"John Smith", "James Smith", false},
		{"Maria Popova", "Maria Ltd", false},
		{"Golden Lantern Trading LLC", "Silver Anchor Trading LLC", false},
		{"Bank of Nowhere", "Bank of Elsewhere", false},
		{"Ivan Ivanov", "Ivan Petrov", false},
		{"中国银行", "中国农行", false},
		{"", "", false},
	} {
		for _, score := range []int{Compare(pair.a, pair.b), Compare(pair.b, pair.a)} {
			if (score >= usual) != pair.hits {
				t.Errorf("%q and %q are alike by %d", pair.a, pair.b, score)
			}
		}
	}
}

// Order of words, capitals and punctuation change nothing; a score is from 0 to 10,000, and 10,000 for the same name.
func TestCompareProperties(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcdeknorst")), 2, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 5).Draw(t, "words")
		other := strings.Join(rapid.SliceOfN(word, 1, 5).Draw(t, "other"), " ")
		a := strings.Join(words, " ")
		score := Compare(a, other)
		if score < 0 || score > same || Compare(a, a) != same || Compare(strings.ToUpper(a), other) != score ||
			Compare(strings.Join(words, ", "), other) != score {
			t.Fatalf("%q and %q: %d", a, other, score)
		}
	})
}

// What near lets go is never within the edits; what it lets through is decided by the library.
func TestNearLosesNothing(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcß中")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := newToken(written{text: word.Draw(t, "a")}), newToken(written{text: word.Draw(t, "b")})
		if edited(a.text, b.text, a.length, b.length) > 0 && a.text != b.text && editsMax(max(a.length, b.length)) > 0 &&
			!near(a.length, b.length, a.letters, b.letters) {
			t.Fatalf("%q and %q are near", a.text, b.text)
		}
	})
}

func TestDigestOfAnEntry(t *testing.T) {
	e := Entry{List: "l", ID: "1", Kind: KindPerson, Names: []Name{{Text: "A"}, {Text: "B"}, {Text: "C", Weak: true}}, Countries: []string{"RU", "IR"},
		BICs: []string{"X"}, Programme: "P"}
	order := e
	order.Names, order.Countries = []Name{{Text: "A"}, {Text: "C", Weak: true}, {Text: "B"}}, []string{"IR", "RU"}
	if e.Digest() != order.Digest() {
		t.Error("the order of aliases and countries matters")
	}
	for name, change := range map[string]func(*Entry){
		"list": func(e *Entry) { e.List = "m" }, "id": func(e *Entry) { e.ID = "2" }, "kind": func(e *Entry) { e.Kind = KindEntity },
		"main name": func(e *Entry) { e.Names = []Name{{Text: "B"}, {Text: "A"}, {Text: "C", Weak: true}} },
		"weak":      func(e *Entry) { e.Names = []Name{{Text: "A"}, {Text: "B"}, {Text: "C"}} },
		"country":   func(e *Entry) { e.Countries = nil }, "bic": func(e *Entry) { e.BICs = []string{"Y"} }, "programme": func(e *Entry) { e.Programme = "" },
	} {
		changed := e
		if change(&changed); changed.Digest() == e.Digest() {
			t.Errorf("another %s is the same entry", name)
		}
	}
}

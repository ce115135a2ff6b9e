package netting

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func byTheLibrary(t interface{ Fatal(...any) }, line []string) string {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.Write(line); err != nil {
		t.Fatal(err)
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
	return out.String()
}

func sameAsTheLibrary(t interface{ Fatal(...any) }, texts []string) {
	c := csvText{[]byte("before\n")}
	c.line(texts...)
	c.list(texts)
	c.end()
	want := "before\n" + byTheLibrary(t, texts) + byTheLibrary(t, []string{strings.Join(texts, " ")})
	if string(c.text) != want {
		t.Fatal("wrote", string(c.text), "the library writes", want)
	}
}

func TestLinesAreThoseOfEncodingCSV(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching("[a\",\r\n \t\\\\.\u00a0]{0,4}"), rapid.SampledFrom([]string{`\.`, "", `"`}))
	rapid.Check(t, func(t *rapid.T) {
		sameAsTheLibrary(t, rapid.SliceOfN(texts, 2, 6).Draw(t, "texts")) // of one that is empty the library writes ""
	})
}

func FuzzCSVIsThatOfTheLibrary(f *testing.F) {
	f.Add("O-1", `a"b`)
	f.Add("\xff,", "\u2003x")
	f.Fuzz(func(t *testing.T, a, b string) { sameAsTheLibrary(t, []string{a, b}) })
}

// Names with commas and quotes stand in the proof as the library would write them.
func TestProofQuotesNames(t *testing.T) {
	obligations := []Obligation{owed(`O,"1"`, 1, "a,b", `c"d`, eur, 100), owed("O-2", 2, `c"d`, "a,b", eur, 30)}
	proof := string(proofOf(t, mustNet(t, obligations)))
	for _, line := range [][]string{
		{"obligation", "EUR", "1", `O,"1"`, "a,b", `c"d`, "1.00", "2026-11-24", "multilateral", ""},
		{"position", "EUR", "a,b", "0.30", "1.00", "-0.70", `O,"1" O-2`, "multilateral", "", ""},
	} {
		if want := byTheLibrary(t, line); !strings.Contains(proof, want) {
			t.Errorf("%s\nlacks %s", proof, want)
		}
	}
}

package limit

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"nostro/money"
)

// docs/limits.md computes an example by hand; it is computed again from its table.
func TestTheWorkedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	var book Book
	var taken []string
	for _, row := range regexp.MustCompile(`(?m)^\| (L-\d) \| (\w+) \| (\w+) \| ([\d.]+) \| (yes|no) \|$`).FindAllStringSubmatch(string(page), -1) {
		amount, err := money.Parse(eur, row[4])
		if err != nil {
			t.Fatal(err)
		}
		book.Obligations = append(book.Obligations, Obligation{ID: row[1], Seq: int64(len(book.Obligations) + 1), Payer: row[2], Payee: row[3], Amount: amount})
		if row[5] == "yes" {
			taken = append(taken, row[1])
		}
	}
	if len(book.Obligations) != 6 {
		t.Fatalf("the table has %d obligations", len(book.Obligations))
	}
	book.Limits = netDebit(100_000)
	c := choose(t, book)
	takes(t, c, strings.Join(taken, " "))
	if v := c.Values[0]; v != (Value{eur, 16_050_00, 900_00, 14_750_00, 14_750_00}) || v.Settled*10000/v.Offered != 9190 {
		t.Errorf("%+v", v)
	}
	if len(c.Together) != 1 || strings.Join(c.Together[0], " ") != "L-4 L-5 L-6" {
		t.Errorf("together: %v", c.Together)
	}
	text := strings.Join(strings.Fields(string(page)), " ")
	for _, l := range c.Left {
		b := l.Breaches[0]
		words := l.ID + " would bring alfa to "
		if l.ID == "L-2" {
			words = "L-2 to "
		}
		words += thousands(b.Limit+b.Beyond) + ", which is " + thousands(b.Beyond) + " beyond"
		if !strings.Contains(text, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

func thousands(minor int64) string {
	text := money.FromMinor(eur, minor).Decimal()
	if len(text) > 6 {
		return text[:len(text)-6] + "," + text[len(text)-6:]
	}
	return text
}

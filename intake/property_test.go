package intake_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	. "nostro/intake"
	"nostro/money"

	"pgregory.net/rapid"
)

var someObligation = rapid.Custom(func(t *rapid.T) Obligation {
	c := money.MustCurrency(rapid.SampledFrom([]string{"JPY", "USD", "KWD", "CLF"}).Draw(t, "currency"))
	return Obligation{ID: rapid.StringMatching(`[A-Za-z0-9._-]{1,35}`).Draw(t, "id"), Payer: "ACME", Payee: "BOLT",
		Amount:    money.FromMinor(c, rapid.Int64Range(1, 999_999_999_999_999_999).Draw(t, "amount")),
		ValueDate: calendar.MustDate("2000-01-01").AddDays(rapid.IntRange(0, 36524).Draw(t, "day")),
		Reference: strings.TrimSpace(rapid.StringMatching(`[a-zA-Z0-9 ,"'éß/;-]{0,140}`).Draw(t, "reference"))}
})

// fields returns the fields of an obligation by column.
func fields(o Obligation) map[string]string {
	return map[string]string{"id": o.ID, "payer": o.Payer, "payee": o.Payee, "currency": o.Amount.Currency().Code(),
		"amount": o.Amount.Decimal(), "value_date": o.ValueDate.String(), "reference": o.Reference}
}

// What a CSV writer of another make writes, columns in any order, is read back exactly.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(someObligation, 0, 10).Draw(t, "obligations")
		columns := rapid.Permutation(Columns(Obligations)).Draw(t, "columns")
		var file bytes.Buffer
		w := csv.NewWriter(&file)
		w.UseCRLF = rapid.Bool().Draw(t, "CRLF")
		records := [][]string{columns}
		for _, o := range want {
			var record []string
			for _, column := range columns {
				record = append(record, fields(o)[column])
			}
			records = append(records, record)
		}
		if err := w.WriteAll(records); err != nil {
			t.Fatal(err)
		}
		rows, refusals := ReadObligations("o.csv", file.Bytes(), all)
		if len(refusals) != 0 || len(rows) != len(want) {
			t.Fatalf("rows %d of %d, refusals %v", len(rows), len(want), refusals)
		}
		for n, row := range rows {
			if row.Value != want[n] || row.Line != n+2 {
				t.Fatalf("got %+v, want %+v", row, want[n])
			}
		}
	})
}

// Every line that is not empty is either taken or refused, never both, never neither.
func accounted(data []byte, taken, refused []int, wholeFile bool) error {
	if wholeFile {
		if len(taken) != 0 {
			return fmt.Errorf("the file is refused, and lines %v are taken", taken)
		}
		return nil
	}
	seen := make(map[int]int)
	for _, line := range taken {
		seen[line]++
	}
	for _, line := range slices.Compact(slices.Clone(refused)) {
		seen[line]++
	}
	for n, line := range bytes.Split(data, []byte("\n")) {
		want := 1
		if n == 0 || len(bytes.TrimSuffix(line, []byte("\r"))) == 0 {
			want = 0
		}
		if seen[n+1] != want {
			return fmt.Errorf("line %d is accounted for %d times, want %d", n+1, seen[n+1], want)
		}
	}
	return nil
}

func TestHashTellsContentsApart(t *testing.T) {
	participants, _ := ReadParticipants("p.csv", lines(participantHeader, goodParticipant))
	accounts, _ := ReadAccounts("a.csv", lines(accountHeader, goodAccount), all)
	obligations, _ := ReadObligations("o.csv", lines(obligationHeader, goodObligation), all)
	hashes := make(map[[32]byte]string)
	note := func(what string, hash [32]byte) {
		if other, ok := hashes[hash]; ok {
			t.Errorf("%s and %s have one hash", what, other)
		}
		hashes[hash] = what
	}
	p, a, o := participants[0].Value, accounts[0].Value, obligations[0].Value
	note("participant", p.ContentHash())
	note("account", a.ContentHash())
	note("obligation", o.ContentHash())
	for n := range reflect.TypeFor[Participant]().NumField() {
		changed := p
		change(reflect.ValueOf(&changed).Elem().Field(n))
		note("participant field "+reflect.TypeFor[Participant]().Field(n).Name, changed.ContentHash())
	}
	for n := range reflect.TypeFor[Address]().NumField() {
		changed := p
		reflect.ValueOf(&changed.Address).Elem().Field(n).SetString("changed")
		note("address field "+reflect.TypeFor[Address]().Field(n).Name, changed.ContentHash())
	}
	for n := range reflect.TypeFor[Account]().NumField() {
		changed := a
		change(reflect.ValueOf(&changed).Elem().Field(n))
		note("account field "+reflect.TypeFor[Account]().Field(n).Name, changed.ContentHash())
	}
	for n := range reflect.TypeFor[Obligation]().NumField() {
		changed := o
		change(reflect.ValueOf(&changed).Elem().Field(n))
		note("obligation field "+reflect.TypeFor[Obligation]().Field(n).Name, changed.ContentHash())
	}
	shifted := o
	shifted.Payer, shifted.Payee = "ACMEB", "OLT"
	note("obligation with shifted fields", shifted.ContentHash())
}

// change gives a field another value.
func change(field reflect.Value) {
	switch field.Interface().(type) {
	case string, ParticipantKind:
		field.SetString(field.String() + "x")
	case bool:
		field.SetBool(!field.Bool())
	case money.Currency:
		field.Set(reflect.ValueOf(money.MustCurrency("JPY")))
	case money.Amount:
		field.Set(reflect.ValueOf(money.FromMinor(money.MustCurrency("JPY"), 123450)))
	case calendar.Date:
		field.Set(reflect.ValueOf(calendar.MustDate("2026-11-25")))
	case Address:
		field.Set(reflect.ValueOf(Address{Town: "Rome", Country: "IT"}))
	}
}

func TestHashIsOfTheExactForm(t *testing.T) {
	one, _ := ReadObligations("o.csv", lines(obligationHeader, with(obligationHeader, goodObligation, "amount",
		"1234.5")), all)
	two, _ := ReadObligations("o.csv", lines(obligationHeader, goodObligation), all)
	if one[0].Value.ContentHash() != two[0].Value.ContentHash() {
		t.Error("1234.5 and 1234.50 differ")
	}
}

package intake

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const goodJSON = `{"id":"O-1","payer":"alfa","payee":"bolt","currency":"EUR","amount":"100.50","value_date":"2026-11-24","reference":"Rechnung ü"}`

func TestJSONLinesGiveWhatCSVGives(t *testing.T) {
	csv := "id,payer,payee,currency,amount,value_date,reference\nO-1,alfa,bolt,EUR,100.50,2026-11-24,Rechnung ü\nO-2,bolt,alfa,JPY,5,2026-11-24,\n"
	text := "\ufeff" + goodJSON + "\r\n\n" + `  {"amount":5 , "payee":"alfa","payer":"bolt","currency":"JPY","value_date":"2026-11-24","id":"O-2"}`
	want, _ := ReadObligations("o.csv", []byte(csv), nil)
	kind, err := Detect("o.jsonl", []byte(text))
	got, refusals := ReadObligations("o.jsonl", []byte(text), nil)
	if kind != Obligations || err != nil || len(refusals) > 0 || len(got) != 2 {
		t.Fatalf("%q %v %v %v", kind, err, got, refusals)
	}
	for n := range got {
		if got[n].Value != want[n].Value {
			t.Errorf("row %d: %+v, want %+v", n, got[n].Value, want[n].Value)
		}
	}
	if got[0].Line != 1 || got[1].Line != 3 {
		t.Errorf("lines %d and %d, want 1 and 3", got[0].Line, got[1].Line)
	}
}

func TestJSONLinesAreStrict(t *testing.T) {
	for _, tt := range []struct{ name, from, to, field, reason string }{
		{"an unknown key", `"reference"`, `"colour"`, "", `"colour" is no key of obligations`},
		{"a key twice", `"payee":"bolt"`, `"payee":"bolt","payee":"bolt"`, "payee", "the key comes twice"},
		{"a missing key", `"amount":"100.50",`, ``, "amount", "no plain decimal"},
		{"a number that is no amount", `"2026-11-24"`, `20261124`, "value_date", "the value is no text"},
		{"null", `"Rechnung ü"`, `null`, "reference", "the value is no text"},
		{"true", `"alfa"`, `true`, "payer", "the value is no text"},
		{"an object in it", `"alfa"`, `{"id":"alfa"}`, "", `the value of "payer" is no text`},
		{"a list in it", `"alfa"`, `["alfa"]`, "", `the value of "payer" is no text`},
		{"an exponent", `"100.50"`, `1e2`, "amount", ""},
		{"too many decimals", `"100.50"`, `100.505`, "amount", ""},
		{"half a pair", `Rechnung ü`, `Rechnung \ud800`, "reference", "half of a surrogate pair"},
		{"cut off", `24","reference":"Rechnung ü"}`, `24","refer`, "", "does not end on its line"},
		{"no brace at the end", `ü"}`, `ü"`, "", "does not end on its line"},
		{"two objects", `ü"}`, `ü"}{}`, "", "something follows the object"},
		{"a comma too many", `ü"}`, `ü",}`, "", "no JSON"},
		{"payer is payee", `"bolt"`, `"alfa"`, "payee", "it is the payer too"},
	} {
		text := goodJSON + "\n" + strings.Replace(goodJSON, tt.from, tt.to, 1) + "\n" + strings.Replace(goodJSON, "O-1", "O-3", 1)
		rows, refusals := ReadObligations("o.jsonl", []byte(text), nil)
		if len(rows) != 2 || len(refusals) != 1 {
			t.Errorf("%s: %d rows, refusals %v", tt.name, len(rows), refusals)
			continue
		}
		r := refusals[0]
		if r.Line != 2 || r.Field != tt.field || !strings.Contains(r.Reason, tt.reason) || r.Remedy == "" || r.Raw == "" || r.File != "o.jsonl" {
			t.Errorf("%s: %+v", tt.name, r)
		}
	}
	rows, refusals := ReadObligations("o.jsonl", []byte(goodJSON+"\nnot json\n[1]\n\xff\n"), nil)
	if len(rows) != 1 || len(refusals) != 3 || refusals[2].Reason != "the line is not UTF-8" {
		t.Errorf("%d rows, %v", len(rows), refusals)
	}
}

// Any texts that JSON can hold are judged as the same texts in CSV are.
func TestJSONJudgesAsCSVDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.OneOf(rapid.SampledFrom([]string{"alfa", "bolt", "EUR", "1.00", "2026-11-24", "", "O-1"}), rapid.StringMatching(`[ -~äß€]{0,12}`))
		object, fields := map[string]string{}, Given{Line: 1}
		for n, to := range []*string{&fields.ID, &fields.Payer, &fields.Payee, &fields.Currency, &fields.Amount, &fields.ValueDate, &fields.Reference} {
			*to = field.Draw(t, columns[Obligations][n])
			object[columns[Obligations][n]] = *to
		}
		text, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		fields.Raw = string(text)
		want, wantBad := fields.Obligation("o", nil, nil)
		rows, bad := ReadObligations("o", text, nil)
		if len(wantBad) > 0 && !reflect.DeepEqual(bad, wantBad) || len(wantBad) == 0 && (len(rows) != 1 || rows[0] != want) {
			t.Fatalf("%s: %v %v, want %v %v", text, rows, bad, want, wantBad)
		}
	})
}

func TestFieldsNameWhatTheFormCallsThem(t *testing.T) {
	f := Given{Line: 7, ID: "a b", Payer: "alfa", Payee: "nobody", Currency: "EUR", Amount: "1", ValueDate: "2026-11-24", Raw: strings.Repeat("x", LineBytesMax+1)}
	_, bad := f.Obligation("f", map[string]string{"id": "EndToEndId"}, func(id string) bool { return id == "alfa" })
	if len(bad) != 2 || bad[0].Field != "EndToEndId" || bad[1].Field != "payee" || bad[0].Line != 7 || len(bad[0].Raw) != LineBytesMax {
		t.Errorf("%+v", bad)
	}
	if f.String() != "a b: alfa owes nobody EUR 1 on 2026-11-24" {
		t.Error(f.String())
	}
}

func FuzzJSONLines(f *testing.F) {
	f.Add(goodJSON)
	f.Add(`{"id":"O-2","payer":"ACME","payee":"BOLT","currency":"EUR","amount":1,"value_date":"2026-11-24"}`)
	f.Add(`{"id":"\ud800","amount":1e9}`)
	f.Fuzz(func(t *testing.T, line string) {
		rows, refusals := ReadObligations("x.jsonl", []byte(goodJSON+"\n"+line), nil)
		if len(rows) == 0 {
			t.Fatal("what follows a good line has refused it")
		}
		for _, row := range rows {
			if o := row.Value; o.Amount.Sign() <= 0 || o.Payer == o.Payee || o.ValueDate.IsZero() {
				t.Fatalf("an obligation that must be refused is taken: %s", row.Raw)
			}
		}
		for _, r := range refusals {
			if r.Line < 2 || r.Reason == "" || r.Remedy == "" {
				t.Fatalf("%+v", r)
			}
		}
	})
}

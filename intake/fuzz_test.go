package intake_test

import (
	"testing"

	. "nostro/intake"
)

// fuzz gives a reader arbitrary rows under a good header, and the same bytes as a whole file.
func fuzz[T any](f *testing.F, header, good string, readAll func([]byte) ([]Row[T], []Refusal)) {
	for _, seed := range []string{good, good + "\r\n" + good, `"` + good, `a,"b"",c"`, "\xff\xfe", ",,,,,,,,,",
		"\n\n", "\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, data := range [][]byte{append([]byte(header+"\n"), body...), body} {
			rows, refusals := readAll(data)
			var taken, refused []int
			for _, row := range rows {
				taken = append(taken, row.Line)
			}
			wholeFile := false
			for _, r := range refusals {
				refused = append(refused, r.Line)
				wholeFile = wholeFile || r.Line == 1
				if r.Reason == "" || r.Remedy == "" || r.File == "" {
					t.Fatalf("refusal without reason, remedy or file: %+v", r)
				}
			}
			if err := accounted(data, taken, refused, wholeFile); err != nil {
				t.Fatal(err)
			}
			if kind, err := Detect("x.csv", data); (kind == "") != (err != nil) {
				t.Fatalf("Detect: %q, %v", kind, err)
			}
		}
	})
}

func FuzzReadParticipants(f *testing.F) {
	fuzz(f, participantHeader, goodParticipant, func(data []byte) ([]Row[Participant], []Refusal) {
		return ReadParticipants("x.csv", data)
	})
}

func FuzzReadAccounts(f *testing.F) {
	fuzz(f, accountHeader, goodAccount, func(data []byte) ([]Row[Account], []Refusal) {
		return ReadAccounts("x.csv", data, all)
	})
}

func FuzzReadObligations(f *testing.F) {
	fuzz(f, obligationHeader, goodObligation, func(data []byte) ([]Row[Obligation], []Refusal) {
		rows, refusals := ReadObligations("x.csv", data, all)
		for _, row := range rows {
			if o := row.Value; o.Amount.Sign() <= 0 || o.Payer == o.Payee || o.ValueDate.IsZero() {
				panic("an obligation that must be refused is taken: " + row.Raw)
			}
		}
		return rows, refusals
	})
}

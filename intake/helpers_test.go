package intake_test

import (
	"strings"
	"testing"

	. "nostro/intake"
)

const (
	participantHeader = "id,name,kind,bic,street,building,postcode,town,country,settlement_currency"
	accountHeader     = "participant,currency,account,agent_bic"
	obligationHeader  = "id,payer,payee,currency,amount,value_date,reference"

	goodParticipant = "ACME,Acme Ltd,company,,High Street,1,SW1A 1AA,London,GB,USD"
	goodAccount     = "ACME,EUR,DE89370400440532013000,DEUTDEFF"
	goodObligation  = "O-1,ACME,BOLT,USD,1234.50,2026-11-24,invoice 7"
)

// all is a register that knows ACME and BOLT.
func all(participant string) bool { return participant == "ACME" || participant == "BOLT" }

func lines(text ...string) []byte { return []byte(strings.Join(text, "\n") + "\n") }

// with returns the good line with the field of a column replaced.
func with(header, good, column, value string) string {
	columns, fields := strings.Split(header, ","), strings.Split(good, ",")
	for n, c := range columns {
		if c == column {
			fields[n] = value
		}
	}
	return strings.Join(fields, ",")
}

// bad is a value that a field refuses, and words of the reason and the remedy; no words mean it is good.
type bad struct{ column, value, reason, remedy string }

// refuseEach puts each bad value into the good line and expects one refusal of just that field.
func refuseEach(t *testing.T, header, good string, cases []bad, readAll func([]byte) (int, []Refusal)) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.column+" "+c.value, func(t *testing.T) {
			line := with(header, good, c.column, c.value)
			taken, refusals := readAll(lines(header, line))
			if c.reason == "" {
				if taken != 1 || len(refusals) != 0 {
					t.Fatalf("refused: %v", refusals)
				}
				return
			}
			if taken != 0 || len(refusals) != 1 {
				t.Fatalf("taken %d, refusals %v; want one refusal", taken, refusals)
			}
			r := refusals[0]
			if r.File != "in/x.csv" || r.Line != 2 || r.Field != c.column || r.Raw != line {
				t.Errorf("wrong place: %+v", r)
			}
			if want := strings.ReplaceAll(strings.Trim(c.value, `"`), `""`, `"`); r.Value != want {
				t.Errorf("value %q, want %q", r.Value, want)
			}
			if !strings.Contains(r.Reason, c.reason) || !strings.Contains(r.Remedy, c.remedy) {
				t.Errorf("got %q; %q, want %q; %q", r.Reason, r.Remedy, c.reason, c.remedy)
			}
		})
	}
}

func readParticipants(data []byte) (int, []Refusal) {
	rows, refusals := ReadParticipants("in/x.csv", data)
	return len(rows), refusals
}

func readAccounts(data []byte) (int, []Refusal) {
	rows, refusals := ReadAccounts("in/x.csv", data, all)
	return len(rows), refusals
}

func readObligations(data []byte) (int, []Refusal) {
	rows, refusals := ReadObligations("in/x.csv", data, all)
	return len(rows), refusals
}

package export

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/ledger"
)

func TestBeancountAccounts(t *testing.T) {
	for _, tt := range []struct{ ours, theirs string }{
		{"participant:alfa", "Liabilities:Participant:Alfa"},
		{"participant:Alfa", "Liabilities:Participant:Alfa-cap"},
		{"participant:ACME", "Liabilities:Participant:ACME"},
		{"participant:aCME", "Liabilities:Participant:ACME-low"},
		{"nostro:a.b", "Assets:Nostro:A-dot-b"},
		{"nostro:a_b", "Assets:Nostro:A-und-b"},
		{"nostro:A-B", "Assets:Nostro:A--B"},
		{"nostro:a-dot-b", "Assets:Nostro:A--dot--b"},
		{"transit:0x", "Assets:Transit:0x"},
		{"suspense:.b", "Liabilities:Suspense:X-is-dot-b"},
		{"charges:-", "Expenses:Charges:X-is--"},
		{"charges:X-is--", "Expenses:Charges:X--is-----cap"},
		{"fx:position", "Equity:FX:Position"},
		{"fx:spread", "Income:FX:Spread"},
		{"fx:unrealised", "Income:FX:Unrealised"},
		{"fx:revaluation", "Assets:FX:Revaluation"},
		{"rounding", "Expenses:Rounding"},
		{"reserve", "Equity:Reserve"}, {"reserve:risk", "Equity:RiskReserve"},
	} {
		if got := beancountAccount(ledger.Account(tt.ours)); got != tt.theirs {
			t.Errorf("%s: %s, want %s", tt.ours, got, tt.theirs)
		}
	}
}

// beancountForm is the rule of the lexer of beancount, without the letters beyond ASCII that it takes too.
var beancountForm = regexp.MustCompile(`^(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+$`)

// ours reads a beancount account back, token by token and by no means of the writer. That it finds every
// account again proves that no two have one name.
func ours(name string) ledger.Account {
	for class, p := range places {
		if name == p.beancount {
			return ledger.Account(class)
		}
		if part, ok := strings.CutPrefix(name, p.beancount+":"); ok {
			return ledger.Account(class + ":" + ownerOf(part))
		}
	}
	return ""
}

var tokens = []struct{ text, means string }{{"--", "-"}, {"-dot-", "."}, {"-und-", "_"}}

func ownerOf(part string) string {
	rest, prefixed := strings.CutPrefix(part, "X-is")
	owner, mark := "", ""
read:
	for rest != "" {
		for _, token := range tokens {
			if after, ok := strings.CutPrefix(rest, token.text); ok {
				owner, rest = owner+token.means, after
				continue read
			}
		}
		if rest == "-cap" || rest == "-low" {
			mark = rest
			break
		}
		owner, rest = owner+rest[:1], rest[1:]
	}
	smallFollows := strings.ContainsAny(owner[1:], "abcdefghijklmnopqrstuvwxyz")
	if !prefixed && (mark == "-low" || mark == "" && smallFollows) {
		owner = strings.ToLower(owner[:1]) + owner[1:]
	}
	return owner
}

func checkAccount(t interface{ Errorf(string, ...any) }, account ledger.Account) string {
	name := beancountAccount(account)
	if !beancountForm.MatchString(name) {
		t.Errorf("%s: beancount does not take %s", account, name)
	}
	if back := ours(name); back != account {
		t.Errorf("%s is %s, and that reads as %s", account, name, back)
	}
	return name
}

func TestAccountsAreReadBack(t *testing.T) {
	seen := map[string]ledger.Account{}
	for _, owner := range owners {
		for class := range places {
			account, err := ledger.ParseAccount(class + ":" + owner)
			if err != nil {
				account = ledger.Account(class) // one of the house
			}
			name := checkAccount(t, account)
			if other, ok := seen[name]; ok && other != account {
				t.Errorf("%s and %s are both %s", other, account, name)
			}
			seen[name] = account
		}
	}
}

func TestAnyAccountIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkAccount(t, accounts().Draw(t, "account"))
	})
}

// Every account that the ledger can name has a place.
func TestEveryClassHasAPlace(t *testing.T) {
	accounts := []ledger.Account{ledger.ParticipantAccount("x"), ledger.NostroAccount("x"), ledger.TransitAccount("x"),
		ledger.SuspenseAccount("x"), ledger.ChargesAccount("x"), ledger.FXPosition, ledger.FXSpread, ledger.FXUnrealised, ledger.FXRevaluation,
		ledger.Rounding, ledger.Reserve, ledger.RiskReserve}
	for _, a := range accounts {
		if p := places[a.Class()]; p.beancount == "" || !strings.Contains("ALERX", p.hledger) || p.hledger == "" {
			t.Errorf("%s has no place: %+v", a, p)
		}
	}
	if len(accounts) != len(places) {
		t.Errorf("%d places, %d classes", len(places), len(accounts))
	}
}

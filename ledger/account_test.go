package ledger_test

import (
	"strings"
	"testing"

	"nostro/ledger"
)

func TestAccounts(t *testing.T) {
	longest := strings.Repeat("x", 35)
	for _, tt := range []struct {
		account            ledger.Account
		text, class, owner string
	}{
		{ledger.ParticipantAccount("ACME"), "participant:ACME", "participant", "ACME"},
		{ledger.NostroAccount("ALPHA-EUR"), "nostro:ALPHA-EUR", "nostro", "ALPHA-EUR"},
		{ledger.TransitAccount("a.b_c"), "transit:a.b_c", "transit", "a.b_c"},
		{ledger.SuspenseAccount("1"), "suspense:1", "suspense", "1"},
		{ledger.ChargesAccount("ALPHA"), "charges:ALPHA", "charges", "ALPHA"},
		{ledger.FXPosition, "fx:position", "fx:position", ""},
		{ledger.FXSpread, "fx:spread", "fx:spread", ""},
		{ledger.FXUnrealised, "fx:unrealised", "fx:unrealised", ""},
		{ledger.FXRevaluation, "fx:revaluation", "fx:revaluation", ""},
		{ledger.Rounding, "rounding", "rounding", ""},
		{ledger.Reserve, "reserve", "reserve", ""},
		{ledger.RiskReserve, "reserve:risk", "reserve:risk", ""},
		{ledger.NostroAccount(longest), "nostro:" + longest, "nostro", longest},
	} {
		parsed, err := ledger.ParseAccount(tt.text)
		if err != nil || parsed != tt.account {
			t.Errorf("%s: parsed as %q, %v; want %q", tt.text, parsed, err, tt.account)
		}
		if parsed.Class() != tt.class || parsed.Owner() != tt.owner {
			t.Errorf("%s: class %q, owner %q; want %q, %q", tt.text, parsed.Class(), parsed.Owner(), tt.class, tt.owner)
		}
	}
}

func TestParseAccountRefuses(t *testing.T) {
	for _, tt := range []struct{ text, reason string }{
		{"", "no known class"}, {"cash", "no known class"}, {"fx", "no known class"}, {"fx:", "no known class"},
		{"fx:other", "no known class"}, {"reserve:", "no known class"}, {"reserve:other", "no known class"}, {"rounding:ACME", "no known class"}, {"Nostro:ALPHA", "no known class"},
		{" nostro:ALPHA", "no known class"}, {":ALPHA", "no known class"},
		{"nostro", "no proper owner"}, {"nostro:", "no proper owner"}, {"nostro:A B", "no proper owner"},
		{"nostro:A:B", "no proper owner"}, {"nostro:ALPHA\n", "no proper owner"}, {"nostro:Ä", "no proper owner"},
		{"participant:../x", "no proper owner"}, {"nostro:" + strings.Repeat("x", 36), "no proper owner"},
	} {
		got, err := ledger.ParseAccount(tt.text)
		if err == nil || got != "" || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%q: got %q, error %v, want one that says %q", tt.text, got, err, tt.reason)
		}
	}
}

func FuzzParseAccount(f *testing.F) {
	for _, text := range []string{"participant:ACME", "fx:position", "rounding", "nostro:", "nostro:A:B", "", "fx:x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ledger.ParseAccount(text)
		if err != nil {
			return
		}
		if string(a) != text || a.Class() == "" {
			t.Fatalf("%q parsed as %q of class %q", text, a, a.Class())
		}
		if whole := a.Class() + ":" + a.Owner(); a.Owner() != "" && whole != text {
			t.Fatalf("%q falls apart into %q", text, whole)
		}
	})
}

package codeset

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBankTransaction(t *testing.T) {
	for _, c := range []struct{ domain, family, subfamily, want string }{
		{"PMNT", "RCDT", "XBCT", "payments: credit transfer received: cross-border"},
		{"PMNT", "ICDT", "RRTN", "payments: credit transfer sent: returned"},
		{"PMNT", "RCDT", "CHRG", "payments: credit transfer received: charges"},
		{"PMNT", "RCHQ", "CASH", "payments: cheque received: cash letter"},
		{"PMNT", "DRFT", "STAM", "payments: draft or bill: settled when due"},
		{"SECU", "CASH", "STAM", "securities: miscellaneous: stamp duty"},
		{"PMNT", "MDOP", "NTAV", "payments: miscellaneous debit"},
		{"PMNT", "NTAV", "NTAV", "payments: family not given"},
		{"ACMT", "OPCL", "ACCC", "account management: opening or closing: account closed"},
		{"CAMT", "ACCB", "ZABA", "cash management: account balancing: zero balancing"},
		{"FORX", "SPOT", "OTHR", "foreign exchange: spot: other"},
		{"XTND", "NTAV", "NTAV", "extended: family not given"},
		{"PMNT", "RCDT", "", "payments: credit transfer received"},
		{"PMNT", "", "", "payments"},
		{"", "RCDT", "XBCT", ""},
		{"PMNT", "RCDT", "ZABA", "payments: credit transfer received: subfamily ZABA is unknown"},
		{"PMNT", "SPOT", "XBCT", "payments: family SPOT is unknown: subfamily XBCT is unknown"},
		{"PAYM", "RCDT", "XBCT", "domain PAYM is unknown: family RCDT is unknown: subfamily XBCT is unknown"},
		{"PMNT", "NTAVX", "OTHR", "payments: family NTAVX is unknown: subfamily OTHR is unknown"},
	} {
		if got := BankTransaction(c.domain, c.family, c.subfamily); got != c.want {
			t.Errorf("%s/%s/%s: %q, not %q", c.domain, c.family, c.subfamily, got, c.want)
		}
	}
}

// Nothing is guessed: what has a subfamily text has a family text, and what has that a domain text.
func TestNothingHangsInTheAir(t *testing.T) {
	codes := rapid.OneOf(rapid.SampledFrom([]string{"PMNT", "SECU", "RCDT", "IDDT", "CASH", "NTAV", "OTHR", "FEES", "STAM", "ESDD", ""}),
		rapid.StringMatching(`[A-Z/]{0,6}`))
	rapid.Check(t, func(t *rapid.T) {
		d, f, s := codes.Draw(t, "domain"), codes.Draw(t, "family"), codes.Draw(t, "subfamily")
		if SubfamilyText(d, f, s) != "" && FamilyText(d, f) == "" || FamilyText(d, f) != "" && DomainText(d) == "" {
			t.Fatalf("%s/%s/%s: %q, %q, %q", d, f, s, DomainText(d), FamilyText(d, f), SubfamilyText(d, f, s))
		}
		if words := BankTransaction(d, f, s); d != "" && DomainText(d) == "" && !strings.Contains(words, d+" is unknown") {
			t.Fatalf("%s is not called unknown: %s", d, words)
		}
	})
}

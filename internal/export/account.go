package export

import (
	"strings"

	"nostro/ledger"
)

// place tells where the other programs put the accounts of a class.
type place struct {
	beancount string // the name, or for a class with owners what stands before the owner
	hledger   string // the type: Asset, Liability, Equity, Revenue, eXpense
}

// places has an entry for every class that ledger.Account.Class returns. What we owe participants is a
// liability; what we hold at a correspondent an asset, and what has left us and not yet them is taken off
// beside it, as cheques outstanding are.
var places = map[string]place{
	"participant":                {"Liabilities:Participant", "L"},
	"nostro":                     {"Assets:Nostro", "A"},
	"transit":                    {"Assets:Transit", "A"},
	"suspense":                   {"Liabilities:Suspense", "L"},
	"charges":                    {"Expenses:Charges", "X"},
	string(ledger.FXPosition):    {"Equity:FX:Position", "E"},
	string(ledger.FXSpread):      {"Income:FX:Spread", "R"},
	string(ledger.FXUnrealised):  {"Income:FX:Unrealised", "R"},
	string(ledger.FXRevaluation): {"Assets:FX:Revaluation", "A"},
	string(ledger.Rounding):      {"Expenses:Rounding", "X"},
	string(ledger.Reserve):       {"Equity:Reserve", "E"},
	string(ledger.RiskReserve):   {"Equity:RiskReserve", "E"},
}

// beancountAccount returns the name of a valid account for beancount, where each part of a name consists of
// letters, digits and "-" and begins with a capital or a digit.
func beancountAccount(a ledger.Account) string {
	name := places[a.Class()].beancount
	if a.Owner() == "" {
		return name
	}
	return name + ":" + component(a.Owner())
}

// component writes an owner, 1 to 35 of [A-Za-z0-9._-], as one part of a beancount account. No two owners
// get the same part, and the owner can be read back from left to right:
//
//	"--"    is a "-" of the owner, "-dot-" a ".", "-und-" a "_"
//	"-low"  at the end: the owner begins with a small letter, though no small letter follows it
//	"-cap"  at the end: the owner begins with a capital, though a small letter follows somewhere
//	"X-is"  stands before an owner that begins with one of ".", "_" and "-"
//
// Else the first letter, a capital now, was small where a small letter follows, and a capital where none
// does: alfa is Alfa, ACME is ACME, BOLT-7 is BOLT--7 and a.b is A-dot-b; but Alfa is Alfa-cap, aCME is
// ACME-low and .b is X-is-dot-b. No mark can be taken for text, since a "-" of the owner is always doubled.
func component(owner string) string {
	first, rest := owner[:1], owner[1:]
	if strings.Contains("._-", first) {
		return "X-is" + hyphens.Replace(owner)
	}
	return strings.ToUpper(first) + hyphens.Replace(rest) + initialMark(first, rest)
}

var hyphens = strings.NewReplacer("-", "--", ".", "-dot-", "_", "-und-")

func initialMark(first, rest string) string {
	likelySmall := strings.ToUpper(rest) != rest
	isSmall, isCapital := strings.ToUpper(first) != first, strings.ToLower(first) != first
	switch {
	case isSmall && !likelySmall:
		return "-low"
	case isCapital && likelySmall:
		return "-cap"
	}
	return ""
}

package intake_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	. "nostro/intake"
	"nostro/money"
)

func TestParticipantFields(t *testing.T) {
	refuseEach(t, participantHeader, goodParticipant, []bad{
		{"id", "Acme_1.a-b", "", ""},
		{"id", "", "empty", "identifier"},
		{"id", "AC ME", "no identifier", "A-Z a-z 0-9"},
		{"id", "ÅCME", "no identifier", "A-Z a-z 0-9"},
		{"id", strings.Repeat("A", 35), "", ""},
		{"id", strings.Repeat("A", 36), "no identifier", "1 to 35"},
		{"name", "Société Générale 株式会社", "", ""},
		{"name", "", "empty", "mandatory"},
		{"name", " Acme", "blanks around", "remove"},
		{"name", "Ac\tme", "cannot be printed", "tabs"},
		{"name", "Ac\u200bme", "cannot be printed", "tabs"},
		{"name", strings.Repeat("é", 140), "", ""},
		{"name", strings.Repeat("é", 141), "141 characters, the limit is 140", "shorten"},
		{"kind", "Company", "no kind", "institution or company"},
		{"kind", "", "no kind", "institution or company"},
		{"bic", "DEUTDEFF", "", ""},
		{"bic", "DEUTDEFF500", "", ""},
		{"bic", "deutdeff", "not of the form", "write DEUTDEFF"},
		{"bic", "DEUTDEF", "not of the form", "8 or 11"},
		{"street", strings.Repeat("s", 71), "limit is 70", "shorten"},
		{"street", "", "", ""},
		{"building", strings.Repeat("1", 17), "limit is 16", "shorten"},
		{"postcode", strings.Repeat("1", 17), "limit is 16", "shorten"},
		{"town", "", "empty", "mandatory"},
		{"town", strings.Repeat("t", 36), "limit is 35", "shorten"},
		{"country", "", "empty", "CBPR+"},
		{"country", "XK", "", ""},
		{"country", "gb", "no country", "write GB"},
		{"country", "UK", "no country", "two-letter"},
		{"country", "GBR", "no country", "two-letter"},
		{"settlement_currency", "", "", ""},
		{"settlement_currency", "usd", "no currency", "write USD"},
		{"settlement_currency", "XXX", "no currency", "three-letter"},
		{"settlement_currency", "USDT", "no currency", "three-letter"},
	}, readParticipants)
}

func TestInstitutionNeedsBIC(t *testing.T) {
	line := with(participantHeader, goodParticipant, "kind", "institution")
	refuseEach(t, participantHeader, line, []bad{
		{"bic", "", "empty", "pacs.009"}, {"bic", "DEUTDEFF", "", ""}, {"bic", "DEUTDEF", "not of the form", "8 or 11"},
	}, readParticipants)
}

func TestAccountFields(t *testing.T) {
	refuseEach(t, accountHeader, goodAccount, []bad{
		{"participant", "NOBODY", "no participant has this id", "import the participant first"},
		{"participant", "", "empty", "identifier"},
		{"participant", "A CME", "no identifier", "A-Z"},
		{"currency", "", "no currency", "three-letter"},
		{"currency", " eur", "no currency", "write EUR"},
		{"account", "", "empty", "IBAN or the account number"},
		{"account", "DE89370400440532013001", "begins like an IBAN and is none", "copy it again"},
		{"account", "de89370400440532013001", "begins like an IBAN and is none", "copy it again"},
		{"account", "DE89 3704 0044 0532 0130 00", "electronic form", "write DE89370400440532013000"},
		{"account", "de89370400440532013000", "electronic form", "write DE89370400440532013000"},
		{"account", "GB12", "begins like an IBAN and is none", "copy it again"},
		{"account", "12345678", "", ""},
		{"account", "1234 567/8", "", ""},
		{"account", "/12345678", "slash stands first", "remove"},
		{"account", "12//345678", "slash stands first or twice", "remove"},
		{"account", "1234_5678", "characters that no account has", "letters, digits"},
		{"account", "12345678 ", "blanks around", "letters, digits"},
		{"account", strings.Repeat("1", 34), "", ""},
		{"account", strings.Repeat("1", 35), "35 characters, the limit is 34", "copy it again"},
		{"agent_bic", "", "", ""},
		{"agent_bic", "DEUT", "not of the form", "8 or 11"},
	}, readAccounts)
}

func TestObligationFields(t *testing.T) {
	refuseEach(t, obligationHeader, goodObligation, []bad{
		{"id", "O 1", "no identifier", "without blanks"},
		{"payer", "NOBODY", "no participant has this id", "import the participant first"},
		{"payee", "ACME", "it is the payer too", "two participants"},
		{"currency", "XXX", "no currency", "three-letter"},
		{"amount", "1", "", ""},
		{"amount", "1.500", "", ""},
		{"amount", "1.005", "more than the 2 decimals of USD", "write USD 1.00 or 1.01: USD has 2 decimals"},
		{"amount", "0.005", "more than the 2 decimals of USD", "write USD 0.01: USD has 2 decimals"},
		{"amount", "-1.005", "more than the 2 decimals of USD", "write USD 1.00 or 1.01"},
		{"amount", "99999999999999999999.005", "more than the 2 decimals", "correct it: USD has 2 decimals"},
		{"amount", "92233720368547758.079", "more than the 2 decimals", "correct it: USD has 2 decimals"},
		{"amount", "", "no plain decimal", "1234.50"},
		{"amount", `"1,234.50"`, "no plain decimal", "no separators"},
		{"amount", "1e3", "no plain decimal", "1234.50"},
		{"amount", "+1", "no plain decimal", "no sign"},
		{"amount", "1.", "no plain decimal", "1234.50"},
		{"amount", ".5", "no plain decimal", "1234.50"},
		{"amount", " 1", "no plain decimal", "1234.50"},
		{"amount", "USD 1", "no plain decimal", "no currency"},
		{"amount", "١٢", "no plain decimal", "1234.50"},
		{"amount", "0", "it is zero", "remove the row"},
		{"amount", "0.00", "it is zero", "remove the row"},
		{"amount", "-5", "below zero", "swap payer and payee and write 5.00"},
		{"amount", "9999999999999999.99", "", ""},
		{"amount", "10000000000000000.00", "more than 18 digits", "no larger amounts"},
		{"amount", "-10000000000000000.00", "more than 18 digits", "no larger amounts"},
		{"amount", "99999999999999999999", "more than 18 digits", "no larger amounts"},
		{"value_date", "", "no date", "2026-11-24"},
		{"value_date", "24.11.2026", "no date", "2026-11-24"},
		{"value_date", "2026-11-31", "no date", "2026-11-24"},
		{"value_date", "0206-11-24", "year is not within 2000 and 2099", "correct the year"},
		{"value_date", "2100-01-01", "year is not within 2000 and 2099", "correct the year"},
		{"reference", "", "", ""},
		{"reference", `"a, ""b"""`, "", ""},
		{"reference", strings.Repeat("r", 141), "limit is 140", "shorten"},
	}, readObligations)
}

// Decimals are those of the currency: none for yen, three for dinars.
func TestAmountsByCurrency(t *testing.T) {
	yen := with(obligationHeader, goodObligation, "currency", "JPY")
	refuseEach(t, obligationHeader, yen, []bad{
		{"amount", "7", "", ""}, {"amount", "7.00", "", ""},
		{"amount", "7.5", "more than the 0 decimals of JPY", "write JPY 7 or 8: JPY has 0 decimals"},
	}, readObligations)
	dinars := with(obligationHeader, goodObligation, "currency", "KWD")
	refuseEach(t, obligationHeader, dinars, []bad{
		{"amount", "7.005", "", ""},
		{"amount", "7.0005", "more than the 3 decimals of KWD", "write KWD 7.000 or 7.001: KWD has 3 decimals"},
	}, readObligations)
}

func TestAllBadFieldsAreReported(t *testing.T) {
	_, refusals := readObligations(lines(obligationHeader, " ,NOBODY,,usd,1;5,soon,\t"))
	var fields []string
	for _, r := range refusals {
		fields = append(fields, r.Field)
	}
	if got := strings.Join(fields, " "); got != "id payer payee currency amount value_date reference" {
		t.Errorf("reported: %s", got)
	}
	_, refusals = readParticipants(lines(participantHeader, "a b,,,x,\t,\t,\t,,,?"))
	if len(refusals) != 10 {
		t.Errorf("reported %d of 10: %v", len(refusals), refusals)
	}
}

func TestValuesAreTakenAsWritten(t *testing.T) {
	people, refusals := ReadParticipants("p.csv", lines(participantHeader, goodParticipant))
	if len(refusals) != 0 {
		t.Fatal(refusals)
	}
	want := Participant{ID: "ACME", Name: "Acme Ltd", Kind: Company, SettlementCurrency: money.MustCurrency("USD"),
		Address: Address{"High Street", "1", "SW1A 1AA", "London", "GB"}}
	if people[0] != (Row[Participant]{2, want, goodParticipant}) {
		t.Errorf("got %+v", people[0])
	}
	accounts, _ := ReadAccounts("a.csv", lines(accountHeader, goodAccount, "BOLT,USD,123-4,"), nil)
	if accounts[0].Value != (Account{"ACME", money.MustCurrency("EUR"), "DE89370400440532013000", true, "DEUTDEFF"}) ||
		accounts[1].Value != (Account{"BOLT", money.MustCurrency("USD"), "123-4", false, ""}) {
		t.Errorf("got %+v", accounts)
	}
	owed, _ := ReadObligations("o.csv", lines(obligationHeader, goodObligation), nil)
	if owed[0].Value != (Obligation{"O-1", "ACME", "BOLT", money.FromMinor(money.MustCurrency("USD"), 123450),
		calendar.MustDate("2026-11-24"), "invoice 7"}) {
		t.Errorf("got %+v", owed[0])
	}
}

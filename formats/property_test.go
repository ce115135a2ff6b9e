package formats

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

// legalTransfer draws a customer transfer that every profile takes.
func legalTransfer(t *rapid.T, number int, currency money.Currency) Transfer {
	hex := rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{11}`).Draw(t, "uetr")
	name := rapid.StringMatching(`[A-Za-zÀ-ÖØ-öø-ÿŁłŚśŐőŞş&<>"'][A-Za-z &<>"'.,/-]{0,40}`)
	endToEnd := rapid.StringMatching(`[A-Za-z0-9?:().,'+-]([A-Za-z0-9 ?:().,'+-]{0,33}[A-Za-z0-9])?`)
	return Transfer{
		InstrID:      fmt.Sprintf("N%02d", number) + rapid.StringMatching(`[A-Z0-9]{1,13}`).Draw(t, "instr"),
		EndToEndID:   endToEnd.Draw(t, "end to end"),
		UETR:         hex + fmt.Sprintf("%x", number%16),
		Amount:       money.FromMinor(currency, rapid.Int64Range(1, 99_999_999_999_999).Draw(t, "minor")),
		ValueDate:    calendar.MustDate("2026-11-24").AddDays(rapid.IntRange(0, 400).Draw(t, "days")),
		ChargeBearer: rapid.SampledFrom([]string{"", "SHAR", "DEBT", "CRED"}).Draw(t, "bearer"),
		Debtor: Party{Name: name.Draw(t, "debtor"),
			Address: Address{Town: rapid.StringMatching(`[A-ZÀ-Ö][a-zß-ö]{0,16}`).Draw(t, "town"), Country: "DE"}},
		DebtorAccount:    AccountID{IBAN: goodIBAN},
		DebtorAgentBIC:   ourBIC,
		Creditor:         Party{Name: name.Draw(t, "creditor")},
		CreditorAccount:  AccountID{Other: rapid.StringMatching(`[A-Z0-9]{1,34}`).Draw(t, "account")},
		CreditorAgentBIC: theirBIC,
		Remittance:       rapid.StringMatching(`[A-Za-z0-9éüß&<>]{0,60}`).Draw(t, "remittance"),
	}
}

func legalMessage(t *rapid.T, p Profile) TransferMessage {
	m := messageOf(CustomerTransfer)
	currency := money.MustCurrency(rapid.SampledFrom([]string{"USD", "EUR", "JPY", "KWD", "CLF"}).Draw(t, "currency"))
	n := rapid.IntRange(1, min(p.TransfersPerMessage, 12)).Draw(t, "transfers")
	m.Transfers = nil
	for i := range n {
		m.Transfers = append(m.Transfers, legalTransfer(t, i, currency))
	}
	return m
}

// TestWhatIsWrittenIsWhatIsRead: random legal transfers are written, the second library agrees, and a
// walk over the bare XML tokens finds the same identifiers and amounts.
func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	for _, name := range ProfileNames() {
		t.Run(name, func(t *testing.T) {
			p := mustProfile(t, name)
			rapid.Check(t, func(t *rapid.T) {
				m := legalMessage(t, p)
				data, err := WriteTransfers(p, m)
				if err != nil {
					t.Fatal(err)
				}
				if err := AgreesWithSecondReader(data, m.Summary()); err != nil && !onlyLong(err) {
					t.Fatalf("%v\n%s", err, data)
				}
				compareTokens(t, data, m)
			})
		})
	}
}

// onlyLong tells whether nothing but a total of more than 15 digits was left out.
func onlyLong(err error) bool {
	var missing *NotCovered
	return errors.As(err, &missing) && len(missing.What) == 1 && strings.HasPrefix(missing.What[0], "the total")
}

func compareTokens(t *rapid.T, data []byte, m TransferMessage) {
	t.Helper()
	found, err := leaves(data)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, transfer := range m.Transfers {
		want["InstrId"] = append(want["InstrId"], transfer.InstrID)
		want["EndToEndId"] = append(want["EndToEndId"], transfer.EndToEndID)
		want["UETR"] = append(want["UETR"], transfer.UETR)
		want["IntrBkSttlmAmt"] = append(want["IntrBkSttlmAmt"],
			transfer.Amount.Currency().Code()+" "+transfer.Amount.Decimal())
	}
	for _, name := range []string{"InstrId", "EndToEndId", "UETR", "IntrBkSttlmAmt"} {
		if !slices.Equal(found[name], want[name]) {
			t.Fatalf("%s: found %q, want %q", name, found[name], want[name])
		}
	}
}

// leaves returns the texts of a file's elements by name, with the currency before an amount.
func leaves(data []byte) (map[string][]string, error) {
	found, text, currency := map[string][]string{}, "", ""
	decoder := xml.NewDecoder(strings.NewReader(string(data)))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			text, currency = "", ""
			for _, a := range token.Attr {
				if a.Name.Local == "Ccy" {
					currency = a.Value + " "
				}
			}
		case xml.CharData:
			text += string(token)
		case xml.EndElement:
			found[token.Name.Local] = append(found[token.Name.Local], currency+text)
		}
	}
}

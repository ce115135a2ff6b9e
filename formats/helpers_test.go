package formats

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The story of these tests: Nordlicht Clearing (NOLIDEFF) pays from its accounts at Bank of Example.
const (
	ourBIC    = "NOLIDEFFXXX"
	theirBIC  = "EXMPUS33XXX"
	goodIBAN  = "DE89370400440532013000"
	otherIBAN = "GB82WEST12345698765432"
)

var createdAt = time.Date(2026, 11, 23, 16, 5, 7, 123456789, time.UTC)

func usd(minor int64) money.Amount { return money.FromMinor(money.MustCurrency("USD"), minor) }

func amountOf(code string, minor int64) money.Amount {
	return money.FromMinor(money.MustCurrency(code), minor)
}

func customerTransfer() Transfer {
	return Transfer{
		InstrID:    "NABCDEFGHIJ23456",
		EndToEndID: "2026-11-24/SHOP/USD",
		UETR:       "8a562c67-ca16-48ba-b074-65581be6f001",
		Amount:     usd(123456789),
		ValueDate:  calendar.MustDate("2026-11-24"),
		Debtor: Party{Name: "Nordlicht Clearing GmbH & Co. KG", Address: Address{
			Street: "Große Straße", Building: "7 <b>", PostCode: "20095", Town: "Hamburg", Country: "DE"}},
		DebtorAccount:    AccountID{IBAN: goodIBAN},
		DebtorAgentBIC:   ourBIC,
		Creditor:         Party{Name: `Café "Łódź" Øst`, Address: Address{Town: "Łódź", Country: "PL"}},
		CreditorAccount:  AccountID{Other: "000123456789"},
		CreditorAgentBIC: "SHOPPLPWXXX",
		Remittance:       "Netting cycle 2026-11-24, 17 obligations",
	}
}

func institutionTransfer() Transfer {
	return Transfer{
		InstrID:          "NBANKABCDEFGHI23",
		EndToEndID:       "CYCLE20261124BNK",
		UETR:             "8a562c67-ca16-48ba-b074-65581be6f002",
		Amount:           amountOf("KWD", 1005),
		ValueDate:        calendar.MustDate("2026-11-24"),
		Debtor:           Party{Name: "Nordlicht Clearing", BIC: ourBIC},
		DebtorAccount:    AccountID{Other: "KW-NOSTRO-77"},
		Creditor:         Party{BIC: "GULFKWKWXXX"},
		CreditorAgentBIC: "NBOKKWKWXXX",
		CreditorAccount:  AccountID{IBAN: otherIBAN},
		Remittance:       "Net position of cycle 2026-11-24",
	}
}

// messageOf returns a legal message of the kind for any profile.
func messageOf(kind TransferKind) TransferMessage {
	m := TransferMessage{
		Kind: kind, MsgID: "NOLI-20261124-0001", CreatedAt: createdAt,
		FromBIC: ourBIC, ToBIC: theirBIC, SettlementAccount: AccountID{Other: "US-NOSTRO-42"},
	}
	switch kind {
	case InstitutionTransfer:
		m.Transfers = []Transfer{institutionTransfer()}
	case CoverTransfer:
		return coverMessage()
	default:
		m.Transfers = []Transfer{customerTransfer()}
	}
	if kind == CustomerInitiation {
		m.Transfers[0].DebtorAccount, m.Transfers[0].DebtorAgentBIC = m.SettlementAccount, m.ToBIC
	}
	return m
}

// coveredMessage is a pacs.008 to a bank with which we hold no account.
func coveredMessage() TransferMessage {
	m := messageOf(CustomerTransfer)
	m.Method, m.SettlementAccount, m.ToBIC = SettledByCover, AccountID{}, "SHOPPLPWXXX"
	m.OurReimbursement = Agent{BIC: theirBIC}
	m.TheirReimbursement = Agent{BIC: "CHASUS33XXX", Account: AccountID{Other: "PL-AT-CHASE"}}
	return m
}

// coverMessage is the pacs.009 COV that pays for coveredMessage.
func coverMessage() TransferMessage {
	m, err := CoverOf(coveredMessage(), CoverTerms{MsgID: "NOLI-20261124-0003", InstrID: "NCOVERABCDEFGH23",
		CreatedAt: createdAt, ToBIC: theirBIC, SettlementAccount: AccountID{Other: "US-NOSTRO-42"}})
	if err != nil {
		panic(err)
	}
	return m
}

// fullMessage has a value in every field of a pacs.008.
func fullMessage() TransferMessage {
	m := messageOf(CustomerTransfer)
	t := &m.Transfers[0]
	t.TxID, t.ServiceLevel, t.Purpose = "TX-1", "G001", "SUPP"
	t.Instructed, t.Rate, t.ChargeBearer = amountOf("EUR", 113954208), "1.0834", "SHAR"
	t.Charges = []ChargeTaken{{usd(1500), "CHASUS33XXX"}, {usd(0), theirBIC}}
	t.IntermediaryBICs = [intermediariesMax]string{"CHASUS33XXX", "COBADEFFXXX", "BREXPLPWXXX"}
	t.Creditor.Address = Address{Street: "Piotrkowska", Building: "1", PostBox: "17", PostCode: "90-001", Town: "Łódź",
		Subdivision: "Łódzkie", Country: "PL", Lines: [addressLinesMax]string{"Hof 2", "Treppe <3>"}}
	t.Remittance, t.Structured = "", []PaidDocument{
		{Invoice: "INV-2026-77", InvoiceDate: calendar.MustDate("2026-10-31"), Amount: usd(1000), Information: "Rate & Rest"},
		{Reference: "RF18539007547034"}}
	return m
}

func recallOfOne() Recall {
	m := messageOf(CustomerTransfer)
	original, err := OriginalOf(m, m.Transfers[0].InstrID)
	if err != nil {
		panic(err)
	}
	return Recall{MsgID: "NOLI-20261125-0009", CreatedAt: createdAt, FromBIC: ourBIC, ToBIC: theirBIC,
		CaseID: "CASE-0001", ID: "CXL-0001", Reason: "DUPL", Information: []string{"Sent twice, see cycle 2026-11-24"},
		Original: original}
}

// batchOf adds a second transfer to a message, which differs in what must be unique.
func batchOf(kind TransferKind) TransferMessage {
	m := messageOf(kind)
	second := m.Transfers[0]
	second.InstrID, second.UETR = "SECOND", "8a562c67-ca16-48ba-b074-65581be6f0aa"
	second.Amount = money.FromMinor(second.Amount.Currency(), 1)
	second.Remittance = ""
	m.Transfers = append(m.Transfers, second)
	return m
}

// manyOf repeats the first transfer of a message, with identifiers of their own.
func manyOf(m *TransferMessage, n int) {
	one := m.Transfers[0]
	m.Transfers = make([]Transfer, n)
	for i := range m.Transfers {
		m.Transfers[i] = one
		m.Transfers[i].InstrID = fmt.Sprintf("N%09d", i)
		m.Transfers[i].UETR = fmt.Sprintf("8a562c67-ca16-48ba-b074-%012x", i)
	}
}

func noticeOfTwo() Notice {
	return Notice{
		MsgID: "NOLI-20261124-0002", CreatedAt: createdAt, FromBIC: ourBIC, ToBIC: theirBIC,
		Account: AccountID{IBAN: goodIBAN}, Currency: money.MustCurrency("JPY"),
		ValueDate: calendar.MustDate("2026-11-24"),
		Items: []NoticeItem{
			{ID: "NPAYINAAAAAAAAAA", EndToEndID: "CYCLE-1", UETR: "8a562c67-ca16-48ba-b074-65581be6f003",
				Amount: amountOf("JPY", 5000000), Debtor: Party{Name: "Shop Zürich AG",
					Address: Address{Town: "Zürich", Country: "CH"}}, DebtorAgentBIC: "SHOPCHZZXXX"},
			{ID: "NPAYINBBBBBBBBBB", Amount: amountOf("JPY", 7), Debtor: Party{BIC: "BANKJPJTXXX"}},
			{ID: "NPAYINCCCCCCCCCC", Amount: amountOf("JPY", 1)},
		},
	}
}

func mustProfile(t testing.TB, name string) Profile {
	t.Helper()
	p, err := ProfileByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// brokenBy returns the Violations that the error is, or fails.
func brokenBy(t *testing.T, err error) *Violations {
	t.Helper()
	var broken *Violations
	if !errors.As(err, &broken) {
		t.Fatalf("want *Violations, got %v", err)
	}
	return broken
}

// compareGolden compares with testdata/out, or writes it with -update.
func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "out", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs from what was written:\n%s", path, got)
	}
}

// onlyDocument returns the document of a file that has one.
func onlyDocument(t testing.TB, in Inbound) Document {
	t.Helper()
	if len(in.Documents) != 1 {
		t.Fatalf("want one document, got %d", len(in.Documents))
	}
	return in.Documents[0]
}

// onlyStatement returns the statement of a file that has one.
func onlyStatement(t testing.TB, in Inbound) Statement {
	t.Helper()
	d := onlyDocument(t, in)
	if len(d.Statements) != 1 {
		t.Fatalf("want one statement, got %d", len(d.Statements))
	}
	return d.Statements[0]
}

// refusalOf returns the refusal that the error is, or fails.
func refusalOf(t testing.TB, err error) *Refusal {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("want a *Refusal, got %v", err)
	}
	return refusal
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "in", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

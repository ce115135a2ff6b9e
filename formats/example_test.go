package formats_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/formats"
	"nostro/money"
)

func ExampleWriteTransfers() {
	profile, err := formats.ProfileByName("cbpr+")
	if err != nil {
		fmt.Println(err)
		return
	}
	message := formats.TransferMessage{
		Kind: formats.InstitutionTransfer, MsgID: "NOLI-1", FromBIC: "NOLIDEFFXXX", ToBIC: "EXMPUS33XXX",
		CreatedAt:         time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
		SettlementAccount: formats.AccountID{Other: "US-NOSTRO-42"},
		Transfers: []formats.Transfer{{
			InstrID: "/N1", EndToEndID: "E1", UETR: "8a562c67-ca16-48ba-b074-65581be6f001",
			Amount:    money.FromMinor(money.MustCurrency("USD"), 12345),
			ValueDate: calendar.MustDate("2026-11-24"),
			Debtor:    formats.Party{BIC: "NOLIDEFFXXX"}, Creditor: formats.Party{BIC: "GULFKWKWXXX"},
		}},
	}
	_, err = formats.WriteTransfers(profile, message)
	var broken *formats.Violations
	if errors.As(err, &broken) {
		for _, violation := range broken.Broken {
			fmt.Println(violation.Path)
			fmt.Println(violation.Problem)
			fmt.Println(violation.Rule.Number(), violation.Rule.Source())
		}
	}
	// Output:
	// FICdtTrf/CdtTrfTxInf[1]/PmtId/InstrId
	// "/N1" has a slash at an end or a doubled one
	// N17 UR26 R28, COV R13: no slash at either end, none doubled
}

func ExampleRead() {
	in, err := formats.Read([]byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
	  <BkToCstmrStmt><Stmt><Id>S1</Id>
	    <Acct><Id><Othr><Id>42</Id></Othr></Id><Ccy>JPY</Ccy></Acct>
	    <Ntry><Amt Ccy="JPY">5000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><Novelty/></Ntry>
	  </Stmt></BkToCstmrStmt></Document>`))
	if err != nil {
		fmt.Println(err)
		return
	}
	entry := in.Documents[0].Statements[0].Entries[0]
	fmt.Println(in.Documents[0].Message, entry.Amount, entry.Status)
	fmt.Println(in.Unread)
	// Output:
	// camt.053.001.08 JPY -5000 BOOK
	// [Document/BkToCstmrStmt/Stmt/Ntry/Novelty]
}

func ExampleTransliterate() {
	latin, err := formats.Transliterate("Żółć & Søn, Großstraße 7")
	fmt.Println(latin, err)
	_, err = formats.Transliterate("東京 Ltd")
	fmt.Println(err)
	// Output:
	// Zolc & Son, Grossstrasse 7 <nil>
	// "東" (U+6771), "京" (U+4EAC) cannot be written in Latin letters: give a Latin form
}

func ExampleAgreesWithSecondReader() {
	err := formats.AgreesWithSecondReader([]byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf>
	  <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-24T09:00:00Z</CreDtTm><NbOfTxs>0</NbOfTxs></GrpHdr></FICdtTrf></Document>`),
		formats.Summary{Message: "pacs.009.001.08", MsgID: "M1"})
	var missing *formats.NotCovered
	fmt.Println(errors.As(err, &missing))
	fmt.Println(err)
	// Output:
	// true
	// pacs.009.001.08: the second reader does not cover the message itself, which was compared as a pacs.009.001.09
}

// A file of any size is read in memory that does not grow with it: each entry is handed out and forgotten.
func ExampleStream() {
	file := strings.NewReader(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
	  <Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
	  <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>
	  <Ntry><Amt Ccy="EUR">2.5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry>
	  <Ntry><Amt>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry></Stmt></BkToCstmrStmt></Document>`)
	_, err := formats.Stream(file, formats.Visitor{
		Statement: func(d *formats.Document, s *formats.Statement) error {
			fmt.Println(d.Message, s.ID, s.Account.IBAN, s.Currency)
			return nil
		},
		Entry: func(_ *formats.Statement, e *formats.StatementEntry) error {
			for _, problem := range e.Problems {
				fmt.Println(e.Number, "cannot be booked:", problem.Path, problem.Problem)
				return nil
			}
			fmt.Println(e.Number, e.Amount)
			return nil
		},
	})
	fmt.Println(err)
	// Output:
	// camt.053.001.02 S1 DE89370400440532013000 EUR
	// 1 EUR 10.00
	// 2 EUR -2.50
	// 3 cannot be booked: Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt the currency is missing
	// <nil>
}

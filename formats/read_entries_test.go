package formats

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lentEntry is what there is to know of an entry, taken while the reader lends it.
func lentEntry(d *Document, e *StatementEntry) string {
	return fmt.Sprint(d.Kind, " ", e.Number, " ", e.Amount, " ", e.Status, " ", e.BankRef, " ", len(e.Details))
}

// What is read entry by entry is what Read reads, also where an entry cannot be booked: Bookable says the same of both.
func TestReadEntriesIsRead(t *testing.T) {
	good := `<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>R%d</AcctSvcrRef></Ntry>`
	bad := `<Ntry><Amt Ccy="EUR">1.005</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>`
	for name, entries := range map[string]string{
		"none": "", "good": fmt.Sprintf(good, 1) + fmt.Sprintf(good, 2), "one bad": fmt.Sprintf(good, 1) + bad + fmt.Sprintf(good, 3),
		"many": strings.Repeat(fmt.Sprintf(good, 7), 5000),
	} {
		data := `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-24T19:00:00Z</CreDtTm></GrpHdr>` +
			`<Stmt><Id>S</Id><Acct><Id><IBAN>DE41370400440053201300</IBAN></Id><Ccy>EUR</Ccy></Acct>` + entries + `</Stmt></BkToCstmrStmt></Document>`
		whole, err := Read([]byte(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var want, got []string
		st := &whole.Documents[0].Statements[0]
		for _, e := range st.Entries {
			want = append(want, lentEntry(&whole.Documents[0], &e))
		}
		streamed, err := ReadEntries(strings.NewReader(data), func(d *Document, s *Statement, e *StatementEntry) error {
			if s.ID != "S" {
				t.Errorf("%s: an entry of statement %q", name, s.ID)
			}
			got = append(got, lentEntry(d, e))
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if a, b := fmt.Sprint(whole.Bookable()), fmt.Sprint(streamed.Bookable()); a != b {
			t.Errorf("%s: bookable is %s, whole it is %s", name, b, a)
		}
		kept := len(streamed.Documents[0].Statements[0].Entries)
		if bad := map[bool]int{true: 1}[name == "one bad"]; kept != bad {
			t.Errorf("%s: %d entries are gathered, want %d", name, kept, bad)
		}
	}
}

// An error of the function ends the reading and is what is returned; a refusal of the file is one here too.
func TestReadEntriesEnds(t *testing.T) {
	enough := errors.New("enough")
	data := `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Ntry/></Stmt></BkToCstmrStmt></Document>`
	if _, err := ReadEntries(strings.NewReader(data), func(*Document, *Statement, *StatementEntry) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	if _, err := ReadEntries(strings.NewReader("<Document>"), nil); !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}

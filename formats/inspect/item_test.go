package inspect

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/formats/codeset"
)

// shown is a view that remembers.
type shown struct {
	items      []Item
	statements []*Statement
	entries    int
	details    int
	tallies    []*Tally
}

func (s *shown) Document(*formats.Document)                                       {}
func (s *shown) EndDocument(_ *formats.Document, t *Tally)                        { s.tallies = append(s.tallies, t) }
func (s *shown) Statement(st *Statement)                                          { s.statements = append(s.statements, st) }
func (s *shown) Entry(*Statement, *formats.StatementEntry)                        { s.entries++ }
func (s *shown) Detail(*Statement, *formats.StatementEntry, *formats.EntryDetail) { s.details++ }
func (s *shown) Item(i Item)                                                      { s.items = append(s.items, i) }

func TestItemsInWords(t *testing.T) {
	originals := formats.Originals{OriginalMsgID: "M", OriginalInstrID: "I", OriginalUETR: "U"}
	var view shown
	f := NewFile(&view, &Chains{})
	f.Document(&formats.Document{Number: 2, Kind: "pacs.002"})
	f.Status(&formats.Status{Number: 1, Level: formats.LevelPayment, Originals: originals, Code: "RJCT",
		Reasons: []formats.Reason{{Code: "AC03"}, {Code: "650", Proprietary: true, Text: "why"}}})
	f.Return(&formats.Return{Number: 1, Originals: originals, Returned: usd("65.00"), Reasons: []formats.Reason{{Code: "AC03"}}, ChargeBearer: "CRED"})
	f.Resolution(&formats.Resolution{Number: 1, Level: formats.LevelPayment, Code: "RJCR", Reasons: []formats.Reason{{Code: "ARDT"}}})
	f.Resolution(&formats.Resolution{Number: 2, Level: formats.LevelMessage, Confirmation: "CNCL", Case: formats.Case{ID: "C"}})
	f.Cancellation(&formats.CancellationIn{Number: 1, Level: formats.LevelPayment, Reasons: []formats.Reason{{Code: "DUPL"}}})
	f.Transfer(&formats.TransferIn{Number: 1, InstrID: "T", Amount: usd("1.00"), ChargeBearer: "XXXX", Purpose: "own:ABC",
		Parties: []formats.PartyIn{{Role: formats.RoleDebtor, Name: "Ann"}, {Role: formats.RoleCreditorAgent, BIC: "BANKUS33"}}})
	f.Notice(&formats.NoticeIn{Number: 1, ID: "N", Amount: usd("2.00")})
	f.EndDocument(&formats.Document{Kind: "pacs.002"})
	type brief struct{ Type, Ref, Code, Meaning, Reasons, Bearer, Purpose, From, To string }
	var got []brief
	for _, i := range view.items {
		var reasons []string
		for _, r := range i.Reasons {
			reasons = append(reasons, strings.TrimSpace(r.Code+" "+r.Meaning+" "+r.Text))
		}
		got = append(got, brief{i.Type, i.InstrID, i.Code, i.Meaning, strings.Join(reasons, "; "), i.ChargeBearer, i.Purpose, i.From, i.To})
		if i.Document != 2 {
			t.Errorf("%+v is not in the second document", i)
		}
	}
	want := []brief{
		{"status", "I", "RJCT", codeset.Statuses.Text("RJCT"), "AC03 creditor's account number is missing or wrong; 650 (the bank's own code) why", "", "", "", ""},
		{"return", "I", "", "", "AC03 IBAN of the creditor is wrong", "CRED creditor bears all charges", "", "", ""},
		{"resolution", "", "RJCR", "rejected", "ARDT money was already returned", "", "", "", ""},
		{"resolution", "", "CNCL", codeset.Resolutions.Text("CNCL"), "", "", "", "", ""},
		{"cancellation", "", "", "", "DUPL duplicate of an earlier payment", "", "", "", ""},
		{"transfer", "T", "", "", "", "XXXX (not among ISO's charge bearers)", "ABC (the bank's own code)", "Ann", "BANKUS33"},
		{"notice", "", "", "", "", "", "", "", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if tally := view.tallies[0]; tally.Items != 7 || tally.Codes["RJCT"] != 1 || len(tally.Sums) != 1 || tally.Sums[0].Decimal() != "68.00" {
		t.Errorf("%+v", tally)
	}
	if view.items[0].Advice == "" || view.items[3].ID != "C" {
		t.Errorf("%+v", view.items)
	}
}

func TestUnknownCodesAreSaidToBe(t *testing.T) {
	for code, want := range map[string]string{"": "", "ZZZZ": "(not among ISO's statuses)", "own:ZZ": "(the bank's own code)", "RJCT": "rejected"} {
		if got := Meaning(codeset.Statuses, code, false); got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
}

func TestGroupHeaderThatAnnouncesSomethingElse(t *testing.T) {
	for name, c := range map[string]struct {
		kind  string
		group formats.Group
		want  string
	}{
		"as announced":   {"pacs.008", formats.Group{Count: 2, ControlSum: "3.5"}, ""},
		"nothing":        {"pacs.008", formats.Group{}, ""},
		"control sum":    {"pacs.008", formats.Group{Count: 2, ControlSum: "3.51"}, "message M has the control sum 3.51, its amounts come to 3.5"},
		"whole message":  {"pacs.004", formats.Group{Count: 9, Whole: true}, ""},
		"no control sum": {"pacs.008", formats.Group{Count: 2, ControlSum: "many"}, ""},
		"not for others": {"camt.056", formats.Group{Count: 9}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFile(&shown{}, &Chains{})
			d := &formats.Document{Number: 1, Kind: c.kind, MsgID: "M", Group: c.group}
			f.Document(d)
			f.Transfer(&formats.TransferIn{Number: 1, Amount: usd("1.50")})
			f.Transfer(&formats.TransferIn{Number: 2, Amount: of("JPY", "2")})
			f.EndDocument(d)
			if got := strings.Join(said(f), "; "); got != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestFileOfStatements(t *testing.T) {
	var view shown
	var chains Chains
	f := NewFile(&view, &chains)
	d := &formats.Document{Number: 1, Kind: "camt.053"}
	f.Document(d)
	head := headOf("1.00", "9.00")
	head.Account.IBAN, head.Line = "A", 7
	head.Problems = []formats.Problem{{Class: formats.ErrUnbookable, Problem: "bad balance", Remedy: "ask"}}
	f.Begin(&formats.Statement{Currency: head.Currency})
	e := bookedEntry(1, usd("1.00"))
	e.Problems = []formats.Problem{{Class: formats.ErrUnbookable, Problem: "bad entry", Remedy: "ask"}}
	detail := formats.EntryDetail{Number: 1}
	f.Detail(e, &detail)
	e.Details = []formats.EntryDetail{{Number: 2}}
	f.Entry(e)
	f.End(head)
	f.EndDocument(d)
	warnings := said(f)
	if len(warnings) != 3 || !strings.Contains(warnings[0], "bad entry") || !strings.Contains(warnings[1], "bad balance") ||
		warnings[2] != "line 7: statement S1 does not add up: closing differs by 7.00 from opening and booked entries" {
		t.Errorf("%q", warnings)
	}
	if view.entries != 1 || view.details != 2 || len(view.statements) != 1 || view.tallies[0].Statements != 1 || view.tallies[0].Entries != 1 {
		t.Errorf("%+v", view)
	}
	if len(f.Chains()) != 1 {
		t.Errorf("%+v", f.Chains())
	}
	f.Refuse()
	if chains.Mark() != 0 {
		t.Error("a refused file is still in the chain")
	}
}

// What is said of many places alike is said once; what is too much is counted.
func TestDoubts(t *testing.T) {
	f := NewFile(&shown{}, &Chains{})
	for i := range 3 {
		f.Warn(formats.Warning{Path: fmt.Sprintf("Document/Stmt[1]/Ntry[%d]/ValDt", i+1), Line: i + 10, Text: "no date"})
	}
	f.Warn(formats.Warning{Path: "Document/Stmt[1]/Ntry[4]/ValDt", Line: 20, Text: "another"})
	f.cannotBook([]formats.Problem{{Path: "Document/Stmt[1]", Line: 3, Problem: "no account"}})
	want := []string{"line 10: Document/Stmt[1]/Ntry[1]/ValDt: no date (3 times)", "line 20: Document/Stmt[1]/Ntry[4]/ValDt: another",
		"cannot be booked: line 3: Document/Stmt[1]: no account"}
	if got := said(f); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for i := range KeptMax {
		f.Warn(formats.Warning{Text: fmt.Sprint(i)})
	}
	if got := said(f); len(got) != KeptMax+1 || got[KeptMax] != "and 3 more" {
		t.Errorf("%d: %q", len(got), got[len(got)-1])
	}
}

// said are the doubts in words.
func said(f *File) []string {
	var out []string
	for _, d := range f.Doubts() {
		out = append(out, d.String())
	}
	return out
}

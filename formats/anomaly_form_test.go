package formats

import (
	"slices"
	"strings"
	"testing"
)

func TestAnomalyFormsOfDateAndTime(t *testing.T) {
	for text, warned := range map[string]bool{
		"2026-11-24T10:11:12":              false,
		"2026-11-24T10:11:12+08:00":        false,
		"2026-11-24T10:11:12.123456-03:30": false,
		"2026-11-24T10:11:12Z":             false,
		"2026-11-24T10:11:12:735":          false,
		"2026-11-24T24:00:00":              false,
		"24.11.2026":                       true,
	} {
		in := mustRead(t, entryOf(booked("1", "CRDT")+`<BookgDt><DtTm>`+text+`</DtTm></BookgDt><ValDt><Dt>2026-11-25Z</Dt></ValDt>`))
		e := onlyStatement(t, in).Entries[0]
		if warned != (len(in.Warnings) == 1) || !warned && (e.BookedAt != text || e.BookingDate.String() != "2026-11-24") ||
			e.ValueDate.String() != "2026-11-25" {
			t.Errorf("%s: got %s, %v", text, dump(e), in.Warnings)
		}
	}
}

func TestAnomalyForeignContentIsListed(t *testing.T) {
	in := mustRead(t, `<M><AppHdr><MsgDefIdr>camt.053.001.08</MsgDefIdr><Sgntr><s:Signature xmlns:s="urn:sig">`+
		`<s:Value><![CDATA[<&>]]></s:Value></s:Signature></Sgntr></AppHdr>`+
		entryOf(booked("1", "CRDT")+details(txDtls(`<SplmtryData><Envlp><x:Own xmlns:x="urn:own"/></Envlp></SplmtryData>`)))+`</M>`)
	var paths []string
	for _, u := range in.Unread {
		paths = append(paths, u.Path)
	}
	want := []string{"M/AppHdr/Sgntr", "M/Document/BkToCstmrStmt/Stmt/Ntry/NtryDtls/TxDtls/SplmtryData"}
	if !slices.Equal(paths, want) || len(in.Warnings) > 0 {
		t.Errorf("got %q, want %q; %v", paths, want, in.Warnings)
	}
}

func TestAnomalyLongAndPaddedFields(t *testing.T) {
	long := strings.Repeat("x", 204)
	in := mustRead(t, strings.Replace(entryOf(booked("1", "CRDT")+details(txDtls(`<Refs><EndToEndId>  padded  </EndToEndId></Refs>`+
		`<RmtInf><Ustrd>`+long+`</Ustrd></RmtInf>`))), "<MsgId>M", "<MsgId>"+long, 1))
	d := onlyStatement(t, in).Entries[0].Details[0]
	if onlyDocument(t, in).MsgID != long || d.Text() != long || d.EndToEndID != "padded" || len(in.Warnings) > 0 {
		t.Errorf("got %s", dump(in))
	}
}

func TestAnomalyUETROfAnotherForm(t *testing.T) {
	for text, want := range map[string]struct {
		read   string
		warned bool
	}{
		"8a562c67-ca16-18ba-b074-65581be6f0ab": {"8a562c67-ca16-18ba-b074-65581be6f0ab", false}, // version 1
		"8A562C67-CA16-48BA-B074-65581BE6F0AB": {"8a562c67-ca16-48ba-b074-65581be6f0ab", false},
		"8a562c67-ca16-48ba-b074-65581be6f0a":  {"8a562c67-ca16-48ba-b074-65581be6f0a", true},
		"[Hidden]":                             {"[Hidden]", true},
	} {
		in := mustRead(t, entryOf(booked("1", "CRDT")+details(txDtls(`<Refs><UETR>`+text+`</UETR></Refs>`))))
		if got := onlyStatement(t, in).Entries[0].Details[0].UETR; got != want.read || want.warned != (len(in.Warnings) == 1) {
			t.Errorf("%s: got %q, %v", text, got, in.Warnings)
		}
	}
}

func TestAnomalyStatusAsTextInNewVersions(t *testing.T) {
	data := strings.Replace(entryOf(oneUSD+credit+`<Sts>BOOK</Sts>`), "001.08", "001.10", 1)
	if e := firstEntry(t, data); e.Status != "BOOK" {
		t.Errorf("got %q", e.Status)
	}
}

func TestAnomalyBalanceWithoutDirection(t *testing.T) {
	in := mustRead(t, statementWith(`<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>`+oneUSD+`</Bal><Ntry>`+
		booked("1", "CRDT")+`</Ntry>`))
	s := onlyStatement(t, in)
	if in.Bookable() == nil || s.Closing.Present || s.Balances[0].Unsigned != usd(100) || s.Entries[0].Amount != usd(100) {
		t.Errorf("the rest must be read, and the balance not guessed: %s", dump(s))
	}
}

func TestAnomalyGroupHeaderMissing(t *testing.T) {
	in := mustRead(t, strings.Replace(statementWith(""), `<GrpHdr><MsgId>M</MsgId></GrpHdr>`, "", 1))
	if in.Bookable() != nil || onlyDocument(t, in).MsgID != "" || onlyStatement(t, in).ID != "S" {
		t.Errorf("got %s", dump(in))
	}
}

func TestAnomalyBICOfTenCharacters(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "CRDT")+details(txDtls(`<RltdAgts><DbtrAgt><FinInstnId><BIC>TEST123456</BIC>`+
		`</FinInstnId></DbtrAgt></RltdAgts>`))))
	if got := e.Details[0].Party(RoleDebtorAgent).BIC; got != "TEST123456" {
		t.Errorf("got %q", got)
	}
}

func TestAnomalyNegativeAmountWithADirection(t *testing.T) {
	in := mustRead(t, entryOf(booked("-50.00", "DBIT")))
	e := onlyStatement(t, in).Entries[0]
	if in.Bookable() == nil || !e.Amount.Currency().IsZero() || !e.Debit || e.Written != "USD -50.00" {
		t.Errorf("it must be neither booked nor guessed: %s", dump(e))
	}
}

func TestAnomalyHybridAddress(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "DBIT")+details(txDtls(`<RltdPties><Cdtr><Pty><Nm>Shop</Nm><PstlAdr><TwnNm>Ulm</TwnNm>`+
		`<Ctry>DE</Ctry><AdrLine>Gasse 1</AdrLine><AdrLine>Hof</AdrLine></PstlAdr></Pty></Cdtr></RltdPties>`))))
	a := e.Details[0].Party(RoleCreditor).Address
	if a == nil || a.Town != "Ulm" || a.Country != "DE" || !slices.Equal(a.Lines, []string{"Gasse 1", "Hof"}) {
		t.Errorf("got %+v", a)
	}
}

func TestAnomalyCharactersBeyondTheSet(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "DBIT")+`<NtryRef>a_b–č✓</NtryRef>`))
	if e.Ref != "a_b–č✓" {
		t.Errorf("got %q", e.Ref)
	}
}

func TestAnomalyPages(t *testing.T) {
	page := func(number, last, balances string) string {
		return statementWith(`<StmtPgntn><PgNb>` + number + `</PgNb><LastPgInd>` + last + `</LastPgInd></StmtPgntn>` +
			balances)
	}
	in := mustRead(t, page("1", "false", balance("OPBD", oneUSD)+balance("ITBD", oneUSD))+
		page("2", "true", balance("ITBD", oneUSD)+balance("CLBD", oneUSD)))
	first, second := in.Documents[0].Statements[0], in.Documents[1].Statements[0]
	if first.Page != 1 || first.LastPage || first.Closing.Present || second.Page != 2 || !second.LastPage || second.Opening.Present {
		t.Errorf("got %s", dump(in))
	}
}

// In the file of another bank everything stands in another order; the account comes last.
func TestAnomalyOrderOfElements(t *testing.T) {
	in := mustRead(t, `<BkToCstmrStmt><Stmt><Ntry>`+details(txDtls(`<Amt Ccy="USD">1</Amt>`))+booked("1", "DBIT")+`</Ntry>`+
		balance("CLBD", `<Amt Ccy="USD">4</Amt>`)+balance("OPBD", `<Amt Ccy="USD">5</Amt>`)+
		`<Acct><Ccy>USD</Ccy><Id><IBAN>X</IBAN></Id></Acct><Id>S</Id></Stmt><GrpHdr><MsgId>late</MsgId></GrpHdr></BkToCstmrStmt>`)
	s := onlyStatement(t, in)
	if err := in.Bookable(); err != nil || s.Opening.Amount != usd(500) || s.Closing.Amount != usd(400) || s.ID != "S" ||
		s.Entries[0].Amount != usd(-100) {
		t.Errorf("got %s, %v", dump(s), err)
	}
	d := s.Entries[0].Details[0]
	if d.Amount.Currency().Code() != "" || !slices.ContainsFunc(in.Warnings, func(w Warning) bool {
		return strings.Contains(w.Text, "which way it goes")
	}) {
		t.Errorf("a detail before its entry has no side: %s, %v", dump(d), in.Warnings)
	}
}

package formats

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func mustRead(t *testing.T, data string) Inbound {
	t.Helper()
	in, err := Read([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestBadOptionalValuesAreWarnings(t *testing.T) {
	const at = "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]"
	for name, c := range map[string]struct{ inside, path, says string }{
		"date":             {`<BookgDt><Dt>24.11.2026</Dt></BookgDt>`, at + "/BookgDt/Dt", "no date"},
		"date beyond":      {`<ValDt><Dt>2026-02-30</Dt></ValDt>`, at + "/ValDt/Dt", "no date"},
		"date with a tail": {`<ValDt><Dt>2026-02-28x</Dt></ValDt>`, at + "/ValDt/Dt", "no date"},
		"empty date":       {`<ValDt/>`, at + "/ValDt", "no date"},
		"reversal":         {`<RvslInd>yes</RvslInd>`, at + "/RvslInd", "neither true nor false"},
		"charge":           {`<Chrgs><Rcrd><Amt Ccy="USD">x</Amt></Rcrd></Chrgs>`, at + "/Chrgs/Rcrd/Amt", "left out"},
		"total of charges": {`<Chrgs><TtlChrgsAndTaxAmt Ccy="USD">3</TtlChrgsAndTaxAmt>` +
			`<Rcrd><Amt Ccy="USD">2</Amt></Rcrd></Chrgs>`,
			at + "/Chrgs", "do not add up"},
		"batch count": {`<NtryDtls><Btch><NbOfTxs>-1</NbOfTxs></Btch></NtryDtls>`, at +
			"/NtryDtls/Btch/NbOfTxs", "no whole number"},
		"batch total": {`<NtryDtls><Btch><TtlAmt>1</TtlAmt></Btch></NtryDtls>`, at + "/NtryDtls/Btch/TtlAmt",
			"currency is missing"},
		"batch direction": {`<NtryDtls><Btch><TtlAmt Ccy="USD">1</TtlAmt><CdtDbtInd>X</CdtDbtInd></Btch></NtryDtls>`,
			at + "/NtryDtls/Btch/CdtDbtInd", "neither CRDT nor DBIT"},
		"detail amount": {`<NtryDtls><TxDtls><Amt Ccy="USD">1.001</Amt></TxDtls></NtryDtls>`, at +
			"/NtryDtls/TxDtls[1]/Amt", "decimals of USD"},
		"detail direction": {`<NtryDtls><TxDtls><Amt Ccy="USD">1</Amt><CdtDbtInd/></TxDtls></NtryDtls>`, at +
			"/NtryDtls/TxDtls[1]/CdtDbtInd", "neither CRDT nor DBIT"},
		"instructed amount": {`<NtryDtls><TxDtls><AmtDtls>` +
			`<InstdAmt><Amt Ccy="QQQ">1</Amt></InstdAmt></AmtDtls></TxDtls></NtryDtls>`,
			at + "/NtryDtls/TxDtls[1]/AmtDtls/InstdAmt/Amt", `"QQQ"`},
		"UETR": {`<NtryDtls><TxDtls><Refs><UETR>123</UETR></Refs></TxDtls></NtryDtls>`, at +
			"/NtryDtls/TxDtls[1]/Refs/UETR", "no UUID"},
		"own status": {`<Sts><Prtry>BOOK</Prtry></Sts>`, at, "does not count as booked"},
	} {
		t.Run(name, func(t *testing.T) {
			status := "<Sts>BOOK</Sts>"
			if strings.Contains(c.inside, "<Sts>") {
				status = ""
			}
			in := mustRead(t, statementWith(`<Ntry>`+oneUSD+credit+status+c.inside+`</Ntry>`))
			if len(in.Warnings) != 1 || in.Warnings[0].Path != c.path || !strings.Contains(in.Warnings[0].Text, c.says) {
				t.Errorf("want one warning at %s that says %q, got %v", c.path, c.says, in.Warnings)
			}
			if onlyStatement(t, in).Entries[0].Amount != usd(100) {
				t.Error("the entry itself must stay as it is")
			}
		})
	}
}

func TestWhatIsMissingOrOwnIsSaid(t *testing.T) {
	for name, c := range map[string]struct{ data, says string }{
		"currency": {strings.ReplaceAll(statementWith(""), "<Ccy>USD</Ccy>", ""),
			"currency of the account is not named"},
		"own balance code": {statementWith(`<Bal><Tp><CdOrPrtry><Prtry>OPBD</Prtry></CdOrPrtry></Tp>` + oneUSD +
			credit + `</Bal>`),
			"neither opens nor closes"},
		"sequence": {statementWith(`<ElctrncSeqNb>12a</ElctrncSeqNb>`), "no whole number"},
		"version":  {`<BkToCstmrStmt/>`, "does not tell the version"},
		"foreign namespace": {strings.Replace(statementWith(""), ns053, "urn:bank:own", 1),
			`namespace "urn:bank:own" is none of a message of ISO 20022: the file does not tell the version`},
		"no statement": {`<Document xmlns="` + ns053 + `"><BkToCstmrStmt/></Document>`,
			"no statement"},
		"newer version": {strings.ReplaceAll(statementWith(""), "001.08", "001.77"),
			"camt.053.001.77 is newer than camt.053.001.14"},
		"other message id": {`<E><AppHdr><BizMsgIdr>X</BizMsgIdr><BizSvc>swift.cbprplus.04</BizSvc></AppHdr>` +
			statementWith("") + `</E>`, `"X" of the header is not the MsgId "M"`},
		"header names none": {`<E><AppHdr><MsgDefIdr>bank.own</MsgDefIdr></AppHdr>` + statementWith("") + `</E>`,
			"does not name the message"},
		"no return": {returnWith("")[:len(returnWith(""))-len("<TxInf></TxInf></PmtRtr></Document>")] +
			`</PmtRtr></Document>`, "no return"},
		"no status": {`<FIToFIPmtStsRpt xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"/>`,
			"nothing in it"},
		"reason without code": {`<FIToFIPmtStsRpt xmlns="urn:pacs.002.001.10"><TxInfAndSts><TxSts>RJCT</TxSts>` +
			`<StsRsnInf/>` +
			`</TxInfAndSts></FIToFIPmtStsRpt>`, "no reason"},
		"count of returns": {`<Document xmlns="urn:pacs.004.001.09"><PmtRtr>` +
			`<GrpHdr><NbOfTxs>2</NbOfTxs></GrpHdr><TxInf>` +
			`<RtrdIntrBkSttlmAmt Ccy="EUR">1</RtrdIntrBkSttlmAmt></TxInf></PmtRtr></Document>`,
			"2 returns are announced, 1 are there"},
	} {
		in := mustRead(t, c.data)
		if !slices.ContainsFunc(in.Warnings, func(w Warning) bool { return strings.Contains(w.Text, c.says) }) {
			t.Errorf("%s: want a warning that says %q, got %v", name, c.says, in.Warnings)
		}
	}
}

func TestOwnBalanceNeverOpens(t *testing.T) {
	in := mustRead(t, statementWith(`<Bal><Tp><CdOrPrtry><Prtry>OPBD</Prtry></CdOrPrtry></Tp>`+oneUSD+credit+`</Bal>`))
	s := onlyStatement(t, in)
	if s.Opening.Present || len(s.Balances) != 1 || s.Balances[0].Code != "own:OPBD" {
		t.Errorf("got %+v", s)
	}
}

func TestOpeningBeatsPreviousClosing(t *testing.T) {
	in := mustRead(t, statementWith(balance("PRCD", `<Amt Ccy="USD">7</Amt>`)+balance("OPBD", oneUSD)))
	s := onlyStatement(t, in)
	if s.Opening.Code != "OPBD" || s.Opening.Amount != usd(100) || s.Balances[0].Code != "PRCD" {
		t.Errorf("got %+v", s)
	}
}

func TestWarningsHaveALimit(t *testing.T) {
	entries := strings.Repeat(`<Ntry>`+oneUSD+credit+`<Sts><Prtry>X</Prtry></Sts></Ntry>`, warningsMax+5)
	in := mustRead(t, statementWith(entries))
	if len(in.Warnings) != warningsMax+1 || in.Warnings[warningsMax].Text != "and 5 more warnings" {
		t.Errorf("got %d warnings, the last is %v", len(in.Warnings), in.Warnings[len(in.Warnings)-1])
	}
}

func TestUnreadListsEachPathOnceAndSorted(t *testing.T) {
	strange := `<New><Inner>1</Inner></New><New/><Amt2>7</Amt2>`
	entry := `<Ntry>` + oneUSD + credit + `<Sts>BOOK</Sts>` + strange + `</Ntry>`
	in := mustRead(t, `<W><Trailer>x</Trailer>`+statementWith(entry+entry+`stray`)+`</W>`)
	const at = "W/Document/BkToCstmrStmt/Stmt"
	want := []string{at + "/Ntry/Amt2 (2 times)", at + "/Ntry/New (4 times)", at + "/text()", "W/Trailer"}
	var got []string
	for _, u := range in.Unread {
		got = append(got, u.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSecondOfAPairIsUnread(t *testing.T) {
	entry := `<Ntry><NtryRef>1</NtryRef><NtryRef>2</NtryRef>` + oneUSD + credit + `<Sts>BOOK</Sts></Ntry>`
	in := mustRead(t, statementWith(entry))
	if onlyStatement(t, in).Entries[0].Ref != "1" || len(in.Unread) != 1 || !strings.HasSuffix(in.Unread[0].Path,
		"/Ntry/NtryRef") {
		t.Errorf("got %+v", in)
	}
}

func TestEnvelopes(t *testing.T) {
	body := statementWith("")
	header := `<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">` +
		`<Fr><FIId><FinInstnId><BICFI>EXMPUS33XXX</BICFI>` +
		`</FinInstnId></FIId></Fr><To><OrgId><Id><OrgId><AnyBIC>NOLIDEFFXXX</AnyBIC></OrgId></Id></OrgId></To>` +
		`<MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>`
	prefixed := strings.NewReplacer("</", "</z:", "<", "<z:").Replace(body)
	prefixed = strings.Replace(prefixed, "xmlns=", "xmlns:z=", 1)
	for name, data := range map[string]string{
		"two roots side by side": header + body,
		"declared envelope":      `<Envelope xmlns="urn:swift:xsd:envelope">` + header + body + `</Envelope>`,
		"nested envelopes":       `<A><B><C>` + header + `</C><D>` + body + `</D></B></A>`,
		"prefixes":               `<RequestPayload>` + header + prefixed + `</RequestPayload>`,
		"no Document element": `<Message xmlns="urn:own">` + header +
			strings.NewReplacer(`<Document xmlns="`+ns053+`">`, "", "</Document>", "").Replace(body) + `</Message>`,
	} {
		t.Run(name, func(t *testing.T) {
			in := mustRead(t, data)
			d := onlyDocument(t, in)
			got := fmt.Sprint(d.Message, d.Kind, d.FromBIC, d.ToBIC, onlyStatement(t, in).ID, len(in.Warnings), len(in.Unread))
			if want := fmt.Sprint("camt.053.001.08", "camt.053", "EXMPUS33XXX", "NOLIDEFFXXX", "S", 0, 0); got != want {
				t.Errorf("got %s, want %s; %v", got, want, in.Remarks)
			}
		})
	}
}

func TestNamespaceVariants(t *testing.T) {
	for namespace, want := range map[string]string{
		"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08":                   "camt.053.001.08",
		"http://www.example-clearing.invalid/de/camt.053.001.04.ch.02.xsd": "camt.053.001.04",
		"urn:swift:xsd:camt.053.001.08":                                    "camt.053.001.08",
		"":                                                                 "camt.053",
	} {
		in := mustRead(t, strings.Replace(statementWith(""), ns053, namespace, 1))
		if d := onlyDocument(t, in); d.Message != want || d.Kind != "camt.053" {
			t.Errorf("%q: got %q of kind %q, want %q", namespace, d.Message, d.Kind, want)
		}
	}
}

func TestUETRIsReadInLowerCase(t *testing.T) {
	entry := `<Ntry>` + oneUSD + credit + `<Sts>BOOK</Sts><NtryDtls><TxDtls><Refs>` +
		`<UETR> 8A562C67-CA16-18BA-B074-65581BE6F0AB </UETR></Refs></TxDtls></NtryDtls></Ntry>`
	in := mustRead(t, statementWith(entry))
	got := onlyStatement(t, in).Entries[0].Details[0].UETR
	if got != "8a562c67-ca16-18ba-b074-65581be6f0ab" || len(in.Warnings) != 0 {
		t.Errorf("got %q, warnings %q", got, in.Warnings)
	}
}

func TestAccountInBareText(t *testing.T) {
	in := mustRead(t, strings.ReplaceAll(statementWith(""), "<Othr><Id>42</Id></Othr>", "42"))
	if onlyStatement(t, in).Account.AccountID != (AccountID{Other: "42"}) {
		t.Errorf("got %+v", onlyStatement(t, in).Account)
	}
}

func TestTotalOfChargesStandsInForRecords(t *testing.T) {
	entry := `<Ntry>` + oneUSD + credit +
		`<Sts>BOOK</Sts><Chrgs><TtlChrgsAndTaxAmt Ccy="USD">3</TtlChrgsAndTaxAmt></Chrgs></Ntry>`
	in := mustRead(t, statementWith(entry))
	charges := onlyStatement(t, in).Entries[0].Charges
	if len(charges) != 1 || charges[0] != (Charge{Amount: usd(300), Total: usd(300)}) || len(in.Warnings)+len(in.Unread) > 0 {
		t.Errorf("got %+v, %q, %q", charges, in.Warnings, in.Unread)
	}
}

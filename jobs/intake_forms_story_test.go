package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// initiation is a pain.001 of one batch of alfa with the transfers; count and sum are what it announces.
func initiation(count, sum string, transfers ...string) string {
	if sum != "" {
		sum = "<CtrlSum>" + sum + "</CtrlSum>"
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T09:00:00Z</CreDtTm><NbOfTxs>` + count + `</NbOfTxs>` + sum + `<InitgPty><Nm>Alfa</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>B1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-11-24</Dt></ReqdExctnDt>
<Dbtr><Nm>Alfa Handels AG</Nm><Id><OrgId><Othr><Id>alfa</Id></Othr></OrgId></Id></Dbtr><DbtrAcct><Id><IBAN>DE75512108001245126162</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>DEUTDEFFXXX</BICFI></FinInstnId></DbtrAgt>
` + strings.Join(transfers, "\n") + `
</PmtInf></CstmrCdtTrfInitn></Document>`
}

func transferTo(id, payee, amount string) string {
	return fmt.Sprintf(`<CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">%s</InstdAmt></Amt><Cdtr><Nm>X</Nm><Id><OrgId><Othr><Id>%s</Id></Othr></OrgId></Id></Cdtr><RmtInf><Ustrd>invoice</Ustrd><Ustrd>7</Ustrd></RmtInf></CdtTrfTxInf>`,
		id, amount, payee)
}

// One obligation in three forms is one obligation, and another content in another form is a conflict.
func TestObligationsComeInThreeForms(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.people()
	line := `{"id":"O-1","payer":"alfa","payee":"brixton","currency":"EUR","amount":"100.00","value_date":"2026-11-24","reference":"invoice 7"}`
	h.imports("o.csv", obligationsHeader+"O-1,alfa,brixton,EUR,100.00,2026-11-24,invoice 7\n")
	for name, text := range map[string]string{"o.jsonl": line, "o.xml": initiation("1", "100.00", transferTo("O-1", "brixton", "100.00"))} {
		r, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: name, Data: []byte(text)}}, false)
		h.must(err)
		if r.Known != 1 || r.RefusalCount != 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	r, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "p.xml", Data: []byte(initiation("2", "35.50", transferTo("O-1", "brixton", "5.00"),
		transferTo("O-2", "harbour", "30.50")))}}, false)
	h.must(err)
	if r.Obligations != 1 || len(r.Refusals) != 1 || !strings.Contains(r.Refusals[0].Error(), `id "O-1": conflict`) {
		t.Errorf("%+v", r)
	}
	h.holds() // every obligation is as a file says, whatever its form
	h.run()
	h.same("payments", h.payments(), "alfa in EUR 130.50 planned", "brixton out EUR 100.00 written", "harbour out EUR 30.50 written")
}

// What is wrong with one transfer refuses it alone; what is wrong with the file refuses all of it.
func TestInitiationsAreStrict(t *testing.T) {
	t.Parallel()
	good := transferTo("O-9", "harbour", "1.00")
	bad := func(old, new string) string {
		return strings.Replace(transferTo("O-1", "brixton", "2.00"), old, new, 1)
	}
	for _, tt := range []struct {
		name, text, refusal string
		taken               int
	}{
		{"an unknown payee", initiation("2", "", bad(">brixton<", ">nobody<"), good), `CdtTrfTxInf[1]/Cdtr/Id//Othr/Id "nobody": no participant has this id`, 1},
		{"no id of the payee", initiation("2", "", bad(`<Id><OrgId><Othr><Id>brixton</Id></Othr></OrgId></Id>`, ""), good), `Cdtr/Id//Othr/Id "": it is empty`, 1},
		{"the payer is the payee", initiation("2", "", bad(">brixton<", ">alfa<"), good), "it is the payer too", 1},
		{"too many decimals", initiation("2", "", bad("2.00", "2.001"), good), `CdtTrfTxInf[1]/`, 1},
		{"NOTPROVIDED", initiation("2", "", bad("O-1", "NOTPROVIDED"), good), "it names nothing", 1},
		{"an equivalent amount", initiation("2", "", bad(`<InstdAmt Ccy="EUR">2.00</InstdAmt>`, `<EqvtAmt><Amt Ccy="EUR">2.00</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>`), good),
			"CdtTrfTxInf[1]/", 1},
		{"structured remittance", initiation("2", "", bad(`<Ustrd>invoice</Ustrd><Ustrd>7</Ustrd>`, `<Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>`), good),
			"a reference of plain text only", 1},
		{"an ultimate creditor", initiation("2", "", bad("<RmtInf>", "<UltmtCdtr><Nm>Y</Nm></UltmtCdtr><RmtInf>"), good), "no ultimate creditor", 1},
		{"a wrong count", initiation("3", "", good), "GrpHdr/NbOfTxs \"\": 3 transfers are announced, 1 are there", 0},
		{"a wrong sum", initiation("1", "1.01", good), "the control sum is 1.01, the amounts sum to 1", 0},
		{"a sum that is no number", initiation("1", "one", good), "the control sum is", 0},
		{"an element that nobody knows", initiation("1", "", strings.Replace(good, "<RmtInf>", "<Colour>red</Colour><RmtInf>", 1)), "it is not understood", 0},
		{"cut off", initiation("1", "", good)[:700], "o.xml:", 0},
		{"another message", strings.ReplaceAll(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>`, "\n", ""), "it is XML, and no pain.001", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.people()
			r, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.xml", Data: []byte(tt.text)}}, false)
			h.must(err)
			if r.Obligations != tt.taken || len(r.Refusals) == 0 || !strings.Contains(r.Refusals[0].Error(), tt.refusal) || r.Refusals[0].Remedy == "" {
				t.Errorf("%d taken, refused %v, want %d and %q", r.Obligations, r.Refusals, tt.taken, tt.refusal)
			}
			if tt.taken == 0 && len(look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") })) > 0 {
				t.Error("something of the file is kept")
			}
			h.holds()
		})
	}
}

// Transfers that begin on one line are refused each by itself, and all are kept.
func TestRefusedTransfersOnOneLine(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	text := strings.ReplaceAll(initiation("2", "", transferTo("O-1", "nobody", "1.00"), transferTo("O-2", "nobody", "1.00")), "\n", "")
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.xml", Data: []byte(text)}}, false)
	h.must(err)
	if n := len(look(h, jobs.Tx.Refusals)); n != 2 {
		t.Errorf("%d refusals are kept, want 2", n)
	}
}

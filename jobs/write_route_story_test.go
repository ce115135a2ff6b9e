package jobs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/jobs"
)

// agreed changes the profile of a correspondent.
func agreed(correspondent string, change func(*formats.Profile)) func(*setup) {
	return func(s *setup) {
		for n := range s.settings.Correspondents {
			if s.settings.Correspondents[n].ID == correspondent {
				change(&s.settings.Correspondents[n].Profile)
			}
		}
	}
}

func initiates(p *formats.Profile) { p.CustomerMessage = formats.CustomerInitiation }

// routes are the files of the cycle by correspondent, message and number of transactions.
func (h *installation) routes() []string {
	var out []string
	for _, f := range h.filesOut() {
		out = append(out, fmt.Sprintf("%s %s %d", f.Correspondent, f.Message, f.Transactions))
	}
	return out
}

func (h *installation) spooled(f jobs.FileOut) []byte {
	data, err := os.ReadFile(filepath.Join(h.dir, "spool", "out", f.Name))
	h.must(err)
	return data
}

// A correspondent that takes customer payments as pain.001 gets them so; banks are paid by pacs.009 all the
// same, and other correspondents get what they agreed on.
func TestCustomersArePaidByTheAgreedMessage(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, agreed("rhein", initiates))
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00", "O-3 cascade alfa USD 5.00")
	h.run()
	h.same("files", h.routes(), "hudson pacs.008.001.08 1", "rhein pacs.009.001.08 1", "rhein pain.001.001.09 1")
	order := string(h.spooled(h.filesOut()[2]))
	paid := h.payment("brixton")
	h.says(order, "<MsgDefIdr>pain.001.001.09</MsgDefIdr>", "<PmtInfId>"+paid.MsgID+"</PmtInfId>",
		"<InstrId>"+paid.ID+"</InstrId>", `<InstdAmt Ccy="EUR">100.00</InstdAmt>`, "<Nm>Northwind Settlement Ltd</Nm>",
		"<IBAN>DE41370400440053201300</IBAN>", "<BICFI>RHBKDEDKXXX</BICFI>")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("transit", h.balances("transit"), "transit:hudson USD -5.00", "transit:rhein EUR -130.00")
}

// Batches go as pain.001 too, with the control sum of the orders.
func TestBatchOfOrders(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, agreed("hudson", initiates))
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 5.00", "O-2 cascade brixton USD 7.00")
	h.run()
	h.same("files", h.routes(), "hudson pain.001.001.09 2")
	h.says(string(h.spooled(h.filesOut()[0])), "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>12.00</CtrlSum>")
	if a, b := h.payment("alfa"), h.payment("brixton"); a.MsgID != b.MsgID || a.File != b.File {
		t.Errorf("one message: %q and %q in %q and %q", a.MsgID, b.MsgID, a.File, b.File)
	}
}

// Several business messages go into one file only where the profile allows it; each instruction keeps the
// identifier of its own message.
func TestSeveralMessagesInAFile(t *testing.T) {
	t.Parallel()
	for most, want := range map[int][]string{
		1: {"rhein pacs.008.001.08 1", "rhein pacs.008.001.08 1", "rhein pacs.008.001.08 1"},
		2: {"rhein pacs.008.001.08 2", "rhein pacs.008.001.08 1"},
		9: {"rhein pacs.008.001.08 3"},
	} {
		h := newInstallation(t, silentPayIns, agreed("rhein", func(p *formats.Profile) {
			p.MessagesPerFile, p.FileEnvelope = most, formats.Envelope{Name: "File"}
		}))
		h.people()
		h.imports("people.csv", strings.ReplaceAll(outsiders, "شركة النور", "Al Nour"))
		h.imports("account.csv", "participant,currency,account,agent_bic\nnour,EUR,998877,HANSDEHHXXX\n"+
			"cascade,EUR,998878,HANSDEHHXXX\n")
		h.owes("O-1 harbour brixton EUR 1.00", "O-2 harbour nour EUR 2.00", "O-3 harbour alfa EUR 3.00")
		h.run()
		h.same(fmt.Sprintf("files of at most %d", most), h.routes(), want...)
		ids := []string{h.payment("brixton").MsgID, h.payment("nour").MsgID, h.payment("alfa").MsgID}
		if slices.Sort(ids); ids[0] == "" || ids[0] == ids[1] || ids[1] == ids[2] {
			t.Errorf("message identifiers %q", ids)
		}
		for _, f := range h.filesOut() {
			data := h.spooled(f)
			if n := bytes.Count(data, []byte("<AppHdr ")); n != f.Transactions || (most > 1) != bytes.Contains(data, []byte("<File>")) {
				t.Errorf("%s has %d headers, %d transactions\n%s", f.Name, n, f.Transactions, data)
			}
		}
	}
}

// What the second reader finds must be what was meant; it is asked about every file, and the stage says of
// how many it knew the message.
func TestWriteSaysWhatTheSecondReaderCovers(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, agreed("rhein", initiates))
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00", "O-3 cascade alfa USD 5.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:4] {
		h.done(s.run(h))
	}
	result := h.done(h.stages.Write(h.ctx, h.cycle))
	h.says(result.Summary, "3 files", "agrees on the 1 that it covers")
}

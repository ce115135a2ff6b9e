package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// outsiders are participants that some profile cannot name: one in Arabic script.
const outsiders = `id,name,kind,bic,street,building,postcode,town,country,settlement_currency
nour,شركة النور,company,,Corniche,1,1100,Beirut,LB,
`

func TestPaymentThatBreaksItsProfileStaysPlanned(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, obligation string
		payments         []string
		note             string
	}{
		{"payee in Arabic script", "O-1 alfa nour EUR 5.00",
			[]string{"alfa in EUR 15.00 written", "brixton out EUR 10.00 written", "nour out EUR 5.00 planned"}, "Nm"},
		{"more than 14 digits", "O-1 alfa harbour EUR 1234567890123.45",
			[]string{"alfa in EUR 1234567890133.45 written", "brixton out EUR 10.00 written",
				"harbour out EUR 1234567890123.45 planned"}, "14"},
		{"payer in Arabic script", "O-1 nour alfa EUR 5.00",
			[]string{"alfa in EUR 5.00 written", "brixton out EUR 10.00 written", "nour in EUR 5.00 planned"}, "Nm"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.people()
			h.imports("people.csv", outsiders)
			h.imports("account.csv", "participant,currency,account,agent_bic\nnour,EUR,998877,HANSDEHHXXX\n")
			h.owes("O-2 alfa brixton EUR 10.00", story.obligation)
			h.run()
			h.same("payments", h.payments(), story.payments...)
			for _, i := range h.instructions() {
				planned := i.State == lifecycle.InstructionPlanned
				if planned != (i.Note != "") || planned != (i.File == "") {
					t.Errorf("%s is %s in file %q with note %q", i.Participant, i.State, i.File, i.Note)
				}
				if planned {
					h.says(i.Note, story.note)
				}
			}
			h.approve()
			h.send()
			if h.state() != lifecycle.CycleSent {
				t.Errorf("the cycle is %s", h.state())
			}
		})
	}
}

// Writing says which payment was left out, and ends with a need for a person.
func TestWriteTellsWhatItRefused(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa harbour EUR 1234567890123.45")
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:4] {
		h.done(s.run(h))
	}
	result := h.done(h.stages.Write(h.ctx, h.cycle))
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), h.payment("harbour").ID, "harbour, EUR 1234567890123.45", "is not written")
}

// A correspondent with the batch profile gets one file for all payments of one kind.
func TestBatchOfSeveral(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 5.00", "O-2 cascade brixton USD 7.00", "O-3 cascade harbour USD 9.00",
		"O-4 alfa brixton EUR 1.00", "O-5 alfa harbour EUR 2.00")
	h.run()
	var files []string
	for _, f := range h.filesOut() {
		files = append(files, fmt.Sprintf("%s %s %d", f.Correspondent, f.Message, f.Transactions))
	}
	h.same("files", files, "hudson camt.057.001.06 1", "hudson pacs.009.001.08 1", "hudson pacs.008.001.08 2",
		"rhein camt.057.001.06 1", "rhein pacs.009.001.08 1", "rhein pacs.008.001.08 1")
	release := look(h, func(tx jobs.Tx) (jobs.Release, error) {
		r, _, err := tx.Release(h.cycle)
		return r, err
	})
	if release.Maker != "ann" || release.Digest == "" {
		t.Errorf("release: %+v", release)
	}
}

// Two cycles of the same books write the same bytes: names, identifiers and times are derived.
func TestWritingAgainGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	var hashes [2][]string
	for n := range hashes {
		h := newInstallation(t)
		h.people()
		h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
		h.run()
		for _, f := range h.filesOut() {
			hashes[n] = append(hashes[n], f.Name+" "+f.SHA256)
		}
		h.same("files", hashes[n], hashes[0]...)
	}
}

// Payments that are fine one by one, but too large together for the control sum of one message, go in more
// than one.
func TestSumTooLargeForOneMessage(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 9000000000000000.00", "O-2 harbour brixton USD 9000000000000000.00")
	h.run()
	var files []string
	for _, f := range h.filesOut() {
		files = append(files, fmt.Sprintf("%s %d", f.Message, f.Transactions))
	}
	h.same("files", files, "pacs.008.001.08 1", "pacs.008.001.08 1")
	a, b := h.payment("alfa"), h.payment("brixton")
	if a.MsgID == b.MsgID || a.State != "written" || b.State != "written" {
		t.Errorf("messages %s and %s, states %s and %s", a.MsgID, b.MsgID, a.State, b.State)
	}
}

package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// brixtonMoves is a file of accounts by which brixton has another account in EUR.
const brixtonMoves = "participant,currency,account,agent_bic\nbrixton,EUR,DE27200505500000001001,HANSDEHHXXX\n"

// amends asks for what a file says, and returns what was said of it.
func (h *installation) amends(name, text, reason string) jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Amend(h.ctx, jobs.NamedFile{Name: name, Data: []byte(text)}, reason))
}

// amendmentsAsked are the requests about amendments, each with its state.
func (h *installation) amendmentsAsked(subject string) []jobs.ApprovalRequest {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) ([]jobs.ApprovalRequest, error) {
		return tx.ApprovalRequestsOf(jobs.ApproveAmendment, subject)
	})
}

// agreeTo lets bea approve the newest request about the subject.
func (h *installation) agreeTo(subject string) (jobs.Result, error) {
	h.t.Helper()
	all := h.amendmentsAsked(subject)
	return h.stages.Decide(h.ctx, all[len(all)-1].Number, jobs.ApprovalSay{Person: "bea", Approved: true})
}

func (h *installation) amended() (lines []string) {
	h.t.Helper()
	for _, m := range look(h, jobs.Tx.Amendments) {
		for _, c := range m.Changes() {
			lines = append(lines, fmt.Sprintf("%d %s %s %s %s>%s by %s", m.Number, m.Participant, m.Currency.Code(), c.Field, c.Was, c.Becomes, m.By))
		}
	}
	return lines
}

// An account changes when another person has approved it, and not before; the next file pays into the new one.
func TestAnAccountIsAmendedByTwo(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	r := h.amends("moved.csv", brixtonMoves+"alfa,EUR,DE54200505500000001000,HANSDEHHXXX\n", "letter of 20 November, called back")
	h.ends(r, jobs.OutcomeNeedsPerson)
	h.says(r.Summary, "asked for 1 amendment; 1 known as they are; 0 rows refused")
	h.says(strings.Join(r.Notes, "; "), `account brixton EUR, account "GB66NWDK40051500001020" becomes "DE27200505500000001001", `+
		`agent_bic "NWDKGB2LXXX" becomes "HANSDEHHXXX" waits for approval: nostro approvals approve 1`)
	h.same("not yet", h.amended())
	h.same("what lists and mails say", []string{h.amendmentsAsked("account brixton EUR")[0].What},
		`account brixton EUR, account "...1020" becomes "...1001", agent_bic "NWDKGB2LXXX" becomes "HANSDEHHXXX": letter of 20 November, called back`)
	_, err := h.stages.Decide(h.ctx, 1, jobs.ApprovalSay{Person: "ann", Approved: true})
	h.refused(err, risk.ErrMakerIsChecker)
	h.done(h.agreeTo("account brixton EUR"))
	h.same("amended", h.amended(), "1 brixton EUR number GB66NWDK40051500001020>DE27200505500000001001 by ann",
		"1 brixton EUR agent_bic NWDKGB2LXXX>HANSDEHHXXX by ann")
	h.owes("O-1 alfa brixton EUR 100.00")
	h.run()
	if data := h.spooledFor("rhein"); !strings.Contains(data, "DE27200505500000001001") || strings.Contains(data, "GB66NWDK40051500001020") {
		t.Errorf("the file does not pay into the new account alone: %s", data)
	}
	_, err = h.agreeTo("account brixton EUR")
	h.refused(err, jobs.ErrNeedsPerson, "it is used already")
	again := h.amends("moved.csv", brixtonMoves, "the same letter")
	h.ends(again, jobs.OutcomeNothing)
	h.says(h.tries("accounts.csv", accountsCSV, false).Refusals[0].Error(), "conflict", "nostro participants amend")
}

// spooled is all that lies in the spool for a correspondent.
func (h *installation) spooledFor(correspondent string) string {
	h.t.Helper()
	text := ""
	for _, f := range h.filesOut() {
		if f.Correspondent == correspondent {
			data, err := h.spool.Read("out/" + f.Name)
			h.must(err)
			text += string(data)
		}
	}
	return text
}

// Files that were approved carry the account that was known when they were written: whoever approved them did not know.
func TestAnAmendmentVoidsWhatWasApproved(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00", "O-2 cascade alfa USD 30.00")
	h.at("2026-11-23T15:40:00Z")
	h.amends("moved.csv", brixtonMoves, "closed")
	h.done(h.agreeTo("account brixton EUR"))
	if h.state() != lifecycle.CycleWritten {
		t.Errorf("the cycle is %s", h.state())
	}
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "first somebody other than its makers approves it")
	v, err := h.stages.ShowRelease(h.ctx, h.cycle)
	h.must(err)
	h.says(strings.Join(v.Unusual, "; "), `pays brixton as known before amendment 1 of 2026-11-23 15:40:00Z (number "GB66NWDK40051500001020" becomes "DE27200505500000001001", `+
		`agent_bic "NWDKGB2LXXX" becomes "HANSDEHHXXX")`, "refuse the release to write it anew")
	_, err = h.stages.Approve(h.ctx, h.cycle, "carol", false, "the account has changed")
	h.must(err)
	h.run()
	if data := h.spooledFor("rhein"); !strings.Contains(data, "DE27200505500000001001") {
		t.Error("the new release does not pay into the new account")
	}
	h.approve()
	h.send()
	h.holds()
}

// A release that pays somebody else stays approved.
func TestAnAmendmentLeavesOtherReleasesAlone(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-2 cascade alfa USD 30.00")
	h.amends("moved.csv", brixtonMoves, "closed")
	h.done(h.agreeTo("account brixton EUR"))
	if h.state() != lifecycle.CycleApproved {
		t.Errorf("the cycle is %s", h.state())
	}
	h.send()
}

// What was paid into the old account says nothing of the new one: it was never paid before.
func TestAnAmendedAccountIsNew(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.sent("O-1 alfa brixton EUR 100.00")
	news := func() (ids []string) {
		v, err := h.stages.ShowRelease(h.ctx, h.cycle)
		h.must(err)
		for _, i := range v.New {
			ids = append(ids, i.Participant)
		}
		return ids
	}
	h.at("2026-11-23T15:41:00Z")
	h.imports("o2.csv", obligationsCSV("O-2 alfa brixton EUR 50.00"))
	h.run()
	h.same("paid before", news())
	h.approve()
	h.send()
	h.at("2026-11-23T15:42:00Z")
	h.amends("moved.csv", brixtonMoves, "closed")
	h.done(h.agreeTo("account brixton EUR"))
	h.at("2026-11-23T15:43:00Z")
	h.imports("o3.csv", obligationsCSV("O-3 alfa brixton EUR 50.00"))
	h.run()
	h.same("never paid before", news(), "brixton")
	v, err := h.stages.ShowRelease(h.ctx, h.cycle)
	h.must(err)
	if strings.Contains(strings.Join(v.Unusual, ";"), "amendment") {
		t.Errorf("the files were written after the amendment: %v", v.Unusual)
	}
}

// A participant is amended as its account is. Its settlement currency waits while a cycle goes by it.
func TestAParticipantIsAmended(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.rates("2026-11-23", "USD 1.1634")
	renamed := strings.Split(participantsCSV, "\n")[0] + "\nbrixton,Brixton & Hove plc,company,,Coldharbour Lane,401,SW9 8LQ,London,GB,USD\n"
	h.amends("renamed.csv", renamed, "merged")
	h.owes("O-1 alfa brixton EUR 100.00")
	h.at("2026-11-23T15:31:00Z")
	opened, err := h.stages.Open(h.ctx, date24)
	h.must(err)
	h.done(h.stages.Close(h.ctx, opened.Cycle, false))
	_, err = h.agreeTo("participant brixton")
	h.refused(err, jobs.ErrNeedsPerson, "it goes by the settlement currency as it is")
	h.run()
	h.done(h.agreeTo("participant brixton"))
	h.same("amended", h.amended(), "1 brixton  name Brixton Retail Ltd>Brixton & Hove plc by ann", "1 brixton  settlement_currency >USD by ann")
}

func TestAmendmentsThatAreRefused(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	amend := func(name, text, reason string) error {
		_, err := h.stages.Amend(h.ctx, jobs.NamedFile{Name: name, Data: []byte(text)}, reason)
		return err
	}
	h.refused(amend("moved.csv", brixtonMoves, " "), jobs.ErrAmendment, "say why")
	h.refused(amend("o.csv", obligationsCSV("O-1 alfa brixton EUR 100.00"), "why"), jobs.ErrAmendment, "only participants and accounts")
	h.refused(amend("o.csv", "what,is,this\n", "why"), jobs.ErrAmendment, "o.csv")
	r := h.amends("moved.csv", brixtonMoves+"nobody,EUR,DE27200505500000001001,\nharbour,EUR,GB00NWDK40051500001070,\nbrixton,JPY,7700,\n", "letter")
	h.says(r.Summary, "asked for 1 amendment; 0 known as they are; 3 rows refused")
	h.says(strings.Join(r.Notes, "; "), "moved.csv:3:", "it is not known, so there is nothing to amend", "moved.csv:4:", "it begins like an IBAN and is none", "moved.csv:5:")

	// Asked twice: the second takes the place of the first. Refused: nothing changes.
	other := strings.Replace(brixtonMoves, "DE27200505500000001001", "DE54200505500000001000", 1)
	h.amends("other.csv", other, "another letter")
	all := h.amendmentsAsked("account brixton EUR")
	h.same("requests", []string{string(all[0].State), string(all[1].State)}, "voided", "waiting")
	_, err := h.stages.Decide(h.ctx, all[1].Number, jobs.ApprovalSay{Person: "bea", Reason: "nobody answers there"})
	h.must(err)
	h.same("nothing was amended", h.amended())
	h.holds()
}

// What was approved is what is in the file: a request that was changed from outside is found.
func TestAnAmendmentIsWhatItsFileSays(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.amends("moved.csv", brixtonMoves, "letter")
	h.tamper("DROP TRIGGER approval_request_content_stays",
		"UPDATE approval_request SET content = replace(content, 'DE27200505500000001001', 'DE54200505500000001000')")
	_, err := h.agreeTo("account brixton EUR")
	h.refused(err, jobs.ErrNeedsPerson, "has changed since this was asked")
	h.same("amended", h.amended())
}

// Somebody who writes into the database beside the program is found, even where he writes what some file once said.
func TestAmendmentsAreChecked(t *testing.T) {
	t.Parallel()
	back := "UPDATE participant_account SET number = 'GB66NWDK40051500001020', agent_bic = 'NWDKGB2LXXX' WHERE participant = 'brixton' AND currency = 'EUR'"
	for want, sql := range map[string][]string{
		"account brixton EUR is not what amendment 1 made it": {"DROP TRIGGER participant_account_changes_by_amendment", back},
		"approval 1, by which it was made, is not of it": {"DROP TRIGGER approval_request_content_stays",
			"UPDATE approval_request SET subject = 'account brixton GBP'"},
	} {
		h := newInstallation(t)
		h.people()
		h.amends("moved.csv", brixtonMoves, "letter")
		h.done(h.agreeTo("account brixton EUR"))
		h.tamper(sql...)
		results, err := h.stages.Check(h.ctx)
		h.must(err)
		text := ""
		for _, r := range results {
			text += r.Detail + "\n"
		}
		h.says(text, want)
	}
	h := newInstallation(t)
	h.people()
	h.amends("moved.csv", brixtonMoves, "letter")
	h.done(h.agreeTo("account brixton EUR"))
	h.amends("back.csv", strings.Split(accountsCSV, "\n")[0]+"\n"+strings.Split(accountsCSV, "\n")[3]+"\n", "the letter was forged")
	h.done(h.agreeTo("account brixton EUR"))
	h.tamper("DROP TRIGGER amendment_never_changes", "UPDATE amendment SET was = json_object('number', 'X', 'iban', 0, 'agent_bic', '') WHERE number = 2")
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	for _, r := range results {
		if !r.Holds {
			h.says(r.Detail, "amendment 2 of account brixton EUR does not begin with what amendment 1 ended with")
			return
		}
	}
	t.Error("a chain that is broken was not found")
}

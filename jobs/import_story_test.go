package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// kept is how many participants, accounts and obligations are in the store, and how many refusals.
func (h *installation) kept() string {
	h.t.Helper()
	return fmt.Sprintf("%d participants, %d accounts, %d obligations, %d refusals",
		len(look(h, jobs.Tx.Participants)), len(look(h, jobs.Tx.Accounts)),
		len(look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") })), len(look(h,
			jobs.Tx.Refusals)))
}

func TestImport(t *testing.T) {
	t.Parallel()
	known := obligationsCSV("O-1 alfa brixton EUR 100.00")
	for _, story := range []struct {
		name, file, text string
		whole            bool
		outcome          jobs.Outcome
		refusal          string // part of the first one; "" for none
		kept             string
	}{
		{"the same file again", "again.csv", known, false, jobs.OutcomeNothing, "",
			"4 participants, 8 accounts, 1 obligations, 0 refusals"},
		{"the same row in another file", "more.csv", obligationsCSV("O-2 alfa brixton EUR 5.00",
			"O-1 alfa brixton EUR 100.00"), false,
			jobs.OutcomeDone, "", "4 participants, 8 accounts, 2 obligations, 0 refusals"},
		{"a known obligation with another amount", "more.csv", obligationsCSV("O-1 alfa brixton EUR 100.01",
			"O-2 alfa brixton EUR 5.00"),
			false, jobs.OutcomeNeedsPerson, `more.csv:2: id "O-1": conflict`,
			"4 participants, 8 accounts, 2 obligations, 1 refusals"},
		{"a known participant with another name", "people.csv", strings.Replace(participantsCSV, "Alfa Handels",
			"Alfa Handel", 1),
			false, jobs.OutcomeNeedsPerson, `people.csv:2: id "alfa": conflict`,
			"4 participants, 8 accounts, 1 obligations, 1 refusals"},
		{"a known account with another number", "accounts.csv", strings.Replace(accountsCSV, "0210000001030",
			"0210000001031", 1),
			false, jobs.OutcomeNeedsPerson, `accounts.csv:6: participant "cascade USD": conflict`,
			"4 participants, 8 accounts, 1 obligations, 1 refusals"},
		{"an id twice in one file, with other content", "more.csv", obligationsCSV("O-2 alfa brixton EUR 5.00",
			"O-2 alfa brixton EUR 6.00"),
			false, jobs.OutcomeNeedsPerson, `more.csv:3: id "O-2"`, "4 participants, 8 accounts, 2 obligations, 1 refusals"},
		{"unknown participants", "more.csv", obligationsCSV("O-2 alfa nobody EUR 5.00", "O-3 alfa brixton EUR 6.00"), false,
			jobs.OutcomeNeedsPerson, `more.csv:2: payee "nobody"`, "4 participants, 8 accounts, 2 obligations, 1 refusals"},
		{"one bad row refuses the whole file", "more.csv", obligationsCSV("O-2 alfa brixton EUR 1.005",
			"O-3 alfa brixton EUR 6.00"), true,
			jobs.OutcomeNeedsPerson, `more.csv:2: amount "1.005"`, "4 participants, 8 accounts, 1 obligations, 1 refusals"},
		{"one conflict refuses the whole file", "more.csv", obligationsCSV("O-3 alfa brixton EUR 6.00",
			"O-1 alfa brixton EUR 6.00"), true,
			jobs.OutcomeNeedsPerson, `more.csv:3: id "O-1": conflict`, "4 participants, 8 accounts, 1 obligations, 1 refusals"},
		{"a whole file without a bad row", "more.csv", obligationsCSV("O-3 alfa brixton EUR 6.00"), true,
			jobs.OutcomeDone, "", "4 participants, 8 accounts, 2 obligations, 0 refusals"},
		{"a file of unknown kind", "letter.txt", "Dear Sirs,\nplease pay us.\n", false, jobs.OutcomeNeedsPerson,
			"letter.txt:1: ",
			"4 participants, 8 accounts, 1 obligations, 1 refusals"},
		{"an empty file", "empty.csv", "", false, jobs.OutcomeNeedsPerson, "empty.csv:1: ",
			"4 participants, 8 accounts, 1 obligations, 1 refusals"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.people()
			h.imports("obligations.csv", known)
			result := h.tries(story.file, story.text, story.whole)
			h.ends(result.Result, story.outcome)
			if (story.refusal == "") != (len(result.Refusals) == 0) {
				t.Fatalf("refusals: %v", result.Refusals)
			}
			if story.refusal != "" {
				h.says(result.Refusals[0].Error(), story.refusal)
				h.says(result.Result.Notes[0], story.refusal)
			}
			h.same("kept", []string{h.kept()}, story.kept)
			h.tries(story.file, story.text, story.whole)
			h.same("kept after the same again", []string{h.kept()}, story.kept)
			h.holds()
		})
	}
}

// Every file that was given is kept with its bytes, also one that nobody can read, and one that was
// refused as a whole can be taken row by row later.
func TestImportKeepsWhatItRefuses(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.tries("letter.txt", "Dear Sirs", false)
	text := obligationsCSV("O-1 alfa brixton EUR 1.005", "O-2 alfa brixton EUR 6.00")
	h.tries("obligations.csv", text, true)
	var files []string
	for _, f := range look(h, jobs.Tx.InputFiles) {
		data, err := h.spool.Read("raw/" + f.SHA256)
		h.must(err)
		files = append(files, fmt.Sprintf("%s %s %d", f.Name, f.Kind, len(data)))
	}
	h.same("files", files, fmt.Sprintf("accounts.csv accounts %d", len(accountsCSV)), "letter.txt unknown 9",
		fmt.Sprintf("obligations.csv obligations %d", len(text)), fmt.Sprintf("participants.csv participants %d",
			len(participantsCSV)))
	h.tries("obligations.csv", text, false)
	h.obligationsAre("", "accepted", "O-2")
}

// A file full of mistakes is told in few notes; every refusal is kept.
func TestImportCapsItsNotes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	var rows []string
	for n := range 63 {
		rows = append(rows, fmt.Sprintf("O-%d alfa brixton EUR -1.00", n))
	}
	result := h.tries("obligations.csv", obligationsCSV(rows...), false)
	if len(result.Refusals) != 63 || len(result.Result.Notes) != 51 {
		t.Errorf("%d refusals, %d notes", len(result.Refusals), len(result.Result.Notes))
	}
	h.says(result.Result.Notes[50], "and 13 more", "nostro refusals")
	h.says(result.Result.Summary, "63 rows refused")
	h.same("kept", []string{h.kept()}, "4 participants, 8 accounts, 0 obligations, 63 refusals")
}

// One bad file among several stops none of the others.
func TestImportOfSeveralFiles(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{
		{Name: "participants.csv", Data: []byte(participantsCSV)}, {Name: "letter.txt", Data: []byte("Dear Sirs")},
		{Name: "accounts.csv", Data: []byte(accountsCSV)},
	}, true)
	h.must(err)
	h.same("kept", []string{h.kept()}, "4 participants, 8 accounts, 0 obligations, 1 refusals")
	h.says(result.Result.Summary, "4 participants, 8 accounts, 0 obligations", "1 row refused")
}

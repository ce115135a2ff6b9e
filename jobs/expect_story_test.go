package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/risk"
)

// expecting lets rhein give a statement by 08:00 in Berlin on every business day from 24 November 2026, a Tuesday.
func expecting(change func(*jobs.Expectation)) func(*setup) {
	return func(s *setup) {
		by, err := calendar.ParseCutOff("08:00", "Europe/Berlin")
		if err != nil {
			panic(err)
		}
		e := jobs.Expectation{Name: "statement", Kind: "camt.053", By: by, Calendar: calendar.TARGET(), Since: calendar.MustDate("2026-11-24")}
		if change != nil {
			change(&e)
		}
		for n, c := range s.settings.Correspondents {
			if c.ID == "rhein" {
				s.settings.Correspondents[n].Expects = []jobs.Expectation{e}
			}
		}
	}
}

// expected are all days, each as "2026-11-24 late".
func (h *installation) expected() []string {
	h.t.Helper()
	all, err := h.stages.Expected(h.ctx, true)
	h.must(err)
	var lines []string
	for _, v := range all {
		lines = append(lines, fmt.Sprintf("%s %s", v.Day, v.State))
	}
	return lines
}

// recorded are the days that the books have, each with whether the file is there.
func (h *installation) recorded() []string {
	h.t.Helper()
	var lines []string
	for _, e := range look(h, jobs.Tx.ExpectedFiles) {
		lines = append(lines, fmt.Sprintf("%s in:%d", e.Day, e.FileIn))
	}
	return lines
}

func TestAnExpectedFileThatComes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-24T06:59:00Z") // 07:59 in Berlin
	h.same("before it is due", h.expected(), "2026-11-24 waiting")
	h.ends(h.collect(), jobs.OutcomeNothing)
	h.same("recorded", h.recorded())
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.ends(h.collect(), jobs.OutcomeDone)
	h.same("recorded", h.recorded(), "2026-11-24 in:1")
	h.at("2026-11-24T12:00:00Z")
	h.same("expected", h.expected(), "2026-11-24 came")
	h.ends(h.collect(), jobs.OutcomeNothing)
}

// What does not come is told once when it is noticed, stays late, and is recorded once; what comes after all is
// written to the same row.
func TestAnExpectedFileThatIsLate(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-24T07:00:00Z") // 08:00 in Berlin: due, and not there
	h.same("expected", h.expected(), "2026-11-24 late")
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "statement of 2026-11-24 was due at 08:00 Europe/Berlin and has not come", "nostro collect",
		"ask rhein", "nostro files excuse rhein statement 2026-11-24", "expected-file-missing.md")
	h.ends(h.collect(), jobs.OutcomeNothing) // told already; status goes on saying it
	h.same("recorded", h.recorded(), "2026-11-24 in:0")
	h.at("2026-11-24T15:00:00Z")
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	late := h.collect()
	h.ends(late, jobs.OutcomeDone)
	h.says(strings.Join(late.Notes, "\n"), "statement of 2026-11-24 has come after all")
	h.same("expected", h.expected(), "2026-11-24 came late")
	h.same("recorded", h.recorded(), "2026-11-24 in:1")
	row := look(h, jobs.Tx.ExpectedFiles)[0]
	if !row.CameAt.Equal(h.now) || row.RecordedAt.Equal(h.now) {
		t.Errorf("%+v", row)
	}
}

// A weekend expects nothing. A file of a later day is that day's, and only what is left over makes up for an
// older one: a bank that left a day out stays one short.
func TestExpectedDaysDoNotTakeFromEachOther(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-27T12:00:00Z") // Friday: four days have passed
	h.collect()
	h.at("2026-11-28T12:00:00Z")
	h.same("on Saturday", h.expected(), "2026-11-24 late", "2026-11-25 late", "2026-11-26 late", "2026-11-27 late")
	h.at("2026-11-30T06:00:00Z")
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.collect()
	h.same("the day's own first", h.expected(), "2026-11-24 late", "2026-11-25 late", "2026-11-26 late", "2026-11-27 late", "2026-11-30 came")
	h.offer("rhein", "b.xml", strangeStatement(2, "105.00").xml())
	h.collect()
	h.same("then the oldest", h.expected(), "2026-11-24 came late", "2026-11-25 late", "2026-11-26 late", "2026-11-27 late", "2026-11-30 came")
}

// By kind a file that cannot be read is none; by its name it is.
func TestAnExpectedFileInQuarantine(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*jobs.Expectation){
		"2026-11-24 late": nil,
		"2026-11-24 came": func(e *jobs.Expectation) { e.Kind, e.Pattern = "", "STMT*.xml" },
	} {
		h := newInstallation(t, expecting(change))
		h.at("2026-11-24T06:00:00Z")
		h.offer("rhein", "STMT1.xml", "no XML")
		h.collect()
		h.at("2026-11-24T09:00:00Z")
		h.same("expected", h.expected(), want)
	}
}

// A statement is a statement whatever it is written in: a camt.053 that tells no version, and an MT940, are a camt.053 that has come.
func TestAnExpectedFileInAnotherForm(t *testing.T) {
	t.Parallel()
	foreign := strings.Replace(strangeStatement(1, "100.00").xml(), "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", "urn:bank:own", 1)
	if !strings.Contains(foreign, "urn:bank:own") {
		t.Fatal("the statement has another namespace than this test takes away")
	}
	mt940 := ":20:STARTUMS\r\n:25:DE89370400440532013000\r\n:28C:1/1\r\n:60F:C261123EUR100,00\r\n:62F:C261124EUR100,00\r\n-\r\n"
	for name, c := range map[string]struct{ paper, want, says string }{
		"no version": {foreign, "2026-11-24 came", "a.xml was read, with 1 doubt: nostro files show in:1"},
		"MT940":      {mt940, "2026-11-24 came", ""},
		"intraday":   {strings.NewReplacer(":62F:C261124EUR100,00", ":34F:EUR0,00\r\n:13D:2611241200+0100", ":60F:C261123EUR100,00\r\n", "").Replace(mt940), "2026-11-24 late", ""},
	} {
		h := newInstallation(t, expecting(nil))
		h.at("2026-11-24T06:00:00Z")
		h.offer("rhein", "a.xml", c.paper)
		collected := h.collect()
		h.ends(collected, jobs.OutcomeDone)
		h.says(collected.Summary, "1 read")
		h.says(strings.Join(collected.Notes, "\n"), c.says)
		h.at("2026-11-24T09:00:00Z")
		if got := h.expected(); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestExcuseNeedsTwoPersonsAndAReason(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-24T09:00:00Z")
	day, other := calendar.MustDate("2026-11-24"), calendar.MustDate("2026-11-25")
	for _, r := range []struct {
		correspondent, name string
		day                 calendar.Date
		by, why             string
		class               error
		says                string
	}{
		{"rhein", "statement", day, "ann", "why", risk.ErrMakerIsChecker, "--by"},
		{"rhein", "statement", day, "bea", "", nil, "--reason"},
		{"rhein", "acks", day, "bea", "why", jobs.ErrUnknownID, "files expected --all"},
		{"hudson", "statement", day, "bea", "why", jobs.ErrUnknownID, ""},
		{"rhein", "statement", other, "bea", "why", jobs.ErrUnknownID, ""},
	} {
		_, err := h.stages.Excuse(h.ctx, r.correspondent, r.name, r.day, r.by, r.why)
		h.refused(err, r.class, r.says)
	}
	result, err := h.stages.Excuse(h.ctx, "rhein", "statement", day, "bea", "the bank was closed")
	h.must(err)
	h.says(result.Summary, "excused by ann and bea")
	h.same("expected", h.expected(), "2026-11-24 excused")
	h.ends(h.collect(), jobs.OutcomeNothing)
	_, err = h.stages.Excuse(h.ctx, "rhein", "statement", day, "bea", "again")
	h.refused(err, nil, "is not late: it is excused")
	h.offer("rhein", "a.xml", strangeStatement(1, "100.00").xml())
	h.collect()
	h.same("it comes all the same", h.expected(), "2026-11-24 came late")
}

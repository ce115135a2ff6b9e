package jobs_test

import (
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// rheinPattern gives the files for rhein names of its own, in capitals, that sort before those for hudson, which has none.
func rheinPattern(s *setup) {
	s.settings.Correspondents[1].FileNames = jobs.FileNames{Pattern: "A_{date}_{correspondent}_{cycle}_{sequence}.xml", Case: "upper",
		Max: 95}
}

// Files go by the pattern of their bank, also when they are written anew after a refusal.
func TestFilesGoByThePatternOfTheirBank(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, rheinPattern)
	h.people()
	h.owes(twoBanks...)
	h.run()
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "value date is a holiday in New York"))
	h.run()
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	if h.state() != lifecycle.CycleSent {
		t.Errorf("the cycle is %s", h.state())
	}
	h.same("files at rhein", h.waiting("rhein", folderOut), "A_20261124_RHEIN_2026-11-24-1_R2-0003.XML",
		"A_20261124_RHEIN_2026-11-24-1_R2-0004.XML")
	h.same("files at hudson", h.waiting("hudson", folderOut), "NWSLGB2LXXX-2026-11-24-1-r2-0001-camt.057.001.06.xml",
		"NWSLGB2LXXX-2026-11-24-1-r2-0002-pacs.008.001.08.xml")
	var names []string
	for _, f := range h.filesOut() {
		names = append(names, f.Name)
	}
	for _, first := range []string{"A_20261124_RHEIN_2026-11-24-1_0003.XML", "A_20261124_RHEIN_2026-11-24-1_0004.XML"} {
		if !slices.Contains(names, first) {
			t.Errorf("%s of the refused release is not in the books: %v", first, names)
		}
	}
}

// A name that would be too long stops the writing, and nothing is kept of it.
func TestNameThatIsTooLongStopsTheWriting(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, rheinPattern, func(s *setup) { s.settings.Correspondents[1].FileNames.Max = 20 })
	h.people()
	h.owes(twoBanks...)
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:4] {
		h.done(s.run(h))
	}
	_, err := h.stages.Write(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "at most 20 go: shorten file_name")
	if len(h.filesOut()) != 0 {
		t.Errorf("%v", h.files())
	}
}

// Catch-up knows by the pattern which files the lost house has sent.
func TestCatchUpKnowsFilesByPattern(t *testing.T) {
	t.Parallel()
	d := newDrill(t, rheinPattern)
	d.goOn("convert")
	d.backUp(t)
	d.goOn("send")
	d.elsewhere(d.copy)
	said := text(d.catchUp())
	d.says(said, "remote:rhein/A_20261124_RHEIN_2026-11-24-1_", "remote:hudson/NWSLGB2LXXX-2026-11-24-1-0002-pacs.009.001.08.xml")
	if strings.Contains(said, "remote:rhein/NWSLGB2LXXX") {
		t.Errorf("rhein has files without its pattern: %s", said)
	}
}

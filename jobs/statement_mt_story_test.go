package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// mt940 is a day of EUR at rhein: it opens with 1000.00 and pays out to brixton.
func mt940(brixton jobs.Instruction) string {
	return ":20:STARTUMS\n:25:DE41370400440053201300EUR\n:28C:00001/001\n:60F:C261123EUR1000,00\n" +
		":61:2611241124D100,00NTRF" + brixton.ID + "//B-1\n:86:177?00UEBERWEISUNG?20EREF+" + brixton.ID + "?32BRIXTON\n" +
		":62F:C261124EUR900,00\n-\n"
}

// A statement of the older kind settles as a camt.053 does, and one that does not add up moves nothing.
func TestMT940Settles(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(strings.Replace(mt940(h.payment("brixton")), "EUR900,00", "EUR900,01", 1))
	h.same("statements", h.statements(), "rhein EUR 1 disputed")
	h.same("nostro", h.balances("nostro"))
	h.gives(mt940(h.payment("brixton")))
	h.same("breaks", h.breaks(), "statement-does-not-add-up rhein EUR 0.01 resolved")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 900.00")
	if got := h.payment("brixton").State; got != lifecycle.InstructionSettled {
		t.Errorf("the payment is %s", got)
	}
	if f := look(h, jobs.Tx.FilesIn)[0]; f.Message != "MT940" {
		t.Errorf("the file is %q", f.Message)
	}
}

// What happens in the day informs and never books, of the older kind and of the newer.
func TestInterimReportsBookNothing(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	brixton := h.payment("brixton")
	before := h.entries()
	h.gives(":20:X\n:25:DE41370400440053201300\n:28C:1/1\n:34F:EUR0,\n:61:2611241124D100,NTRF" + brixton.ID + "\n:90D:1EUR100,\n-\n")
	h.gives(strings.NewReplacer("camt.053", "camt.052", "BkToCstmrStmt", "BkToCstmrAcctRpt", "<Stmt>", "<Rpt>", "</Stmt>", "</Rpt>").
		Replace(statement{seq: 1, opening: "1000.00", entries: []booked{byName(brixton, "-100.00")}}.xml()))
	h.same("files", h.filesIn(), "001.xml read 1", "002.xml read 1")
	h.same("statements", h.statements())
	if h.entries() != before || h.payment("brixton").State != lifecycle.InstructionSent {
		t.Errorf("%d entries are booked, and the payment is %s", h.entries()-before, h.payment("brixton").State)
	}
	for _, f := range look(h, jobs.Tx.FilesIn) {
		h.says(f.Detail, "informs: nothing is booked by it")
	}
}

// An MT message that cannot be read lies in quarantine, with the line.
func TestMT940InQuarantine(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	result := h.gives(strings.Replace(mt940(h.payment("brixton")), "D100,00", "D100.00", 1))
	h.ends(result, jobs.OutcomeNothing)
	h.same("files", h.filesIn(), "001.xml quarantined 1")
	h.says(look(h, jobs.Tx.FilesIn)[0].Detail, "line 5", ":61:")
}

package jobs_test

import (
	"strings"
	"testing"

	"nostro/formats/csvstatement"
	"nostro/jobs"
	"nostro/lifecycle"
)

// csvAt makes rhein a bank that gives statements as CSV.
func csvAt(h *installation) {
	for n := range h.stages.Settings.Correspondents {
		if c := &h.stages.Settings.Correspondents[n]; c.ID == "rhein" {
			account, _ := c.Account(eur)
			c.CSVStatement = csvstatement.Map{Separator: ';', Decimal: ',', Dates: "DD.MM.YYYY", Account: account.ID, Currency: eur,
				BookingDate: "Tag", Amount: "Betrag", Balance: "Saldo", EndToEndID: "E2E", InstrID: "Instr", Texts: "Zweck"}
		}
	}
}

// csvDay is a day of EUR at rhein: it opens with 1000.00 and pays out to brixton.
func csvDay(brixton jobs.Instruction) string {
	return "Tag;Betrag;Saldo;E2E;Instr;Zweck\n24.11.2026;-100,00;900,00;" + ";" + brixton.ID + ";Zahlung\n"
}

// A statement as CSV is proven and settles as a camt.053 does; one of which a line is missing moves nothing, and a day
// that does not begin where the last one ended is disputed.
func TestCSVStatementSettles(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	csvAt(h)
	day := csvDay(h.payment("brixton"))
	h.gives(day + "24.11.2026;1,00;900,99;;;wrong\n")
	h.same("files", h.filesIn(), "001.xml quarantined 1")
	h.says(look(h, jobs.Tx.FilesIn)[0].Detail, "line 3", "missing, twice or elsewhere", "csv_statement")
	h.same("nostro", h.balances("nostro"))
	h.gives(day)
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 900.00")
	if got := h.payment("brixton").State; got != lifecycle.InstructionSettled {
		t.Errorf("the payment is %s", got)
	}
	h.gives(strings.Split(day, "\n")[0] + "\n25.11.2026;1,00;901,50;;;a day later\n")
	h.same("nostro after a gap", h.balances("nostro"), "nostro:rhein EUR 900.00")
	var gaps int
	for _, b := range h.breaks() {
		if strings.Contains(b, "statement-gap") || strings.Contains(b, "statement-does-not-add-up") {
			gaps++
		}
	}
	if gaps != 1 {
		t.Errorf("breaks %q, want one of the statement that does not follow", h.breaks())
	}
}

// Without a map a CSV is a file that nobody can read, and with one XML is still XML.
func TestCSVNeedsAMap(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(csvDay(h.payment("brixton")))
	h.same("files", h.filesIn(), "001.xml quarantined 1")
	csvAt(h)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 900.00")
	if f := look(h, jobs.Tx.FilesIn)[1]; f.Message == csvstatement.Message {
		t.Errorf("XML was read as %q", f.Message)
	}
}

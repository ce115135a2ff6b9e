package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/ledger"
)

// peopleSettlingInUSD imports them with all but alfa settling in USD.
func (h *installation) peopleSettlingInUSD() {
	h.t.Helper()
	h.imports("participants.csv", strings.ReplaceAll(participantsCSV, "London,GB,\n", "London,GB,USD\n"))
	h.imports("accounts.csv", accountsCSV+"brixton,USD,0210000001044,CASCUS33XXX\n")
}

// Each participant converts at the spread of its tier, and the journal says which, so that the conversion can be
// done again from the books.
func TestEachTierHasItsSpread(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, func(s *setup) {
		s.settings.Tiers = []jobs.Tier{{Name: "gold", SpreadBP: 0, Participants: []string{"brixton"}},
			{Name: "retail", SpreadBP: 100, Participants: []string{"nobody", "cascade"}}}
	})
	h.peopleSettlingInUSD()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa cascade EUR 100.00", "O-3 alfa harbour EUR 100.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Close(h.ctx, h.cycle, true))
	h.done(h.stages.Net(h.ctx, h.cycle))
	h.says(h.done(h.stages.Convert(h.ctx, h.cycle)).Summary, "3 positions converted", "spreads 0, 15, 100 bp")
	h.same("balances", h.balances("participant", "fx:spread", "rounding"), "fx:spread USD -1.33", "participant:alfa EUR 300.00",
		"participant:brixton USD -116.34", "participant:cascade USD -115.18", "participant:harbour USD -116.17")
	for participant, terms := range map[string]string{"brixton": "spread 0 bp, tier gold", "cascade": "spread 100 bp, tier retail",
		"harbour": "spread 15 bp, tier standard"} {
		e := look(h, func(tx jobs.Tx) (jobs.LoggedEntry, error) {
			e, _, err := tx.EntryByKey(ledger.ConversionKey(h.cycle, participant, eur, ""))
			return e, err
		})
		h.says(e.Entry.Memo, "conversion of EUR 100.00 to USD 11", terms)
		h.says(e.Entry.Evidence.Place, "ECB 2026-11-23")
	}
}

// A pay-out that was converted says what it was before and at which rate; one that has another part in it, and one to
// a bank, does not.
func TestAConvertedPayOutTellsItsRate(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.peopleSettlingInUSD()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa cascade EUR 50.00", "O-3 brixton cascade USD 7.00", "O-4 alfa harbour EUR 10.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.run()
	told := map[string]int{}
	for _, f := range h.filesOut() {
		told[f.Message] += strings.Count(string(h.spooled(f)), "<XchgRate>")
	}
	// brixton and cascade have USD of their own beside what was converted, so no rate leads to what they get.
	if told["pacs.008.001.08"] != 0 {
		t.Errorf("rates told: %v", told)
	}

	h = newInstallation(t, silentPayIns)
	h.peopleSettlingInUSD()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa cascade EUR 50.00", "O-4 alfa harbour EUR 10.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.run()
	text := ""
	for _, f := range h.filesOut() {
		text += string(h.spooled(f))
	}
	// 1.1634 less 15 bp is 1.16165490: 100.00 x 1.1616549 = 116.17, as the receiver computes it.
	h.says(text, `<IntrBkSttlmAmt Ccy="USD">116.17</IntrBkSttlmAmt>`, `<InstdAmt Ccy="EUR">100.00</InstdAmt>`,
		"<XchgRate>1.1616549</XchgRate>", `<InstdAmt Ccy="EUR">50.00</InstdAmt>`)
	if n := strings.Count(text, "<XchgRate>"); n != 2 {
		t.Errorf("%d messages state a rate, want those of the two companies", n)
	}
}

package jobs_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/jobs"
	"nostro/money"
)

// bookCurrencies are those of a random book, with what one EUR costs of each: bid, mid, ask.
var bookCurrencies = []struct{ code, rates string }{{"EUR", ""}, {"GBP", "0.87921,0.87945,0.87972"}, {"USD", "1.1631,1.1634,1.1637"},
	{"JPY", "180.08,180.12,180.17"}, {"KWD", "0.35701,0.35714,0.35729"}}

// randomBook is a converted cycle of many participants that settle in five currencies at four spreads.
func randomBook(t *testing.T, random *rand.Rand) *installation {
	t.Helper()
	h := newInstallation(t, silentPayIns, func(s *setup) {
		for n, code := range []string{"JPY", "KWD"} {
			s.opening[money.MustCurrency(code)] = "0"
			s.settings.Correspondents[0].Accounts = append(s.settings.Correspondents[0].Accounts,
				jobs.NostroAccount{Currency: money.MustCurrency(code), ID: formats.AccountID{Other: fmt.Sprint(9000 + n)}})
		}
		s.settings.Rates.Source = "DESK"
		s.settings.Tiers = []jobs.Tier{{Name: "a", SpreadBP: 0, Participants: []string{"P0", "P1"}},
			{Name: "b", SpreadBP: 7, Participants: []string{"P2", "P3", "P4"}}, {Name: "c", SpreadBP: 250, Participants: []string{"P5"}}}
	})
	people, accounts, owed := "id,name,kind,bic,street,building,postcode,town,country,settlement_currency\n",
		"participant,currency,account,agent_bic\n", obligationsHeader
	for p := range 12 {
		people += fmt.Sprintf("P%d,Company %d,company,,Street,1,20457,Hamburg,DE,%s\n", p, p, bookCurrencies[random.IntN(5)].code)
		for _, c := range bookCurrencies {
			accounts += fmt.Sprintf("P%d,%s,%d%s,HANSDEHHXXX\n", p, c.code, 1000+p, c.code)
		}
	}
	for n := range 150 {
		payer := random.IntN(12)
		c := money.MustCurrency(bookCurrencies[random.IntN(5)].code)
		owed += fmt.Sprintf("O-%d,P%d,P%d,%s,%s,2026-11-24,\n", n, payer, (payer+1+random.IntN(11))%12, c,
			money.FromMinor(c, 1+random.Int64N(1_000_000_000)).Decimal())
	}
	rates := "source,time,base,quote,bid,mid,ask\n"
	for _, c := range bookCurrencies[1:] {
		rates += "DESK,2026-11-23T14:00:00+01:00,EUR," + c.code + "," + c.rates + "\n"
	}
	h.imports("people.csv", people)
	h.imports("accounts.csv", accounts)
	h.imports("owed.csv", owed)
	h.done(h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: "desk.csv", Data: []byte(rates)}}))
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Close(h.ctx, h.cycle, true))
	h.done(h.stages.Net(h.ctx, h.cycle))
	h.done(h.stages.Convert(h.ctx, h.cycle))
	return h
}

// recomputes runs the script of docs/fx.md on the database.
func recomputes(t *testing.T, python, dir string) (said string, err error) {
	t.Helper()
	page, err := os.ReadFile("../docs/fx.md")
	if err != nil {
		t.Fatal(err)
	}
	_, script, found := strings.Cut(string(page), "```python\n")
	script, _, closed := strings.Cut(script, "```")
	if !found || !closed {
		t.Fatal("docs/fx.md has no script")
	}
	out, err := exec.Command(python, "-c", script, filepath.Join(dir, "nostro.db")).CombinedOutput()
	return string(out), err
}

// Another language, with fractions, finds the same conversions in the journal and the stored rates; and it sees where
// one was changed.
func TestTheScriptOfTheDocsRecomputesARandomBook(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on this machine: the script of docs/fx.md is not run")
	}
	for seed := range uint64(3) {
		h := randomBook(t, rand.New(rand.NewPCG(seed, 24)))
		conversions := look(h, func(tx jobs.Tx) ([]jobs.Conversion, error) { return tx.Conversions(h.cycle) })
		h.closeDisk()
		if len(conversions) < 30 {
			t.Fatalf("seed %d: only %d conversions", seed, len(conversions))
		}
		said, err := recomputes(t, python, h.dir)
		if want := fmt.Sprintf("%d conversions, 0 differ\n", len(conversions)); err != nil || said != want {
			t.Errorf("seed %d: %v\n%swant: %s", seed, err, said, want)
		}
		dir := t.TempDir()
		brokenCopy(t, h.dir, dir, "UPDATE rate SET mid = '1.1635' WHERE quote = 'USD'", "").closeDisk()
		if said, err := recomputes(t, python, dir); err == nil || !strings.Contains(said, "again:") {
			t.Errorf("seed %d: a changed rate goes unseen: %v\n%s", seed, err, said)
		}
	}
}

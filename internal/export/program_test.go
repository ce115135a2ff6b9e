package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/ledger"
)

// need skips aloud where a program is not installed. NOSTRO_NO_SKIP makes a skip a failure.
func need(t *testing.T, programs ...string) {
	t.Helper()
	skip := t.Skipf
	if os.Getenv("NOSTRO_NO_SKIP") != "" {
		skip = t.Fatalf
	}
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			skip("no %s: apt-get install beancount hledger", name)
		}
	}
}

// run returns what the program says, in a locale that can tell it.
func run(t *testing.T, name string, args ...string) (out, complaints string, err error) {
	t.Helper()
	var stdout, stderr strings.Builder
	c := exec.CommandContext(t.Context(), name, args...)
	c.Env = append(os.Environ(), "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "PYTHONUTF8=1", "BEANCOUNT_DISABLE_LOAD_CACHE=1")
	c.Stdout, c.Stderr = &stdout, &stderr
	err = c.Run()
	return stdout.String(), stderr.String(), err
}

// accepted fails where the program has anything to complain of.
func accepted(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, complaints, err := run(t, name, args...)
	if err != nil || complaints != "" {
		t.Fatalf("%s: %v\n%.2000s", name, err, complaints)
	}
	return out
}

// saved writes the text to a file. For beancount it asks for more than bean-check does: every commodity must
// be declared, and no account may have postings and children both.
func saved(t *testing.T, form, text string) string {
	t.Helper()
	if form == "beancount" {
		text = "plugin \"beancount.plugins.check_commodity\"\nplugin \"beancount.plugins.leafonly\"\n" + text
	}
	path := filepath.Join(t.TempDir(), "books."+form)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Both programs accept every world and five random histories of some 200 entries, all of them from a real
// store, check our balances, and find the same ones themselves.
func TestProgramsAcceptTheBooks(t *testing.T) {
	need(t, "bean-check", "bean-query", "hledger")
	all := worlds(t)
	for seed := range 5 {
		all[fmt.Sprint("history of seed ", seed)] = histories(180, 220).Example(seed)
	}
	for name, world := range all {
		t.Run(name, func(t *testing.T) {
			s := stored(t, world)
			checkTold(t, "csv", read(t, s, "csv"), world)
			want := storeBalances(t, s)
			bean := saved(t, "beancount", read(t, s, "beancount"))
			accepted(t, "bean-check", bean)
			compareBalances(t, "beancount", beanBalances(t, bean), want)
			journal := saved(t, "journal", read(t, s, "journal"))
			accepted(t, "hledger", "-f", journal, "check", "--strict")
			compareBalances(t, "hledger", hledgerBalances(t, journal), want)
		})
	}
}

// storeBalances returns the balances by "account CUR", as decimals, without those of zero.
func storeBalances(t *testing.T, s jobs.Store) map[string]string {
	all := map[string]string{}
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		rows, err := tx.JournalBalances()
		for _, r := range rows {
			if !r.Balance.IsZero() {
				all[string(r.Account)+" "+r.Balance.Currency().Code()] = r.Balance.Decimal()
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func compareBalances(t *testing.T, program string, got, want map[string]string) {
	t.Helper()
	for place := range want {
		if got[place] != want[place] {
			t.Errorf("%s: %s is %q, want %q", program, place, got[place], want[place])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s has %d balances, want %d", program, len(got), len(want))
	}
}

// table reads CSV without the blanks with which bean-query fills its columns.
func table(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v in %.500s", err, text)
	}
	for _, row := range rows {
		for n := range row {
			row[n] = strings.TrimSpace(row[n])
		}
	}
	return rows[min(1, len(rows)):]
}

// beanBalances asks for texts, since bean-query rounds numbers for the eye; the text may be that of Python.
func beanBalances(t *testing.T, path string) map[string]string {
	all := map[string]string{}
	for _, row := range table(t, accepted(t, "bean-query", "-f", "csv", path,
		"select account, currency, str(sum(number)) as b group by account, currency")) {
		sum := strings.TrimSuffix(strings.TrimPrefix(row[2], "Decimal('"), "')")
		if strings.Trim(sum, "0.") != "" {
			all[string(ours(row[0]))+" "+row[1]] = sum
		}
	}
	return all
}

func hledgerBalances(t *testing.T, path string) map[string]string {
	all := map[string]string{}
	for _, row := range table(t, accepted(t, "hledger", "-f", path, "balance", "--flat", "--no-total", "-O", "csv")) {
		for _, sum := range strings.Split(row[1], ", ") {
			if code, decimal, ok := strings.Cut(sum, " "); ok {
				all[row[0]+" "+code] = decimal
			}
		}
	}
	return all
}

// off is a journal of whose balances each is wrong by one minor unit.
type off struct{ memory }

func (o off) JournalBalances() ([]ledger.Row, error) {
	rows, err := o.memory.JournalBalances()
	for n, r := range rows {
		if rows[n].Balance, err = r.Balance.Add(amount(r.Balance.Currency(), 1)); err != nil {
			return nil, err
		}
	}
	return rows, err
}

// That the programs accept the books proves something only if they refuse others: one minor unit is enough,
// in every account and currency, and so is an account or a currency that was not declared.
func TestProgramsFindWhatIsWrong(t *testing.T) {
	need(t, "bean-check", "hledger")
	world := small(t)
	rows, _ := world.JournalBalances()
	_, said, err := run(t, "bean-check", saved(t, "beancount", text(t, "beancount", Books{off{world}})))
	if n := strings.Count(said, "Balance failed"); err == nil || n != len(rows) {
		t.Errorf("bean-check found %d of %d wrong balances: %v\n%s", n, len(rows), err, said)
	}
	_, said, err = run(t, "hledger", "-f", saved(t, "journal", text(t, "journal", Books{off{world}})), "check", "--strict")
	if err == nil || !strings.Contains(said, "balance assertion") {
		t.Errorf("hledger: %v: %s", err, said)
	}
	for form, cut := range map[string]string{"beancount": `\n\S+ open Assets:Transit:Rhein EUR\n.*\n`,
		"journal": `account transit:rhein .*\n`} {
		checkRefused(t, form, regexp.MustCompile(cut).ReplaceAllString(text(t, form, Books{world}), ""))
	}
	checkRefused(t, "beancount", strings.Replace(text(t, "beancount", Books{world}), "BOLT--7 EUR,JPY", "BOLT--7 EUR", 1))
	checkRefused(t, "journal", strings.Replace(text(t, "journal", Books{world}), "commodity JPY 1000.\n", "", 1))
}

func checkRefused(t *testing.T, form, text string) {
	t.Helper()
	path := saved(t, form, text)
	command := []string{"bean-check", path}
	if form == "journal" {
		command = []string{"hledger", "-f", path, "check", "--strict"}
	}
	if _, _, err := run(t, command[0], command[1:]...); err == nil {
		t.Errorf("%s accepts\n%s", command[0], text)
	}
}

// The programs read every text, however hostile, as it was written.
func TestProgramsReadTheTexts(t *testing.T) {
	need(t, "bean-query", "hledger")
	world := hostile()
	rows := table(t, accepted(t, "bean-query", "-f", "csv", saved(t, "beancount", text(t, "beancount", Books{world})),
		`select distinct entry_meta("number"), payee, narration, entry_meta("key"), entry_meta("evidence-place"), date`))
	read := map[string][]string{}
	for _, row := range rows {
		read[row[0]] = row[1:]
	}
	for _, p := range world.posted() {
		want := []string{string(p.Kind), p.Memo, p.Key, p.Evidence.Place, p.ValueDate.String()}
		for n := range want {
			want[n] = strings.TrimSpace(want[n]) // bean-query fills its columns with blanks
		}
		if got := read[fmt.Sprint(p.number)]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("beancount reads %q, want %q", got, want)
		}
	}
	var transactions []struct {
		Code        string      `json:"tcode"`
		Description string      `json:"tdescription"`
		Tags        [][2]string `json:"ttags"`
	}
	out := accepted(t, "hledger", "-f", saved(t, "journal", text(t, "journal", Books{world})), "print", "-O", "json")
	if err := json.Unmarshal([]byte(out), &transactions); err != nil {
		t.Fatal(err)
	}
	tags := map[string][][2]string{}
	for _, x := range transactions {
		tags[x.Code] = append(x.Tags, [2]string{"description", x.Description})
	}
	for _, p := range world.posted() {
		checkTags(t, p, tags[fmt.Sprint(p.number)])
	}
}

func checkTags(t *testing.T, p posted, got [][2]string) {
	t.Helper()
	description := string(p.Kind)
	if p.Memo != "" {
		description += " | " + p.Memo
	}
	want := append(p.details(), detail{"description", description})
	if len(got) != len(want) {
		t.Errorf("hledger reads %q, want %q", got, want)
		return
	}
	for n, d := range want {
		if text, err := url.PathUnescape(got[n][1]); err != nil || got[n][0] != d.name || text != d.text {
			t.Errorf("hledger reads %q of entry %d, want %q (%v)", got[n], p.number, d, err)
		}
	}
}

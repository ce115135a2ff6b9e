package netting

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nostro/money"
)

// drawnBook is a book of obligations between few participants in three currencies, with pairs that come again.
func drawnBook(dice *rand.Rand, count int) []Obligation {
	names := []string{"alfa", "brixton", "cascade", "dojima", "ferrum"}
	book := make([]Obligation, count)
	for n := range book {
		payer := dice.IntN(len(names))
		payee := (payer + 1 + dice.IntN(len(names)-1)) % len(names)
		c := []money.Currency{eur, jpy, kwd}[dice.IntN(3)]
		book[n] = owed(fmt.Sprintf("O-%d", n+1), int64(n+1), names[payer], names[payee], c, 1+dice.Int64N(1_000_000))
	}
	return book
}

// scriptOfDocs is the script of docs/netting-proof.md, or the test is skipped where there is no Python.
func scriptOfDocs(t *testing.T) (python, script string) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on this machine: the script of docs/netting-proof.md is not run")
	}
	page, err := os.ReadFile("../docs/netting-proof.md")
	if err != nil {
		t.Fatal(err)
	}
	_, script, found := strings.Cut(string(page), "```python\n")
	script, _, closed := strings.Cut(script, "```")
	if !found || !closed {
		t.Fatal("docs/netting-proof.md has no script")
	}
	return python, script
}

func scriptSays(t *testing.T, python, script string, proof []byte) (said string, err error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "proof.csv")
	if err := os.WriteFile(file, proof, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", script, file).CombinedOutput()
	return string(out), err
}

// Another language, with fractions and without a line of ours, nets the same book under every model, and sees where one
// figure was changed.
func TestTheScriptOfTheDocsRedoesTheNetting(t *testing.T) {
	python, script := scriptOfDocs(t)
	pair := Agreement{Name: "pair", Model: Bilateral, Participants: []string{"alfa", "brixton"}}
	core := Agreement{Name: "core", Model: Multilateral, Participants: []string{"alfa", "cascade", "dojima"}}
	for name, terms := range map[string]Terms{"multilateral": {}, "bilateral": {Default: Bilateral}, "gross": {Default: Gross},
		"agreements": {Default: Gross, Agreements: []Agreement{pair, core}}} {
		t.Run(name, func(t *testing.T) {
			dice := rand.New(rand.NewPCG(6, 24))
			net, err := terms.Net(drawnBook(dice, 60))
			if err != nil {
				t.Fatal(err)
			}
			var proof bytes.Buffer
			if err := net.Proof(&proof); err != nil {
				t.Fatal(err)
			}
			want := fmt.Sprintf("60 obligations, %d positions, 3 currencies, 0 wrong\n", len(net.Positions))
			if said, err := scriptSays(t, python, script, proof.Bytes()); err != nil || said != want {
				t.Fatalf("%v\n%swant: %s", err, said, want)
			}
			for range 8 {
				changed, what := changeOneFigure(dice, proof.String())
				if said, err := scriptSays(t, python, script, []byte(changed)); err == nil {
					t.Errorf("%s goes unseen: %s", what, said)
				}
			}
		})
	}
}

// changeOneFigure raises one amount of a drawn line by one in its last digit.
func changeOneFigure(dice *rand.Rand, proof string) (changed, what string) {
	columns := map[string][]int{"obligation": {6}, "position": {3, 4, 5}, "total": {2, 3, 4, 5}}
	lines := strings.Split(proof, "\n")
	for {
		n := dice.IntN(len(lines))
		cells := strings.Split(lines[n], ",")
		at := columns[cells[0]]
		if at == nil {
			continue
		}
		cell := at[dice.IntN(len(at))]
		last := len(cells[cell]) - 1
		digit := cells[cell][last]
		cells[cell] = cells[cell][:last] + string('0'+(digit-'0'+1)%10)
		what = fmt.Sprintf("line %d, %q in place of %q", n+1, strings.Join(cells, ","), lines[n])
		lines[n] = strings.Join(cells, ",")
		return strings.Join(lines, "\n"), what
	}
}

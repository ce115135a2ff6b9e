package netting

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func proofOf(t interface{ Fatal(...any) }, r Result) []byte {
	var out bytes.Buffer
	if err := r.Proof(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestProofGolden(t *testing.T) {
	const file = "testdata/proof.csv"
	got := proofOf(t, mustNet(t, story()))
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("proof:\n%s", got)
	}
}

func TestProofOfNothingHasItsHeaders(t *testing.T) {
	if lines := strings.Count(string(proofOf(t, Result{})), "\n"); lines != 3 {
		t.Fatalf("%d lines", lines)
	}
}

// A spreadsheet has only the file: this redoes it from the text alone, as the doc comment of Proof says.
func TestProofCanBeRedone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		proof := proofOf(t, mustNet(t, obligations))
		shuffled := rapid.Permutation(obligations).Draw(t, "order")
		if !bytes.Equal(proof, proofOf(t, mustNet(t, shuffled))) {
			t.Fatal("the order of the obligations changes the bytes")
		}
		reader := csv.NewReader(bytes.NewReader(proof))
		reader.FieldsPerRecord = -1
		lines, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		redo(t, lines)
	})
}

func redo(t *rapid.T, lines [][]string) {
	for _, line := range lines {
		currency := line[1]
		switch line[0] {
		case "position":
			in := sumIf(t, lines, 6, map[int]string{0: "obligation", 1: currency, 5: line[2]})
			out := sumIf(t, lines, 6, map[int]string{0: "obligation", 1: currency, 4: line[2]})
			if read(t, currency, line[3]) != in || read(t, currency, line[4]) != out || read(t, currency, line[5]) != in-out {
				t.Fatalf("%v, but redone in %d, out %d", line, in, out)
			}
		case "total":
			gross := sumIf(t, lines, 6, map[int]string{0: "obligation", 1: currency})
			net := sumIf(t, lines, 5, map[int]string{0: "position", 1: currency})
			if read(t, currency, line[3]) != gross || net != 0 {
				t.Fatalf("%v, but redone gross %d, sum of nets %d", line, gross, net)
			}
		}
	}
}

func sumIf(t *rapid.T, lines [][]string, column int, where map[int]string) (sum int64) {
next:
	for _, line := range lines {
		for i, want := range where {
			if line[i] != want {
				continue next
			}
		}
		sum += read(t, line[1], line[column])
	}
	return sum
}

func read(t *rapid.T, currency, text string) int64 {
	a, err := money.Parse(money.MustCurrency(currency), text)
	if err != nil {
		t.Fatal(err)
	}
	return a.Minor()
}

func TestProofRefusesWhatDoesNotProve(t *testing.T) {
	var out bytes.Buffer
	spoilt := clone(mustNet(t, story()))
	spoilt.Positions = slices.Delete(spoilt.Positions, 0, 1)
	wantError(t, spoilt.Proof(&out), ErrUnproven, "netting proof")
	if out.Len() != 0 {
		t.Fatalf("it wrote %q", out.String())
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestProofReturnsErrorsOfTheWriter(t *testing.T) {
	wantError(t, mustNet(t, story()).Proof(fullDisk{}), errFull, "write netting proof")
}

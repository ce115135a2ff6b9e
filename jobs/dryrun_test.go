package jobs_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/intake"
	"nostro/jobs"
	"nostro/netting"

	"pgregory.net/rapid"
)

func dryFile(name, text string) jobs.DryFile {
	return jobs.DryFile{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// plainly is the oracle: it reads each file as an import does, heeds identifiers in the order of rows, and nets each
// value date with Terms.Net.
func plainly(t interface{ Fatal(...any) }, terms netting.Terms, known func(string) bool, files [][2]string) (out jobs.DryResult) {
	first, byDate := map[string]intake.Obligation{}, map[string][]netting.Obligation{}
	refused := map[string]bool{}
	for n, f := range files {
		rows, refusals := intake.ReadObligations(f[0], []byte(f[1]), known)
		for _, r := range refusals {
			refused[fmt.Sprint(n, r.Line)] = true
		}
		for _, row := range rows {
			o := row.Value
			owed := netting.Obligation{ID: o.ID, Seq: int64(len(first)), Payer: o.Payer, Payee: o.Payee, Amount: o.Amount, ValueDate: o.ValueDate}
			_, _, covered := terms.Of(owed)
			old, again := first[o.ID]
			switch {
			case again && old == o:
				out.Known++
			case again:
				refused[fmt.Sprint(n, row.Line)] = true
			default:
				first[o.ID] = o
				if !covered {
					refused[fmt.Sprint(n, row.Line)] = true
					continue
				}
				byDate[o.ValueDate.String()] = append(byDate[o.ValueDate.String()], owed)
				out.Obligations++
			}
		}
	}
	out.RowsRefused = len(refused)
	for _, day := range slices.Sorted(maps.Keys(byDate)) {
		net, err := terms.Net(byDate[day])
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range net.Positions {
			p.ValueDate, p.Obligations = byDate[day][0].ValueDate, nil
			out.Positions = append(out.Positions, p)
		}
		for _, total := range net.Totals {
			total.ValueDate = byDate[day][0].ValueDate
			out.Totals = append(out.Totals, total)
		}
	}
	return out
}

var drawnRow = rapid.Custom(func(t *rapid.T) string {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	return strings.Join([]string{fmt.Sprintf("O-%d", rapid.IntRange(1, 60).Draw(t, "id")), pick("payer", "a", "b", "c", "X"),
		pick("payee", "a", "b", "c", "d"), pick("currency", "EUR", "USD", "JPY", "usd"), pick("amount", "1", "70", "12345678901", "2.5"),
		pick("date", "2026-11-24", "2026-11-25", "24.11."), pick("reference", "", "r", `"q,"`)}, ",")
})

// Whatever the files, the terms, the number of workers and the size of blocks: what comes out is what the plain way gives.
func TestADryRunNetsAsTheHouseDoes(t *testing.T) {
	t.Parallel()
	known := func(id string) bool { return id != "X" }
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SampledFrom([]netting.Terms{{}, {Default: netting.Bilateral}, {Default: netting.Gross},
			{Refuse: true, Agreements: []netting.Agreement{{Name: "pair", Model: netting.Bilateral, Participants: []string{"a", "b"}},
				{Name: "core", Participants: []string{"b", "c"}}}}}).Draw(t, "terms")
		var texts [][2]string
		var files []jobs.DryFile
		for n := range rapid.IntRange(1, 3).Draw(t, "files") {
			text := obligationsHeader + strings.Join(rapid.SliceOfN(drawnRow, 0, 40).Draw(t, "rows"), "\n")
			texts = append(texts, [2]string{fmt.Sprintf("%d.csv", n), text})
			files = append(files, dryFile(texts[n][0], text))
		}
		run := jobs.DryRun{Terms: terms, Known: known, Workers: rapid.IntRange(0, 3).Draw(t, "workers"), BlockBytes: intake.BlockBytesMin,
			Keep: rapid.Bool().Draw(t, "keep")}
		got, err := run.Run(t.Context(), files)
		if err != nil {
			t.Fatal(err)
		}
		want := plainly(t, terms, known, texts)
		if got.Obligations != want.Obligations || got.Known != want.Known || got.RowsRefused != want.RowsRefused ||
			!reflect.DeepEqual(got.Positions, want.Positions) || !reflect.DeepEqual(got.Totals, want.Totals) {
			t.Fatalf("got\n%+v\nwant\n%+v", got, want)
		}
		if !slices.IsSortedFunc(got.Refusals, func(a, b intake.Refusal) int {
			if a.File != b.File {
				return strings.Compare(a.File, b.File)
			}
			return a.Line - b.Line
		}) {
			t.Fatalf("refusals are out of order: %v", got.Refusals)
		}
	})
}

// Many blocks on several workers: identifiers that come twice are found wherever they stand, and bad rows counted wholly.
func TestADryRunOfManyBlocks(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString(obligationsHeader)
	for n := range 30_000 {
		fmt.Fprintf(&text, "O-%d,a,b,EUR,1.00,2026-11-24,reference that makes the line longer\n", n)
	}
	text.WriteString("O-7,a,b,EUR,1.00,2026-11-24,reference that makes the line longer\nO-8,a,b,EUR,2.00,2026-11-24,\n")
	for range 2000 {
		text.WriteString("O 1,a,a,EUR,1.001,2026-11-24,\n")
	}
	files := []jobs.DryFile{dryFile("o.csv", text.String())}
	got, err := jobs.DryRun{Workers: 3, BlockBytes: intake.BlockBytesMin}.Run(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	if got.Rows != 32_002 || got.Obligations != 30_000 || got.Known != 1 || got.RowsRefused != 2001 || got.RefusalCount != 6001 ||
		len(got.Refusals) != 1000 || got.Totals[0].Gross.String() != "EUR 30000.00" {
		t.Errorf("%d rows, %d obligations, %d known, %d refused for %d reasons, %d held, %v", got.Rows, got.Obligations, got.Known,
			got.RowsRefused, got.RefusalCount, len(got.Refusals), got.Totals)
	}
	if want := "o.csv:30003: id \"O-8\": conflict: o.csv:10 has this id with other content"; !strings.HasPrefix(got.Refusals[0].Error(), want) {
		t.Errorf("first refusal: %v", got.Refusals[0])
	}
}

func TestADryRunEndsWithWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	good := obligationsHeader + "O-1,a,b,EUR,1.00,2026-11-24,\n"
	torn := errors.New("torn")
	_, err := jobs.DryRun{}.Run(t.Context(), []jobs.DryFile{dryFile("o.csv", good), {Name: "p.csv", Open: func() (io.ReadCloser, error) { return nil, torn }}})
	if !errors.Is(err, torn) {
		t.Error(err)
	}
	refused := (*intake.FileRefused)(nil)
	if _, err := (jobs.DryRun{}).Run(t.Context(), []jobs.DryFile{dryFile("o.csv", "id,payer\n")}); !errors.As(err, &refused) {
		t.Error(err)
	}
	opened := 0
	grows := jobs.DryFile{Name: "o.csv", Open: func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(good + strings.Repeat("O-1,a,b,EUR,1.00,2026-11-24,\n", opened))), nil
	}}
	if _, err := (jobs.DryRun{Workers: 2}).Run(t.Context(), []jobs.DryFile{grows}); err == nil || !strings.Contains(err.Error(), "let nobody write") {
		t.Errorf("a file that grows: %v", err)
	}
}

// A file that mistypes participants on every line would need a sum for each of them.
func TestADryRunBoundsItsSums(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	text.WriteString(obligationsHeader)
	for n := range 90_000 {
		fmt.Fprintf(&text, "O-%d,p%d,q%d,EUR,1.00,2026-%02d-%02d,\n", n, n, n, n%12+1, n%28+1)
	}
	_, err := jobs.DryRun{Workers: 1}.Run(t.Context(), []jobs.DryFile{dryFile("o.csv", text.String())})
	if err == nil || !strings.Contains(err.Error(), "it would need too much memory") || !strings.Contains(err.Error(), "give the file of participants") {
		t.Error(err)
	}
}

package report

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func drawn(width int, g *grid, indent int) string {
	var b bytes.Buffer
	p := newPrinter(&b, ConsoleOptions{Width: width})
	g.write(p, indent)
	return b.String()
}

func TestGrid(t *testing.T) {
	g := newGrid(column{head: "name", flex: true}, column{head: "amount", right: true})
	g.row("short", "1.00")
	g.row("a name that is far too long for its column", "1,000.00")
	want := "" +
		"  name                            amount\n" +
		"  short                             1.00\n" +
		"  a name that is far too long   1,000.00\n" +
		"  for its column\n"
	if got := drawn(40, g, 2); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Where columns cannot fit side by side a row is told as text.
func TestGridStacks(t *testing.T) {
	g := newGrid(column{head: "a"}, column{head: "b"}, column{})
	g.row(strings.Repeat("x", 30), "", strings.Repeat("y", 50))
	want := "  a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;\n" +
		"  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n  yyyyyyyyyyyy\n"
	if got := drawn(40, g, 2); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEmptyGridPrintsNothing(t *testing.T) {
	if got := drawn(40, newGrid(column{head: "name"}), 2); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestGridNeverPassesTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(leastWidth, 120).Draw(t, "width")
		columns := rapid.IntRange(1, 6).Draw(t, "columns")
		flex := rapid.IntRange(-1, columns-1).Draw(t, "flex")
		g := newGrid()
		for n := range columns {
			g.columns = append(g.columns, column{head: clean(rapid.StringN(0, 12, -1).Draw(t, "head")),
				right: rapid.Bool().Draw(t, "right"), flex: n == flex})
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			texts := make([]string, columns)
			for n := range texts {
				texts[n] = clean(rapid.StringN(0, 60, -1).Draw(t, "text"))
			}
			g.row(texts...)
		}
		for _, line := range strings.Split(drawn(width, g, 2), "\n") {
			if cells(line) > width {
				t.Fatalf("%q is wider than %d", line, width)
			}
		}
	})
}

// What is too wide for a table is told row by row, each on as few lines as it takes; nothing of a column is not told.
func TestATableThatIsTooWideIsToldByRows(t *testing.T) {
	g := newGrid(column{}, column{head: "nostro", right: true}, column{head: "bank says", right: true}, column{head: "suspense", right: true})
	g.row("rhein EUR", "2,393,892.33", "2,393,892.33", "-")
	g.row("hudson USD", "1,775,663.52", "1,775,663.52", "-2,498,918.00")
	g.mark(3, bad)
	want := "  rhein EUR nostro: 2,393,892.33; bank says:\n  2,393,892.33\n  hudson USD nostro: 1,775,663.52; bank says:\n  1,775,663.52; suspense: -2,498,918.00\n"
	if got := drawn(50, g, 2); got != want {
		t.Errorf("got\n%s", got)
	}
}

package report

import (
	"strings"
)

// style is how a piece of text looks where colours are on.
type style string

// The styles, as ANSI escape sequences.
const (
	plain style = ""
	bad   style = "\x1b[31m"
	good  style = "\x1b[32m"
	dim   style = "\x1b[2m"
	bold  style = "\x1b[1m"
	reset       = "\x1b[0m"
)

// column is one column of a grid. The flex one takes the width that is left and wraps.
type column struct {
	head  string
	right bool
	flex  bool
	style style
}

// cell is text in a column, or one that differs from the style of its column.
type cell struct {
	text  string
	style style
}

// grid is a table for the terminal.
type grid struct {
	columns []column
	rows    [][]cell
}

const (
	gap     = 2 // blanks between columns
	minFlex = 12
)

func newGrid(columns ...column) *grid { return &grid{columns: columns} }

// row adds a row of texts in the style of their columns.
func (g *grid) row(texts ...string) {
	styled := make([]cell, len(texts))
	for i, text := range texts {
		styled[i] = cell{text, g.columns[i].style}
	}
	g.rows = append(g.rows, styled)
}

// mark gives the cell of the last row another style.
func (g *grid) mark(i int, s style) { g.rows[len(g.rows)-1][i].style = s }

// widths returns the width of each column, and false where they do not fit into the limit.
func (g *grid) widths(limit int) ([]int, bool) {
	sizes := make([]int, len(g.columns))
	total, flex := gap*(len(g.columns)-1), -1
	for i, c := range g.columns {
		sizes[i] = cells(c.head)
		for _, row := range g.rows {
			sizes[i] = max(sizes[i], cells(row[i].text))
		}
		total += sizes[i]
		if c.flex {
			flex = i
		}
	}
	if total <= limit {
		return sizes, true
	}
	if flex < 0 {
		return sizes, false
	}
	sizes[flex] -= total - limit
	return sizes, sizes[flex] >= max(minFlex, cells(g.columns[flex].head))
}

// write prints the grid with its lines indented. Where the columns do not fit, each row becomes a block of
// "head: text" lines.
func (g *grid) write(p *printer, indent int) {
	if len(g.rows) == 0 {
		return
	}
	sizes, fits := g.widths(p.width - indent)
	if !fits {
		g.writeStacked(p, indent)
		return
	}
	if heads := g.heads(); heads != nil {
		p.line(indent, g.lines(heads, sizes, p)...)
	}
	for _, row := range g.rows {
		p.line(indent, g.lines(row, sizes, p)...)
	}
}

func (g *grid) heads() []cell {
	var row []cell
	named := false
	for _, c := range g.columns {
		row = append(row, cell{c.head, dim})
		named = named || c.head != ""
	}
	if !named {
		return nil
	}
	return row
}

// lines lays one row out; wrapped cells make it several lines.
func (g *grid) lines(row []cell, sizes []int, p *printer) []string {
	height := 1
	parts := make([][]string, len(row))
	for i, c := range row {
		parts[i] = []string{c.text}
		if cells(c.text) > sizes[i] {
			parts[i] = wrap(c.text, sizes[i])
		}
		height = max(height, len(parts[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		var line strings.Builder
		for i, c := range row {
			text := ""
			if n < len(parts[i]) {
				text = parts[i][n]
			}
			line.WriteString(g.padded(i, text, c.style, sizes[i], p))
		}
		lines[n] = line.String()
	}
	return lines
}

// padded fills the cell to its width, with the style around the text only.
func (g *grid) padded(i int, text string, s style, size int, p *printer) string {
	blanks := strings.Repeat(" ", max(0, size-cells(text)))
	between := strings.Repeat(" ", gap)
	if i == len(g.columns)-1 {
		between = ""
	}
	if g.columns[i].right {
		return blanks + p.paint(s, text) + between
	}
	return p.paint(s, text) + blanks + between
}

// writeStacked tells a table that is too wide row by row.
func (g *grid) writeStacked(p *printer, indent int) {
	for _, row := range g.rows {
		told, s := "", plain
		for i, c := range row {
			text := strings.TrimSpace(c.text)
			if text == "" || text == "-" && g.columns[i].head != "" {
				continue
			}
			if c.style == bad || s == plain {
				s = c.style
			}
			if g.columns[i].head != "" {
				text = g.columns[i].head + ": " + text + ";"
			}
			told += text + " "
		}
		p.wrapped(indent, s, strings.TrimRight(told, "; "))
	}
}

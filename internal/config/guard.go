package config

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// guarded are the sections of nostro.yaml that, where it says so, count once a second person has approved them.
var guarded = []string{"anomalies", "approval", "approvers", "breaks", "limits", "matching", "pay_outs", "people", "reserve", "screening", "value_at_risk"}

// guard returns the guarded sections of the file in one form, whatever their order, quotes, blanks and comments: the
// same rules give the same text. It is YAML that can stand in their place.
func guard(root *section) string {
	var out strings.Builder
	for _, name := range guarded {
		for _, e := range root.order {
			if e.name == name {
				out.WriteString(name + ":")
				render(&out, e.node, 1)
				out.WriteString("\n")
			}
		}
	}
	return out.String()
}

// render writes a node in block style, so that it is no deeper in brackets than what may be read.
func render(out *strings.Builder, node ast.Node, depth int) {
	indent := "\n" + strings.Repeat("  ", depth)
	switch n := node.(type) {
	case ast.MapNode:
		var rows []entry
		for each := n.MapRange(); each.Next(); {
			rows = append(rows, entry{name: each.Key().GetToken().Value, node: each.Value()})
		}
		slices.SortStableFunc(rows, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
		for _, row := range rows {
			out.WriteString(indent + row.name + ":")
			render(out, row.node, depth+1)
		}
		if len(rows) > 0 {
			return
		}
		out.WriteString(" {}")
	case *ast.SequenceNode:
		for _, item := range n.Values {
			out.WriteString(indent + "-")
			render(out, item, depth+1)
		}
		if len(n.Values) > 0 {
			return
		}
		out.WriteString(" []")
	case *ast.StringNode:
		quoted, err := json.Marshal(n.GetToken().Value)
		if err != nil {
			quoted = []byte(`""`)
		}
		out.WriteString(" " + string(quoted))
	default:
		out.WriteString(" " + n.GetToken().Value)
	}
}

// inForce puts the guarded sections of another text in the place of those that the file has.
func (r *reader) inForce(root *section, text string) {
	other := r.root([]byte(text))
	if other == nil {
		return
	}
	isGuarded := func(e entry) bool { return slices.Contains(guarded, e.name) }
	root.order = append(slices.DeleteFunc(root.order, isGuarded), other.order...)
}

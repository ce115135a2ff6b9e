package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// section is one mapping of nostro.yaml. Its keys are taken one by one; what nobody took is unknown.
type section struct {
	r      *reader
	key    string // "" for the file as a whole
	line   int
	absent bool // it was missed already: what it lacks is not told again
	order  []entry
	taken  []string
}

// entry is one key and its value.
type entry struct {
	name string
	line int
	node ast.Node
}

// mapping reads a node as a section. Where it is none, that is a problem, and the section is absent.
func (r *reader) mapping(key string, line int, node ast.Node) *section {
	s := &section{r: r, key: key, line: line}
	m, ok := node.(ast.MapNode)
	if !ok {
		s.absent = true
		r.bad(lineOf(node), key, "keys and values are due here, written as key: value")
		return s
	}
	for each := m.MapRange(); each.Next(); {
		t := each.Key().GetToken()
		s.order = append(s.order, entry{t.Value, t.Position.Line, each.Value()})
	}
	return s
}

func lineOf(node ast.Node) int { return node.GetToken().Position.Line }

// at returns the full name of a key of the section.
func (s *section) at(name string) string {
	if s.key == "" {
		return name
	}
	return s.key + "." + name
}

// bad notes a problem with the section itself.
func (s *section) bad(format string, args ...any) { s.r.bad(s.line, s.key, format, args...) }

// take returns the entry of a key that the section may have.
func (s *section) take(name string) (entry, bool) {
	if !slices.Contains(s.taken, name) {
		s.taken = append(s.taken, name)
	}
	for _, e := range s.order {
		if e.name == name {
			return e, true
		}
	}
	return entry{}, false
}

// need is take for a key that must be there.
func (s *section) need(name string) (entry, bool) {
	e, there := s.take(name)
	if !there && !s.absent {
		s.r.bad(s.line, s.at(name), "is missing: write it")
	}
	return e, there
}

// end notes every key that nobody took.
func (s *section) end() {
	for _, e := range s.order {
		if !slices.Contains(s.taken, e.name) {
			s.r.bad(e.line, s.at(e.name), "is no key here: use one of %s", strings.Join(s.taken, ", "))
		}
	}
}

// section returns a mapping that must be there; what it lacks is then not told key by key.
func (s *section) section(name string) *section {
	e, there := s.need(name)
	if !there {
		return &section{r: s.r, key: s.at(name), absent: true}
	}
	return s.r.mapping(s.at(name), e.line, e.node)
}

// list returns the items of a list, which may be empty. Where needed, its key must be there. good is false
// where there is no list.
func (s *section) list(name string, needed bool) (items []ast.Node, good bool) {
	take := s.take
	if needed {
		take = s.need
	}
	e, there := take(name)
	if !there {
		return nil, false
	}
	list, ok := e.node.(*ast.SequenceNode)
	if !ok {
		s.r.bad(e.line, s.at(name), "a list is due here, such as [a, b]")
		return nil, false
	}
	return list.Values, true
}

// sections returns a list of mappings, at least one.
func (s *section) sections(name string) []*section {
	var list []*section
	items, good := s.list(name, true)
	for n, node := range items {
		list = append(list, s.r.mapping(fmt.Sprintf("%s[%d]", s.at(name), n), lineOf(node), node))
	}
	if good && len(items) == 0 {
		s.r.bad(s.line, s.at(name), "is empty: name at least one")
	}
	return list
}

// optionalSections is sections for a key that may be left out.
func (s *section) optionalSections(name string) []*section {
	if _, there := s.take(name); !there {
		return nil
	}
	return s.sections(name)
}

// texts returns those items of a list that are texts.
func (s *section) texts(name string, needed bool) []value {
	var list []value
	items, _ := s.list(name, needed)
	for n, node := range items {
		if v := s.r.text(fmt.Sprintf("%s[%d]", s.at(name), n), lineOf(node), node); v.good {
			list = append(list, v)
		}
	}
	return list
}

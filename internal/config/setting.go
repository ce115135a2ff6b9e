package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"nostro/formats"
)

// Settings that may be left out: what is not said stays as it is.

func (s *section) setNumber(name, unit string, least, most int, to *int) {
	if _, there := s.take(name); there {
		*to = s.number(name, unit, least, most)
	}
}

func (s *section) setFlag(name string, to *bool) { *to = s.chooseFlag(name, *to) }

func (s *section) chooseFlag(name string, now bool) bool {
	if _, there := s.take(name); there {
		return s.flag(name, true)
	}
	return now
}

// choose returns the value of the word that is said.
func (s *section) choose(name string, now bool, words map[string]bool) bool {
	if v := s.optional(name).oneOf(slices.Sorted(maps.Keys(words))...); v.good {
		return words[v.text]
	}
	return now
}

// setWord takes one of the words of a closed set.
func setWord[T ~string](s *section, name string, to *T, words ...T) {
	known := make([]string, len(words))
	for n, word := range words {
		known[n] = string(word)
	}
	if v := s.optional(name).oneOf(known...); v.good {
		*to = T(v.text)
	}
}

var (
	elementForm   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,63}$`)
	namespaceForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[!#-%'-;=?-~]{1,200}$`)
)

// setEnvelope reads an element: "none", or its name and perhaps its namespace.
func (s *section) setEnvelope(name string, to *formats.Envelope) {
	e, there := s.take(name)
	if !there {
		return
	}
	if _, isText := e.node.(*ast.StringNode); isText {
		if v := s.r.text(s.at(name), e.line, e.node).oneOf("none"); v.good {
			*to = formats.Envelope{}
		}
		return
	}
	inside := s.r.mapping(s.at(name), e.line, e.node)
	element := inside.text("name").check(checkElement)
	namespace := inside.optional("namespace").check(func(text string) error {
		if !namespaceForm.MatchString(text) {
			return fmt.Errorf("%q is no namespace: write a URI such as urn:swift:xsd:envelope", text)
		}
		return nil
	})
	inside.end()
	*to = formats.Envelope{Name: element.text, Namespace: namespace.text}
}

// checkElement takes the name of an element that can stand around others.
func checkElement(name string) error {
	if !elementForm.MatchString(name) || strings.HasPrefix(strings.ToLower(name), "xml") {
		return fmt.Errorf("%q is no name of an element: use letters, digits, hyphens, dots and underscores", name)
	}
	if name == "AppHdr" || name == "Document" {
		return fmt.Errorf("%q is what stands in it: give another name", name)
	}
	return nil
}

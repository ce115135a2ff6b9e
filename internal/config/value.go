package config

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"nostro/money"
)

// value is a text of nostro.yaml with its place.
type value struct {
	r    *reader
	key  string
	line int
	text string
	said bool // its key is there
	good bool // false: it is missing or bad, which was told already, or left out
}

// bad notes a problem with the value.
func (v value) bad(format string, args ...any) { v.r.bad(v.line, v.key, format, args...) }

// check passes on what a rule has against the value.
func (v value) check(rule func(string) error) value {
	if !v.good {
		return v
	}
	if err := rule(v.text); err != nil {
		v.bad("%v", err)
		v.good = false
	}
	return v
}

// oneOf refuses what is not among the words.
func (v value) oneOf(words ...string) value {
	if v.good && !slices.Contains(words, v.text) {
		v.bad("%q is not known: use %s", v.text, strings.Join(words, ", "))
		v.good = false
	}
	return v
}

// currency reads a currency of ISO 4217.
func (v value) currency() (c money.Currency) {
	v.check(func(text string) (err error) {
		c, err = money.ParseCurrency(text)
		return err
	})
	return c
}

// text returns a text that must be there.
func (s *section) text(name string) value {
	e, there := s.need(name)
	if !there {
		return value{r: s.r, key: s.at(name), line: s.line}
	}
	return s.r.text(s.at(name), e.line, e.node)
}

// optional returns a text that may be left out.
func (s *section) optional(name string) value {
	e, there := s.take(name)
	if !there {
		return value{r: s.r, key: s.at(name), line: s.line}
	}
	return s.r.text(s.at(name), e.line, e.node)
}

// plainNumber is a number that every reader of YAML turns back into the characters that are written.
var plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)

// text reads a node as a text, exactly as it is written.
func (r *reader) text(key string, line int, node ast.Node) value {
	v := value{r: r, key: key, line: line, said: true, text: node.GetToken().Value}
	_, isText := node.(*ast.StringNode)
	_, isNull := node.(*ast.NullNode)
	_, isScalar := node.(ast.ScalarNode)
	quoted := isText && node.GetToken().Type != token.StringType
	switch {
	case isNull || v.text == "":
		v.bad("is empty: write it, or leave the key out where it may be")
	case !isScalar:
		v.bad("one text is due here")
	case !quoted && !plainNumber.MatchString(v.text) && (!isText || isNumber(v.text)):
		v.bad("%s without quotes is no text in YAML, which may change its characters: write \"%[1]s\"", v.text)
	case strings.TrimSpace(v.text) != v.text:
		v.bad("%q has blanks around it: remove them", v.text)
	case strings.ContainsFunc(v.text, unicode.IsControl):
		v.bad("%q has a control character: remove it", v.text)
	default:
		v.good = true
	}
	return v
}

// isNumber tells whether another reader of YAML may take the characters for a number, such as 089 or 1e5.
func isNumber(text string) bool {
	_, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	return strings.ContainsAny(text, "0123456789") && (err == nil || errors.Is(err, strconv.ErrRange))
}

// number returns a whole number from least to most that must be there; unit is what it counts.
func (s *section) number(name, unit string, least, most int) int {
	e, there := s.need(name)
	if !there {
		return least
	}
	text := e.node.GetToken().Value
	n, err := strconv.Atoi(text)
	if _, whole := e.node.(*ast.IntegerNode); !whole || err != nil || strconv.Itoa(n) != text || n < least || n > most {
		s.r.bad(e.line, s.at(name), "%q: write a whole number of %s from %d to %d", text, unit, least, most)
		return least
	}
	return n
}

// flag returns true or false.
func (s *section) flag(name string, needed bool) bool {
	take := s.take
	if needed {
		take = s.need
	}
	e, there := take(name)
	if !there {
		return false
	}
	text := e.node.GetToken().Value
	if _, ok := e.node.(*ast.BoolNode); !ok {
		s.r.bad(e.line, s.at(name), "%q is neither: write true or false", text)
	}
	return strings.EqualFold(text, "true")
}

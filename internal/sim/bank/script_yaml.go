package bank

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"nostro/calendar"
	"nostro/money"
)

// ParseScript reads the scripts of several banks: YAML with the correspondent's id on top, and below it
// the lists of Script under the names reject, return, charge, short, missing_pay_in, unexpected,
// statement_twice, recall, and accept. Amounts are quoted, in the currency of their rule: charges: "5.00". An
// unknown key, a key given twice, a text or amount that YAML would read as a number, and a rule that makes
// no sense are errors that name the place. No input is no scripts.
func ParseScript(text []byte) (map[string]Script, error) {
	if len(text) > scriptBytesMax {
		return nil, fmt.Errorf("script: %d bytes are more than %d: shorten it", len(text), scriptBytesMax)
	}
	banks, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	scripts := make(map[string]Script, len(banks))
	for _, id := range slices.Sorted(maps.Keys(banks)) {
		s, err := banks[id].script()
		if err == nil {
			err = s.check()
		}
		if err != nil {
			return nil, fmt.Errorf("script: %s: %w", id, err)
		}
		scripts[id] = s
	}
	return scripts, nil
}

const scriptBytesMax = 64 << 10

// decode reads one YAML document. It guards against goccy/go-yaml v1.19.2, which panics on some texts, such
// as a tag without a value where a list belongs.
func decode(text []byte) (banks map[string]scriptYAML, err error) {
	defer func() {
		if r := recover(); r != nil {
			banks, err = nil, fmt.Errorf("not readable as YAML, leave out tags and anchors: %v", r)
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	if err := d.Decode(&banks); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var more any
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is a second document after ---: put all banks into one")
	}
	return banks, nil
}

// The keys of the file. A key that belongs to another list is refused by Script.check.
type (
	scriptYAML struct {
		Reject         []ruleYAML   `yaml:"reject"`
		Return         []ruleYAML   `yaml:"return"`
		Charge         []ruleYAML   `yaml:"charge"`
		Short          []ruleYAML   `yaml:"short"`
		MissingPayIn   []ruleYAML   `yaml:"missing_pay_in"`
		Unexpected     []creditYAML `yaml:"unexpected"`
		StatementTwice []quoted     `yaml:"statement_twice"`
		Recall         []ruleYAML   `yaml:"recall"`
		Accept         bool         `yaml:"accept"`
	}
	ruleYAML struct {
		Party    quoted `yaml:"party"`
		Currency quoted `yaml:"currency"`
		Code     quoted `yaml:"code"`
		Text     quoted `yaml:"text"`
		Charges  quoted `yaml:"charges"`
		SameDay  bool   `yaml:"same_day"`
		By       quoted `yaml:"by"`
		Answer   quoted `yaml:"answer"`
	}
	creditYAML struct {
		Currency quoted `yaml:"currency"`
		Amount   quoted `yaml:"amount"`
		From     quoted `yaml:"from"`
		Text     quoted `yaml:"text"`
		On       quoted `yaml:"on"`
	}
)

// quoted is a text that YAML reads as one: an unquoted 1.10 would lose its last digit, 007 its zeros.
type quoted string

// UnmarshalYAML takes texts only.
func (q *quoted) UnmarshalYAML(node ast.Node) error {
	text, ok := node.(*ast.StringNode)
	if !ok {
		return fmt.Errorf("line %d: %s is not a text: put it in quotes", node.GetToken().Position.Line, node.GetToken().Value)
	}
	*q = quoted(text.Value)
	return nil
}

func (y scriptYAML) script() (s Script, err error) {
	s.Accept = y.Accept
	lists := []struct {
		name string
		from []ruleYAML
		to   *[]Rule
	}{
		{"reject", y.Reject, &s.Reject}, {"return", y.Return, &s.Return}, {"charge", y.Charge, &s.Charge},
		{"short", y.Short, &s.Short}, {"missing_pay_in", y.MissingPayIn, &s.MissingPayIn}, {"recall", y.Recall, &s.Recall},
	}
	for _, list := range lists {
		if *list.to, err = parseEach(list.name, list.from, ruleYAML.rule); err != nil {
			return s, err
		}
	}
	if s.Unexpected, err = parseEach("unexpected", y.Unexpected, creditYAML.credit); err != nil {
		return s, err
	}
	s.StatementTwice, err = parseEach("statement_twice", y.StatementTwice, quoted.currency)
	return s, err
}

// parseEach turns the items of one list into values; its error names the list and the item.
func parseEach[F, T any](list string, from []F, parse func(F) (T, error)) (to []T, err error) {
	for i, item := range from {
		value, err := parse(item)
		if err != nil {
			return nil, fmt.Errorf("%s %d: %w", list, i+1, err)
		}
		to = append(to, value)
	}
	return to, nil
}

func (q quoted) currency() (money.Currency, error) { return money.ParseCurrency(string(q)) }

func (y ruleYAML) rule() (r Rule, err error) {
	r = Rule{Party: string(y.Party), Code: string(y.Code), Text: string(y.Text), SameDay: y.SameDay, Answer: RecallAnswer(y.Answer)}
	if y.Currency != "" {
		if r.Currency, err = y.Currency.currency(); err != nil {
			return r, err
		}
	}
	if r.Charges, err = parseAmount("charges", r.Currency, y.Charges); err != nil {
		return r, err
	}
	r.By, err = parseAmount("by", r.Currency, y.By)
	return r, err
}

func parseAmount(field string, c money.Currency, text quoted) (money.Amount, error) {
	if text == "" {
		return money.Amount{}, nil
	}
	if c.IsZero() {
		return money.Amount{}, fmt.Errorf("%s %q has no currency: give the rule's currency", field, string(text))
	}
	a, err := money.Parse(c, string(text))
	if err != nil {
		return money.Amount{}, fmt.Errorf("%s: %w", field, err)
	}
	if a.IsZero() {
		return money.Amount{}, fmt.Errorf("%s %q is nothing: give more than zero, or leave the rule out", field, string(text))
	}
	return a, nil
}

func (y creditYAML) credit() (c Credit, err error) {
	c = Credit{From: string(y.From), Text: string(y.Text)}
	currency, err := y.Currency.currency()
	if err != nil {
		return c, err
	}
	if c.Amount, err = parseAmount("amount", currency, y.Amount); err != nil || y.On == "" {
		return c, err
	}
	if c.On, err = calendar.ParseDate(string(y.On)); err != nil {
		return c, fmt.Errorf("on: %w", err)
	}
	return c, nil
}

package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits that keep the YAML library, whose time grows with the square of the depth, fast on any input.
const (
	flowDepthMax = 6   // { and [ within each other
	columnMax    = 200 // where the last token of a line may begin
)

// root returns the mapping that the file is, or nil where there is none to read.
func (r *reader) root(data []byte) *section {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case len(data) > bytesMax:
		r.bad(0, "", "the file has more than the %d bytes that a config may have", bytesMax)
	case !utf8.Valid(data):
		r.bad(0, "", "the file is not UTF-8: save it as UTF-8")
	case bytes.ContainsRune(data, 0):
		r.bad(0, "", "the file has a zero byte: it is no text")
	}
	if len(r.problems) > 0 {
		return nil
	}
	body, err := parse(string(data))
	if problem := (Problem{}); errors.As(err, &problem) {
		r.problems = append(r.problems, problem)
		return nil
	}
	if err != nil {
		r.bad(0, "", "%v", err)
		return nil
	}
	return r.mapping("", 0, body)
}

// parse reads YAML. The library panics on some malformed input, which is an error here.
func parse(text string) (body ast.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Problem{Text: fmt.Sprintf("malformed YAML: %v", p)}
		}
	}()
	tokens := lexer.Tokenize(text)
	if err := plain(tokens); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0)
	if syntax := yaml.Error(nil); errors.As(err, &syntax) {
		line := syntax.GetToken().Position.Line
		if n := indentedByTab(text); n > 0 {
			return nil, Problem{Line: n, Text: "a tab stands before the first word, and YAML indents by blanks alone: write blanks"}
		}
		return nil, Problem{Line: line, Text: syntax.GetMessage() + ": mend the YAML"}
	}
	if err != nil {
		return nil, err
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, Problem{Text: "the file is empty: nostro init writes one to begin with"}
	}
	if len(file.Docs) > 1 {
		return nil, Problem{Text: "the file has more than one document: keep one"}
	}
	return file.Docs[0].Body, nil
}

// indentedByTab returns the first line that begins with a tab, after blanks or not; 0 for none. The library tells such a line in
// words that show no tab.
func indentedByTab(text string) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") {
			return n
		}
	}
	return 0
}

// hiding are the parts of YAML by which a value stands elsewhere, or is another than it looks.
var hiding = map[token.Type]string{
	token.AnchorType: "an anchor", token.AliasType: "an alias", token.TagType: "a tag", token.MergeKeyType: "a merge key",
	token.MappingKeyType: "a complex key", token.DirectiveType: "a directive", token.LiteralType: "a block of text",
	token.FoldedType: "a block of text",
}

// plain refuses what hides values, and what is nested too deeply.
func plain(tokens token.Tokens) error {
	depth := 0
	for n, t := range tokens {
		line := t.Position.Line
		if n > 0 && t.Type == token.DocumentHeaderType {
			return Problem{Line: line, Text: "a second document begins: keep one"}
		}
		if what, hides := hiding[t.Type]; hides {
			return Problem{Line: line, Text: what + ": write the value itself on one line, in quotes where needed"}
		}
		switch t.Type {
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		}
		if depth > flowDepthMax || t.Type == token.SequenceEntryType && t.Position.Column > columnMax {
			return Problem{Line: line, Text: "nested too deeply: nostro.yaml has no such key"}
		}
	}
	return nil
}

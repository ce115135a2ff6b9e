package jobs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// FilePatternDefault names the files for a correspondent that has no pattern.
const FilePatternDefault = "{house}-{cycle}-{sequence}-{message}.xml"

// FileNames is how the files for a correspondent are named. The zero value is FilePatternDefault.
type FileNames struct {
	Pattern string // with placeholders; "" is FilePatternDefault
	Case    string // "upper", "lower", or "" as the pattern has it
	Max     int    // characters that a name may have, beside suffixes that come to it; 0: any number
}

// namedFile is what a name is made of. Cycle, release and sequence tell any two files apart.
type namedFile struct {
	house, correspondent, cycle, message string
	date                                 string // the value date, yyyymmdd
	release, sequence                    int    // from 1; the sequence runs through all files of the release
	recall                               bool   // it asks a payment back, and is in no release
}

// name returns the name of the file. It errs where the pattern is none, or the name is longer than it may be: a name
// that a bank cuts may be that of another file.
func (n FileNames) name(f namedFile) (string, error) {
	parts, err := n.parts()
	if err != nil {
		return "", err
	}
	values := map[string]string{"house": f.house, "correspondent": f.correspondent, "date": f.date, "cycle": f.cycle,
		"sequence": f.numbers(), "message": f.message}
	text := ""
	for _, p := range parts {
		text += p.literal + values[p.placeholder]
	}
	text = n.cased(text)
	if n.Max > 0 && len(text) > n.Max {
		return "", needsPerson("file name %q for %s has %d characters, at most %d go: shorten file_name in nostro.yaml", text,
			f.correspondent, len(text), n.Max)
	}
	return text, nil
}

// numbers keeps the names of a later release apart from those of the ones before, which were never sent.
func (f namedFile) numbers() string {
	if f.recall {
		return fmt.Sprintf("c%04d", f.sequence)
	}
	if f.release == 1 {
		return fmt.Sprintf("%04d", f.sequence)
	}
	return fmt.Sprintf("r%d-%04d", f.release, f.sequence)
}

func (n FileNames) cased(text string) string {
	switch n.Case {
	case "upper":
		return strings.ToUpper(text)
	case "lower":
		return strings.ToLower(text)
	}
	return text
}

// matches tells whether a name begins as the pattern would have it, in letters of either case. What follows may be the
// suffix of an encrypted or half uploaded file.
func (n FileNames) matches(house, correspondent, name string) (bool, error) {
	parts, err := n.parts()
	if err != nil {
		return false, err
	}
	form := "(?i)^"
	for _, p := range parts {
		form += regexp.QuoteMeta(p.literal)
		switch p.placeholder {
		case "house":
			form += regexp.QuoteMeta(house)
		case "correspondent":
			form += regexp.QuoteMeta(correspondent)
		default:
			form += placeholders[p.placeholder].form
		}
	}
	compiled, err := regexp.Compile(form)
	return err == nil && compiled.MatchString(name), err
}

// placeholders are the words of a pattern: what each looks like, and how long it can get. A name that gets longer all
// the same is refused when it is made.
var placeholders = map[string]struct {
	form    string
	longest int // 0: that of the value, which does not change
}{
	"house":         {},
	"correspondent": {},
	"date":          {`[0-9]{8}`, len("20261124")},
	"cycle":         {`[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+`, len("2026-11-24-9999")},
	"sequence":      {`(r[0-9]+-)?[0-9]{4,}`, len("r999-99999")},
	"message":       {`[a-z]{4}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}`, len("pacs.008.001.08")},
}

// namePart is either a literal or a placeholder.
type namePart struct{ literal, placeholder string }

var (
	partOfPattern   = regexp.MustCompile(`\{[^{}]*\}|[^{}]+|[{}]`)
	literalForm     = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	separatorBefore = regexp.MustCompile(`^[._-]`)
)

func (n FileNames) parts() ([]namePart, error) {
	pattern := n.Pattern
	if pattern == "" {
		pattern = FilePatternDefault
	}
	var parts []namePart
	for _, text := range partOfPattern.FindAllString(pattern, -1) {
		p := namePart{literal: text}
		if strings.HasPrefix(text, "{") {
			p = namePart{placeholder: strings.Trim(text, "{}")}
			if _, known := placeholders[p.placeholder]; !known {
				return nil, fmt.Errorf("%q has %q: use {house}, {correspondent}, {date}, {cycle}, {sequence} or {message}", pattern, text)
			}
		} else if !literalForm.MatchString(text) {
			return nil, fmt.Errorf(`%q has %q: outside of placeholders use letters, digits or any of "._-"`, pattern, text)
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// Check returns what is wrong with the pattern by itself: what it lacks to tell two files apart, or what a server or
// the spool would take for something else.
func (n FileNames) Check() error {
	parts, err := n.parts()
	if err != nil || n.Pattern == "" {
		return err
	}
	for _, needed := range []string{"cycle", "sequence"} {
		at := slices.Index(parts, namePart{placeholder: needed})
		switch {
		case at < 0:
			return fmt.Errorf("%q has no {%s}, and would give two files one name: put it in", n.Pattern, needed)
		case slices.Contains(parts[at+1:], parts[at]):
			return fmt.Errorf("%q has {%s} twice: remove one", n.Pattern, needed)
		case at+1 < len(parts) && !separatorBefore.MatchString(parts[at+1].literal):
			return fmt.Errorf(`%q goes on at once after {%s}, whose end nobody could tell: put one of "._-" there`, n.Pattern, needed)
		}
	}
	first, last := parts[0].literal, strings.ToLower(parts[len(parts)-1].literal)
	switch {
	case strings.HasPrefix(first, ".") || strings.HasPrefix(first, "-"):
		return fmt.Errorf("%q begins with a dot or a hyphen: begin it with a letter, a digit or {house}", n.Pattern)
	case strings.HasPrefix(strings.ToLower(first), "nostro-probe"):
		return fmt.Errorf("%q begins as the probes of nostro ping do: begin it otherwise", n.Pattern)
	case strings.HasSuffix(last, ".part"):
		return fmt.Errorf("%q ends as half an upload does: end it otherwise, such as in .xml", n.Pattern)
	}
	return nil
}

// Longest returns the length of the longest name that the pattern gives: up to 9,999 cycles of one value date, 999
// releases and 99,999 files.
func (n FileNames) Longest(house, correspondent string) int {
	sum := 0
	parts, _ := n.parts() // what is no pattern gives no name
	for _, p := range parts {
		switch p.placeholder {
		case "house":
			sum += len(house)
		case "correspondent":
			sum += len(correspondent)
		default:
			sum += len(p.literal) + placeholders[p.placeholder].longest
		}
	}
	return sum
}

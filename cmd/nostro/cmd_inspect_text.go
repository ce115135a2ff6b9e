package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"nostro/formats"
	"nostro/formats/inspect"
)

// Colours of inspect, on a terminal only.
const (
	inkBad   = "\x1b[31m"
	inkGood  = "\x1b[32m"
	inkDoubt = "\x1b[33m"
	inkDim   = "\x1b[2m"
	inkBold  = "\x1b[1m"
	inkReset = "\x1b[0m"
)

// itemsShown is how many items or notes of one kind are shown unless all are asked for.
const itemsShown = 20

// inspectText shows a file to a person. Every line has a label of at most ten letters, or belongs to the
// label above it.
type inspectText struct {
	w      io.Writer
	colour bool
	all    bool
	err    error

	items   []inspect.Item // waiting to be laid out together
	shown   int            // items of this message that were shown
	entries int            // entries of this statement that were shown
	details overflow       // of the entry that is being read
}

func newInspectText(w io.Writer, colour, all bool) *inspectText {
	return &inspectText{w: w, colour: colour, all: all}
}

func (t *inspectText) write(text string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.w, text)
	}
}

// line prints text under a label, wrapped into its column.
func (t *inspectText) line(label, text string) { t.inked("", label, text) }

// blank prints an empty line.
func (t *inspectText) blank() { t.write("\n") }

// inked is line in a colour; the label stays plain. Where there is no text there is no line.
func (t *inspectText) inked(ink, label, text string) {
	if text == "" {
		return
	}
	for _, part := range wrap(visible(text), lineWidth-stageWidth-1) {
		t.write(strings.TrimRight(fmt.Sprintf("%-*s %s", stageWidth, label, t.paint(ink, part)), " ") + "\n")
		label = ""
	}
}

// raw prints a line that is laid out and coloured already, and made visible.
func (t *inspectText) raw(label, text string) {
	t.write(strings.TrimRight(fmt.Sprintf("%-*s %s", stageWidth, label, text), " ") + "\n")
}

func (t *inspectText) paint(ink, text string) string {
	if !t.colour || ink == "" || text == "" {
		return text
	}
	return ink + text + inkReset
}

// Document begins a message.
func (t *inspectText) Document(d *formats.Document) {
	t.shown = 0
	head := d.Message
	if name := messageNames[d.Kind]; name != "" && !strings.HasSuffix(head, name) {
		head += ", " + name
	}
	t.blank()
	t.inked(inkBold, "message", head)
	t.line("", joined(", ", prefixed("id ", d.MsgID), prefixed("created ", d.CreatedAt)))
	if d.FromBIC+d.ToBIC != "" {
		t.line("from", known(d.FromBIC)+" to "+known(d.ToBIC))
	}
	t.header(d)
	t.group(d)
}

// messageNames say what a kind of message is, in the words of the trade.
var messageNames = map[string]string{
	"camt.052": "interim report", "camt.053": "statement", "camt.054": "debit and credit notification",
	"camt.029": "answer to a cancellation", "camt.056": "request to cancel", "camt.057": "notice of a credit to come",
	"pacs.002": "status of payments", "pacs.004": "return", "pacs.008": "customer transfers", "pacs.009": "bank transfers",
	"pain.001": "transfers ordered by a customer", "pain.002": "status of an order", "admi.002": "rejection of a message",
}

func (t *inspectText) header(d *formats.Document) {
	h := d.Header
	if !h.Present {
		return
	}
	parts := []string{differing(h.Definition, d.Message), prefixed("id ", differing(h.ID, d.MsgID)), h.BizSvc, prefixed("created ", differing(h.CreatedAt, d.CreatedAt))}
	if h.PossibleDuplicate {
		parts = append(parts, "possible duplicate")
	}
	t.line("header", joined(", ", parts...))
}

func (t *inspectText) group(d *formats.Document) {
	g := d.Group
	var parts []string
	if g.Count > 0 {
		parts = append(parts, counted(g.Count, "transaction")+" announced")
	}
	parts = append(parts, prefixed("control sum ", g.ControlSum))
	if !g.Total.Currency().IsZero() {
		parts = append(parts, "total "+amountText(g.Total))
	}
	parts = append(parts, prefixed("case ", g.Case.ID), settlementText(g.Settlement))
	t.line("", joined(", ", parts...))
}

// differing returns the text unless it says the same as the other.
func differing(text, other string) string {
	if text == other {
		return ""
	}
	return text
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func known(text string) string {
	if text == "" {
		return "(not named)"
	}
	return text
}

// joined joins the texts that are not empty.
func joined(by string, texts ...string) string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, by)
}

// visible replaces what a terminal would obey instead of showing: control characters, and those that turn the
// direction of writing. Banks send texts of anybody.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}

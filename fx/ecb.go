package fx

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits and names of the ECB file. The daily file has some 30 rates in 2 kB; its namespaces are those of
// https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml.
const (
	FixingBytesMax = 1 << 20
	xmlDepthMax    = 8

	ecbSource    = "ECB"
	gesmesSpace  = "http://www.gesmes.org/xml/2002-08-01"
	eurofxSpace  = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"
	fetchItAgain = "fetch the daily file again"
)

// ParseError tells where a rate file is wrong, and what to do.
type ParseError struct {
	Line          int    // 1 is the first; 0 where the file as a whole is wrong
	Field         string // "rate", "currency", "time", "Cube"; "" where none
	Value         string // what stands there
	Reason        string
	Remedy        string
	RefusedSource string // whose file it was meant to be: "ECB"
}

// Error returns "ECB rates, line 7: rate "abc": it is no plain decimal; fetch the daily file again".
func (e *ParseError) Error() string {
	where := e.RefusedSource + " rates"
	if e.Line > 0 {
		where += fmt.Sprintf(", line %d", e.Line)
	}
	if e.Field != "" {
		where += fmt.Sprintf(": %s %q", e.Field, e.Value)
	}
	return where + ": " + e.Reason + "; " + e.Remedy
}

// ParseECB reads the daily euro reference rates of the ECB: a gesmes Envelope with one Cube time="..." that
// holds Cube currency="USD" rate="1.0745", under any prefix. The base is EUR, and bid, mid and ask are the
// one published rate. A well-formed currency code that ISO 4217 does not have (the list may lag behind)
// is not a rate: it goes to Ignored, with its line. All else that is not exactly so is a *ParseError: more
// than FixingBytesMax bytes, a document type or entity, unknown elements or attributes, a missing or second
// time, a rate that is no plain decimal above zero, EUR itself, a currency that comes twice, no rates.
// ParseRates reads the history too, and takes what is good of a file.
func ParseECB(raw []byte) (Fixing, error) {
	if len(raw) > FixingBytesMax {
		return Fixing{}, &ParseError{RefusedSource: ecbSource, Remedy: fetchItAgain,
			Reason: fmt.Sprintf("%d bytes are more than the limit of %d", len(raw), FixingBytesMax)}
	}
	r, err := readECB(raw)
	if err != nil {
		return Fixing{}, err
	}
	switch {
	case len(r.days) > 1:
		second := r.days[1]
		r.line = second.line
		return Fixing{}, r.refuse("time", second.date.String(), "it is a second day after "+r.days[0].date.String(),
			"give the daily file, not the history")
	case len(r.refusals) > 0:
		return Fixing{}, &r.refusals[0]
	case len(r.days) == 0 || len(r.days[0].rates) == 0:
		return Fixing{}, r.refuse("", "", "it holds no rate that can be used", fetchItAgain)
	}
	return r.days[0].fixing(ecbSource, hashOf(raw))
}

// readECB reads a file of one or many days. What is wrong with a row or a day is among its refusals, what is
// wrong with the file is the error.
func readECB(raw []byte) (*ecbReader, error) {
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	r := &ecbReader{decoder: xml.NewDecoder(bytes.NewReader(text))}
	if err := r.read(); err != nil {
		return nil, err
	}
	if !r.rootSeen {
		return nil, r.refuse("", "", "it holds no Envelope", fetchItAgain)
	}
	return r, nil
}

func hashOf(raw []byte) string {
	digest := sha256.Sum256(raw)
	return hex.EncodeToString(digest[:])
}

type level int

// The levels of the file: Envelope > Cube > Cube time > Cube currency rate. Others are the header's.
const (
	levelNone level = iota
	levelEnvelope
	levelCubes
	levelDay
	levelRate
	levelHeader
)

type ecbReader struct {
	decoder  *xml.Decoder
	line     int // where the token at hand begins
	path     []level
	rootSeen bool
	cubeSeen bool
	days     []ecbDay
	skipped  bool // the day at hand was refused: its rates are not read
	refusals []ParseError
}

func (r *ecbReader) read() error {
	for {
		r.line, _ = r.decoder.InputPos()
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			r.line = 0
			return nil
		}
		if err != nil {
			return r.refuse("", "", "it is not well-formed XML: "+cut(err.Error(), 200), fetchItAgain)
		}
		if err := r.take(token); err != nil {
			return err
		}
	}
}

func (r *ecbReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.open(t)
	case xml.EndElement:
		r.path = r.path[:len(r.path)-1]
	case xml.CharData:
		if r.top() != levelHeader && strings.TrimSpace(string(t)) != "" {
			return r.refuse("text", shorten(string(t)), "there is no text in this place", fetchItAgain)
		}
	case xml.Directive:
		return r.refuse("", "", "a document type or entity declaration is not taken", fetchItAgain)
	case xml.ProcInst:
		if t.Target != "xml" || r.rootSeen {
			return r.refuse("instruction", shorten(t.Target), "a processing instruction is not taken", fetchItAgain)
		}
	}
	return nil
}

func (r *ecbReader) top() level {
	if len(r.path) == 0 {
		return levelNone
	}
	return r.path[len(r.path)-1]
}

func (r *ecbReader) refuse(field, value, reason, remedy string) error {
	return &ParseError{Line: r.line, Field: field, Value: value, Reason: reason, Remedy: remedy, RefusedSource: ecbSource}
}

// leaveOut keeps what is wrong with a row or a day, and lets the others be read.
func (r *ecbReader) leaveOut(err error) error {
	refusal := (*ParseError)(nil)
	if errors.As(err, &refusal) {
		r.refusals = append(r.refusals, *refusal)
		return nil
	}
	return err
}

// shorten keeps what a hostile file puts into an error small.
func shorten(text string) string { return cut(text, 40) }

func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}

package formats

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

// What pretends to be UTF-8 and hides a character is refused at its byte, however the reads fall; what is
// plain windows-1252 is turned as before.
func TestDisguisedCharacters(t *testing.T) {
	for text, refused := range map[string]bool{
		"\xc0\xbc":         true, // <
		"\xc1\x81":         true, // A
		"\xe0\x80\xbc":     true,
		"\xe0\x9f\xbf":     true,
		"\xed\xa0\x80":     true,
		"\xed\xbf\xbf":     true,
		"\xf0\x80\x80\xbc": true,
		"\xe0\x85 ":        false, // à and an ellipsis
		"\xed\xa0x":        false, // í and a space that does not break
		"\xc0 bient\xf4t":  false,
		"\xc0":             false,
		"\xe0\xa0\x80":     false, // the first of three bytes
		"\xed\x9f\xbf":     false, // the last before the surrogates
		"\xf0\x90\x80\x80": false, // the first of four bytes
	} {
		data := named("UTF-8", "\xe9 "+text)
		at := strings.Index(data, text)
		_, err := Read([]byte(data))
		_, cut := Stream(iotest.OneByteReader(strings.NewReader(data)), Visitor{})
		if !refused {
			if err != nil || cut != nil {
				t.Errorf("% x: %v, %v", text, err, cut)
			}
			continue
		}
		for _, err := range []error{err, cut} {
			r := refusalOf(t, err)
			if r.Class != ErrMalformed || r.Offset != int64(at) || !strings.Contains(r.Error(), fmt.Sprintf("byte %d begins", at)) {
				t.Errorf("% x at %d: %v", text, at, err)
			}
		}
	}
	if _, err := Read([]byte(named("ISO-8859-1", "\xc0\xbc"))); err != nil {
		t.Errorf("another encoding may have these bytes: %v", err)
	}
}

// A disguise in a later read, behind turned bytes, is told at its place in the file.
func TestDisguiseFarIntoTheFile(t *testing.T) {
	entry := `<Ntry>` + oneUSD + credit + `<Sts>BOOK</Sts><AddtlNtryInf>` + "\xfc" + `</AddtlNtryInf></Ntry>`
	data := []byte(statementWith(strings.Repeat(entry, 3000) + "\xc0\xaf"))
	want := int64(bytes.Index(data, []byte("\xc0\xaf")))
	_, err := Stream(bytes.NewReader(data), Visitor{})
	if r := refusalOf(t, err); r.Offset != want || r.Class != ErrMalformed {
		t.Errorf("want byte %d, got %v", want, err)
	}
}

func TestTurnedBytesAreCounted(t *testing.T) {
	for text, want := range map[string]string{
		"\xe9":         "is not UTF-8: it was read as windows-1252",
		"\xe9\xe9":     "is not UTF-8: it and 1 other were read",
		"\xe9\xe9\xe9": "is not UTF-8: it and 2 others were read",
	} {
		in := mustRead(t, named("UTF-8", text))
		if len(in.Warnings) != 1 || !strings.Contains(in.Warnings[0].Text, want) {
			t.Errorf("%d bytes: %v", len(text), in.Warnings)
		}
	}
}

// The remedy of a limit is one that whoever got the file can follow.
func TestLimitsAskForAnotherFile(t *testing.T) {
	for name, data := range map[string]string{
		"depth": strings.Repeat("<a>", 65),
		"text":  named("UTF-8", strings.Repeat("x", 1<<20+1)),
	} {
		_, err := Read([]byte(data))
		r := refusalOf(t, err)
		if r.Class != ErrMalformed || r.Remedy != "no ISO 20022 message needs so much: ask the sender for another file" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

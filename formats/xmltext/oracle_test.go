package xmltext

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// oracle returns what encoding/xml reads from an input: the same events as Tokenizer, without places,
// depths and prefixes.
func oracle(data []byte) (events []string, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = oracleCharset
	text, depth, leaf := "", 0, false
	for {
		token, err := d.Token()
		closing := false
		if err == nil {
			switch x := token.(type) {
			case xml.CharData:
				if depth == 0 && strings.Trim(string(x), " \t\r\n\ufeff") != "" {
					return events, errors.New("text outside")
				}
				if depth > 0 {
					text += string(x)
				}
				continue
			case xml.Comment, xml.ProcInst:
				continue
			case xml.Directive:
				return events, errors.New("directive")
			case xml.EndElement:
				closing = true
			}
		}
		if text != "" && (leaf && closing || strings.Trim(text, " \t\r\n") != "") {
			events = append(events, "text "+text)
		}
		text = ""
		switch x := token.(type) {
		case xml.StartElement:
			depth++
			leaf = true
			events = append(events, oracleStart(x))
		case xml.EndElement:
			depth--
			leaf = false
			events = append(events, "end "+x.Name.Local+"{"+x.Name.Space+"}")
		}
		if err == io.EOF {
			return append(events, "end of file"), nil
		}
		if err != nil {
			return events, err
		}
	}
}

func oracleStart(x xml.StartElement) string {
	s := "start " + x.Name.Local + "{" + x.Name.Space + "}"
	for _, a := range x.Attr {
		if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
			s += " " + a.Name.Local + "{" + a.Name.Space + "}=" + a.Value
		}
	}
	return s
}

// oracleCharset reads what the samples declare beside UTF-8.
func oracleCharset(name string, input io.Reader) (io.Reader, error) {
	c := codecs[strings.ToUpper(name)]
	if c == nil || c.wide {
		return nil, errors.New("unknown encoding")
	}
	if c == codecUTF8 {
		return input, nil
	}
	raw, err := io.ReadAll(input)
	var text strings.Builder
	for _, b := range raw {
		r, _ := c.decode([]byte{b}, true)
		text.WriteRune(r)
	}
	return strings.NewReader(text.String()), err
}

// ours returns the events of Tokenizer in the form of the oracle.
func ours(t *Tokenizer) (events []string, err error) {
	var e Event
	for {
		if err := t.Next(&e); err != nil {
			return events, err
		}
		s := e.Kind.String()
		switch e.Kind {
		case Start, End:
			s += " " + string(e.Name) + "{" + string(e.Space) + "}"
		case Text:
			s += " " + string(e.Text)
		}
		for _, a := range e.Attrs {
			s += " " + string(a.Name) + "{" + string(a.Space) + "}=" + string(a.Value)
		}
		events = append(events, s)
		if e.Kind == EOF {
			return events, nil
		}
	}
}

// samples are the bank files beside the repository.
func samples(t testing.TB) []string {
	t.Helper()
	folder := filepath.Join("..", "..", "..", "shared", "samples")
	if set := os.Getenv("NOSTRO_SCHEMAS"); set != "" {
		folder = filepath.Join(set, "..", "samples")
	}
	var files []string
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".xml" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Skipf("SKIPPED: no bank samples in %s", folder)
	}
	return files
}

// TestReadsSamplesAsTheOracleDoes: every bank file gives the events of encoding/xml, in any window.
func TestReadsSamplesAsTheOracleDoes(t *testing.T) {
	for _, file := range samples(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, wantErr := oracle(bytes.TrimPrefix(data, byteOrderMark))
		got, err := ours(New(reader(data), Limits{}))
		if (err == nil) != (wantErr == nil) || !slices.Equal(got, want) {
			t.Errorf("%s: %s; errors %v and %v", file, firstDifference(got, want), err, wantErr)
		}
		inPieces, err := ours(small(&blocks{rest: data}))
		if !slices.Equal(inPieces, got) {
			t.Errorf("%s: in small pieces %s (%v)", file, firstDifference(inPieces, got), err)
		}
	}
}

func firstDifference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return "event " + g + ", expected " + w
		}
	}
	return "the same events"
}

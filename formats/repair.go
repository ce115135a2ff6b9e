package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// repair reads a file that is in UTF-8, or says so, or says nothing, and turns each byte that is not UTF-8
// into the character that it is in windows-1252: numbers and identifiers are the same in all of these
// encodings, names may suffer, and the reader warns. A file in another encoding passes as it is.
type repair struct {
	source  io.Reader
	begun   bool
	strict  bool   // the file is in UTF-8
	raw     []byte // as it was read
	tail    []byte // the beginning of a character at the end of raw
	fixed   []byte
	pending []byte // to be handed out
	err     error  // of the source
	lead    int64  // bytes before the XML, which are left out
	in, out int64  // bytes of the file, and of the text, that were made pending

	first   int64 // offset in the file of the first byte that was turned
	turned  int64 // how many
	growths []growth
	passed  int    // how many of them offsetOf was asked beyond
	last    growth // the one before them
}

// growth is where a byte was turned: behind it the text goes on at out, and the file at in.
type growth struct{ out, in int64 }

const repairSize = 64 << 10

// declarationLengthMax is how far into the file the XML declaration is looked for.
const declarationLengthMax = 1024

var encodingForm = regexp.MustCompile(`<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

var bomUTF8 = []byte("\xef\xbb\xbf")

func newRepair(source io.Reader) *repair { return &repair{source: source} }

// Read hands out the text.
func (p *repair) Read(into []byte) (int, error) {
	if !p.begun {
		p.begin()
	}
	for len(p.pending) == 0 {
		if p.err != nil {
			return 0, p.err
		}
		p.refill()
	}
	n := copy(into, p.pending)
	p.pending = p.pending[n:]
	return n, nil
}

// begin finds out whether the file is in UTF-8, or claims nothing else.
func (p *repair) begin() {
	p.begun = true
	p.raw = make([]byte, 0, repairSize)
	for len(p.raw) < declarationLengthMax && p.err == nil {
		p.more()
	}
	p.skipLead()
	head := p.raw[:min(len(p.raw), declarationLengthMax)]
	name := ""
	if match := encodingForm.FindSubmatch(head); match != nil && !bytes.HasPrefix(head, bomUTF8) {
		name = strings.ToUpper(string(match[1]))
	}
	wide := len(head) > 1 && (head[0] == 0 || head[1] == 0 || head[0] == 0xFE && head[1] == 0xFF ||
		head[0] == 0xFF && head[1] == 0xFE)
	p.strict = !wide && (name == "" || strings.HasPrefix(name, "UTF") || strings.HasSuffix(name, "ASCII"))
	p.settle()
}

// leadMax is how much may stand before the XML: the envelopes of some transports begin with a few bytes of
// their own.
const leadMax = 64

// skipLead leaves out what stands before the first element, if it is short and printable or control
// characters that no encoding needs.
func (p *repair) skipLead() {
	at := bytes.IndexByte(p.raw[:min(len(p.raw), leadMax+1)], '<')
	if at <= 0 || len(bytes.TrimLeft(p.raw[:at], " \t\r\n\xef\xbb\xbf\xfe\xff\x00")) == 0 {
		return
	}
	p.lead = int64(at)
	p.raw = p.raw[at:]
	p.in = p.lead
	p.last = growth{0, p.lead}
}

// more reads on behind what is in raw.
func (p *repair) more() {
	n, err := p.source.Read(p.raw[len(p.raw):cap(p.raw)])
	p.raw = p.raw[:len(p.raw)+n]
	p.err = err
}

func (p *repair) refill() {
	p.raw = append(p.raw[:0], p.tail...)
	p.more()
	p.settle()
}

// settle makes what was read pending, but for the beginning of a character at its end.
func (p *repair) settle() {
	whole := p.raw
	p.tail = nil
	if p.strict && p.err == nil {
		whole, p.tail = cutCharacter(p.raw)
	}
	if !p.strict || utf8.Valid(whole) {
		p.pending = whole
	} else {
		p.pending = p.fix(whole)
	}
	p.in += int64(len(whole))
	p.out += int64(len(p.pending))
}

// cutCharacter cuts off a character that may go on.
func cutCharacter(text []byte) (whole, tail []byte) {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if at := len(text) - n; utf8.RuneStart(text[at]) {
			if _, may := disguise(text[at:]); may || !utf8.FullRune(text[at:]) {
				return text[:at], bytes.Clone(text[at:])
			}
			break
		}
	}
	return text, nil
}

// fix turns what is not UTF-8, and remembers where that made the text longer. It ends the file where a
// character is disguised.
func (p *repair) fix(text []byte) []byte {
	p.fixed = p.fixed[:0]
	p.growths = append(p.growths[:0], p.growths[p.passed:]...)
	p.passed = 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			if is, _ := disguise(text[at:]); is {
				p.err = refuseDisguise(p.in + int64(at))
				return p.fixed
			}
			if p.turned++; p.turned == 1 {
				p.first = p.in + int64(at)
			}
			p.fixed = utf8.AppendRune(p.fixed, charmap.Windows1252.DecodeByte(text[at]))
			p.growths = append(p.growths, growth{p.out + int64(len(p.fixed)), p.in + int64(at) + 1})
		} else {
			p.fixed = append(p.fixed, text[at:at+size]...)
		}
		at += size
	}
	return p.fixed
}

// offsetOf returns the offset in the file of an offset in the text. Asked for ever larger ones, it forgets
// what lies behind.
func (p *repair) offsetOf(out int64) int64 {
	if p.turned == 0 {
		return out + p.lead
	}
	for p.passed < len(p.growths) && p.growths[p.passed].out <= out {
		p.last = p.growths[p.passed]
		p.passed++
	}
	return out - p.last.out + p.last.in
}

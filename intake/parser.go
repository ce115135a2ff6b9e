package intake

import (
	"bytes"

	"nostro/calendar"
	"nostro/money"
)

// Parser reads blocks of files of obligations by the rules of ReadObligations, for who needs sums and not rows: names,
// currencies and dates get numbers, each counted from 0 in the order in which the parser met them. Nearly every line
// is read where it lies; what is not simple goes the way of ReadObligations. A Parser is for one goroutine.
type Parser struct {
	known        func(participant string) bool
	participants names
	currencies   []money.Currency
	currencyNo   [26 * 26 * 26]uint16 // by code: the number plus one
	dates        []calendar.Date
	dateNo       [(yearMax - yearMin + 1) * 12 * 31]uint16 // by year, month and day: the number plus one
	row          row
	cells        []string // of the last line that went the careful way
	fields       Fields
}

// Fields are those of one good row, as numbers of a Parser, in the bytes of its block.
type Fields struct {
	Line          int
	ID, Reference []byte // good until the block is read into again
	IDHash        uint64 // equal for equal ids; others may share one, if hardly ever
	Payer, Payee  uint32
	Currency      uint32
	Date          uint32
	Minor         int64 // above zero
}

// NewParser returns a parser; known is as for ReadObligations.
func NewParser(known func(participant string) bool) *Parser {
	return &Parser{known: known, row: row{columns: columns[Obligations], fields: make([]string, len(columns[Obligations]))}}
}

// Participants returns the participants of the good rows so far, by number.
func (p *Parser) Participants() []string { return p.participants.all }

// Currency returns the currency of that number.
func (p *Parser) Currency(n uint32) money.Currency { return p.currencies[n] }

// Date returns the value date of that number.
func (p *Parser) Date(n uint32) calendar.Date { return p.dates[n] }

// Obligation returns the fields as a value that may be kept.
func (p *Parser) Obligation(f *Fields) Obligation {
	return Obligation{ID: string(f.ID), Payer: p.participants.all[f.Payer], Payee: p.participants.all[f.Payee],
		Amount: money.FromMinor(p.currencies[f.Currency], f.Minor), ValueDate: p.dates[f.Date], Reference: string(f.Reference)}
}

// Parse reads a block. take gets each good row, refuse all refusals of each bad one, both in the order of lines; the
// fields are the parser's again when take returns. It returns how many rows there were, and ends with the first
// error of take.
func (p *Parser) Parse(b Block, take func(*Fields) error, refuse func([]Refusal)) (rows int, err error) {
	number, rest := b.first, b.lines
	quoted := b.length > 0 || bytes.IndexByte(rest, '"') >= 0
	for ; len(rest) > 0; number++ {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		if n := len(line); n > 0 && line[n-1] == '\r' && b.length == 0 {
			line = line[:n-1]
		}
		if len(line) == 0 {
			continue
		}
		rows++
		p.fields.Line = number
		if quoted && bytes.IndexByte(line, '"') >= 0 || b.length > 0 || !p.quick(b.of.form, line) {
			if refusals := p.careful(b, line, number); len(refusals) > 0 {
				refuse(refusals)
				continue
			}
		}
		if err := take(&p.fields); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

// careful reads a line as ReadObligations does.
func (p *Parser) careful(b Block, line []byte, number int) []Refusal {
	r := &p.row
	r.file = b.of.file
	r.begin(&lineReader{number: number, text: string(line), length: max(len(line), b.length)})
	if len(r.refusals) == 0 {
		form := csvForm{order: b.of.form.order, cells: p.cells} // the cells of the file's own form are nobody's here
		form.fill(r)
		p.cells = form.cells
	}
	o := buildIfGood(r, func(r *row) Obligation { return buildObligation(r, p.known) })
	if len(r.refusals) > 0 {
		return r.refusals
	}
	f := &p.fields
	f.ID, f.Reference = []byte(o.ID), []byte(o.Reference)
	f.IDHash = hashOf(f.ID)
	f.Payer, f.Payee = p.participant(o.Payer), p.participant(o.Payee)
	f.Currency, f.Date, f.Minor = p.currency(o.Amount.Currency()), p.date(o.ValueDate), o.Amount.Minor()
	return nil
}

// participant returns the number of a participant that is known to be one.
func (p *Parser) participant(name string) uint32 {
	text := []byte(name)
	hash := hashOf(text)
	if n, found := p.participants.find(text, hash); found {
		return n
	}
	return p.participants.add(name, hash)
}

func (p *Parser) currency(c money.Currency) uint32 {
	at, _ := codeIndex([]byte(c.Code()))
	if p.currencyNo[at] == 0 {
		p.currencies = append(p.currencies, c)
		p.currencyNo[at] = uint16(len(p.currencies))
	}
	return uint32(p.currencyNo[at] - 1)
}

func (p *Parser) date(d calendar.Date) uint32 {
	at, _ := dayIndex([]byte(d.String()))
	if p.dateNo[at] == 0 {
		p.dates = append(p.dates, d)
		p.dateNo[at] = uint16(len(p.dates))
	}
	return uint32(p.dateNo[at] - 1)
}

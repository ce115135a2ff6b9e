package csvstatement

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"nostro/formats"
)

// ErrMalformed is the class of a file that does not fit its map; test with errors.Is.
var ErrMalformed = errors.New("file cannot be read as a CSV statement")

// Limits of a file.
const (
	bytesMax = 64 << 20
	rowsMax  = 1_000_000
)

// Message is the name of such a statement among messages.
const Message = "CSV statement"

// Read reads a file by the map, which is valid: one statement for each account and currency, in the order in which they
// come. Errors are *formats.Refusal of the class ErrMalformed, with line and column. A file without a line is refused: it
// has no balance, so that it would prove nothing.
func Read(m Map, data []byte) (formats.Inbound, error) {
	if len(data) > bytesMax {
		return formats.Inbound{}, refuse(1, "", fmt.Sprintf("it has more than %d bytes", bytesMax))
	}
	rows, err := rowsOf(m, decoded(data))
	if err != nil {
		return formats.Inbound{}, err
	}
	if len(rows) == 0 {
		return formats.Inbound{}, refuse(1, "", "it has no entry, so that nothing tells a balance")
	}
	if m.NewestFirst {
		slices.Reverse(rows)
	}
	statements, err := statementsOf(rows)
	if err != nil {
		return formats.Inbound{}, err
	}
	sum := sha256.Sum256(data)
	for n := range statements {
		s := &statements[n]
		s.Number = n + 1
		s.ID = fmt.Sprintf("%s/%s/%s", s.Opening.Date, s.Closing.Date, hex.EncodeToString(sum[:4]))
	}
	return formats.Inbound{Documents: []formats.Document{{Number: 1, Line: 1, Message: Message, Kind: "camt.053",
		MsgID: hex.EncodeToString(sum[:8]), Statements: statements}}}, nil
}

// Stream reads a source as Read does, and gives what is in it to the visitor.
func Stream(m Map, source io.Reader, visit formats.Visitor) (formats.Remarks, error) {
	data, err := io.ReadAll(io.LimitReader(source, bytesMax+1))
	if err != nil {
		return formats.Remarks{}, err
	}
	in, err := Read(m, data)
	if err != nil {
		return formats.Remarks{}, err
	}
	return in.Remarks, in.Visit(visit)
}

// decoded returns UTF-8. What is not UTF-8 is ISO 8859-1, in which every byte is a letter: only names and texts can
// suffer from that, no number.
func decoded(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return data
	}
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
	}
	return []byte(string(runes))
}

func refuse(line int, column, problem string) error {
	path := "CSV"
	if column != "" {
		path = "column " + column
	}
	return &formats.Refusal{Class: ErrMalformed, Path: path, Line: line, Problem: problem,
		Remedy: "compare the file with csv_statement of the correspondent in nostro.yaml, or ask the bank for another"}
}

// rowsOf reads the lines in the order of the file.
func rowsOf(m Map, data []byte) ([]row, error) {
	for range m.SkipLines {
		_, rest, found := bytes.Cut(data, []byte("\n"))
		if !found {
			return nil, refuse(1, "", fmt.Sprintf("it ends within the %d lines before the header", m.SkipLines))
		}
		data = rest
	}
	from := csv.NewReader(bytes.NewReader(data))
	from.Comma, from.ReuseRecord = m.Separator, true
	header, err := from.Read()
	if err != nil {
		return nil, refuse(m.SkipLines+1, "", "the header cannot be read: "+err.Error())
	}
	c, err := columnsOf(m, header)
	if err != nil {
		return nil, err
	}
	var rows []row
	for {
		fields, err := from.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, m.unparsed(err)
		}
		line, _ := from.FieldPos(0)
		line += m.SkipLines
		if len(rows) == rowsMax {
			return nil, refuse(line, "", fmt.Sprintf("it has more than %d entries", rowsMax))
		}
		r, err := c.row(line, fields)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
}

// unparsed is the refusal of what is no CSV.
func (m Map) unparsed(err error) error {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return refuse(wrong.Line+m.SkipLines, "", wrong.Err.Error())
	}
	return refuse(m.SkipLines+1, "", err.Error())
}

// columnsOf finds the columns of the map in the header.
func columnsOf(m Map, header []string) (columns, error) {
	c := columns{m: m, at: map[string]int{}}
	for n, name := range header {
		name = strings.TrimSpace(name)
		if _, twice := c.at[name]; twice && slices.Contains(m.named(), name) {
			return c, refuse(m.SkipLines+1, name, "it is in the header twice")
		}
		c.at[name] = n
	}
	for _, name := range m.named() {
		if _, there := c.at[name]; !there {
			return c, refuse(m.SkipLines+1, name, fmt.Sprintf("it is not in the header, which has %q", header))
		}
	}
	return c, nil
}

// named lists the columns that the map names.
func (m Map) named() []string {
	all := []string{m.BookingDate, m.ValueDate, m.Balance, m.Amount, m.Side, m.Debit, m.Credit, m.AccountColumn, m.CurrencyColumn,
		m.BankRef, m.EndToEndID, m.InstrID, m.Counterparty, m.CounterpartyIBAN, m.Texts}
	return slices.DeleteFunc(all, func(name string) bool { return name == "" })
}

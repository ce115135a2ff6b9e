package jobs

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"nostro/formats"
	"nostro/intake"
)

// initiationNames are where a pain.001 has what a row of CSV has in its columns.
var initiationNames = map[string]string{"id": "PmtId/EndToEndId", "payer": "Dbtr/Id//Othr/Id", "payee": "Cdtr/Id//Othr/Id",
	"currency": "Amt/InstdAmt/@Ccy", "amount": "Amt/InstdAmt", "value_date": "ReqdExctnDt", "reference": "RmtInf/Ustrd"}

// initiationChunk is how many transfers are read before they are handed on.
const initiationChunk = 20_000

// peekBytes is how much of a file is looked at to tell XML.
const peekBytes = 512

// isXML tells whether a file begins as XML in an encoding that begins as ASCII does.
func isXML(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n"), []byte("<"))
}

// isInitiation tells whether the start of a file of XML is that of a pain.001.
func isInitiation(start []byte) bool {
	return bytes.Contains(start, []byte("pain.001")) || bytes.Contains(start, []byte("CstmrCdtTrfInitn"))
}

// scanObligations reads a file of obligations in whichever form it has: CSV, JSON Lines or pain.001.
func scanObligations(name string, from io.Reader, known func(string) bool, take func([]intake.Row[intake.Obligation], []intake.Refusal) error) error {
	peeked := bufio.NewReaderSize(from, 64<<10)
	start, err := peeked.Peek(peekBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !isXML(start) {
		return intake.ScanObligations(name, peeked, known, take)
	}
	s := initiationScan{name: name, known: known, take: take}
	return s.scan(peeked)
}

// initiationScan reads the transfers of a pain.001 as obligations. What an obligation cannot say refuses the transfer; a
// file whose sums or counts do not hold, or in which something is not understood, is refused as a whole.
type initiationScan struct {
	name     string
	known    func(string) bool
	take     func([]intake.Row[intake.Obligation], []intake.Refusal) error
	rows     []intake.Row[intake.Obligation]
	refusals []intake.Refusal
	count    int64
	sum      decimal.Decimal
}

func (s *initiationScan) scan(from io.Reader) error {
	remarks, err := formats.Stream(from, formats.Visitor{Document: s.begin, Transfer: s.transfer, DocumentEnd: s.end})
	if refusal := (*formats.Refusal)(nil); errors.As(err, &refusal) {
		return s.refuseFile(max(1, refusal.Line), refusal.Path, refusal.Problem, refusal.Remedy)
	}
	if err != nil {
		return err
	}
	for _, u := range remarks.Unread {
		return s.refuseFile(max(1, u.Line), u.Path, "it is not understood", "leave it out: what an obligation does not have cannot be kept")
	}
	return s.hand()
}

// refuseFile is the error by which nothing of the file is taken.
func (s *initiationScan) refuseFile(line int, field, reason, remedy string) error {
	return &intake.FileRefused{Refusals: []intake.Refusal{{File: s.name, Line: line, Field: field, Reason: reason, Remedy: remedy}}}
}

func (s *initiationScan) begin(d *formats.Document) error {
	s.count, s.sum = 0, decimal.Zero
	if d.Kind != "pain.001" {
		return s.refuseFile(d.Line, "", "a "+d.Message+" has no obligations", "obligations come as CSV, JSON Lines or pain.001; what a bank sends comes with nostro collect")
	}
	return nil
}

// end compares what the message announces with what is in it.
func (s *initiationScan) end(d *formats.Document) error {
	if d.Group.Count != s.count {
		return s.refuseFile(d.Line, "GrpHdr/NbOfTxs", fmt.Sprintf("%d transfers are announced, %d are there", d.Group.Count, s.count), "ask the sender for the whole file")
	}
	if d.Group.ControlSum == "" {
		return nil
	}
	if announced, err := decimal.NewFromString(d.Group.ControlSum); err != nil || !announced.Equal(s.sum) {
		return s.refuseFile(d.Line, "GrpHdr/CtrlSum", fmt.Sprintf("the control sum is %s, the amounts sum to %s", d.Group.ControlSum, s.sum), "ask the sender for the whole file")
	}
	return nil
}

func (s *initiationScan) transfer(_ *formats.Document, t *formats.TransferIn) error {
	if s.count++; s.count > intake.RowsMax {
		return s.refuseFile(1, "", fmt.Sprintf("it has more than %d transfers, which is the limit", intake.RowsMax), "split it")
	}
	given := intake.Given{Line: t.Line, ID: t.EndToEndID, Payer: partyID(t.Party(formats.RoleDebtor)), Payee: partyID(t.Party(formats.RoleCreditor)),
		ValueDate: t.ValueDate.String(), Reference: strings.Join(t.Unstructured, " ")}
	given.Currency, given.Amount, _ = strings.Cut(t.Written, " ")
	if c := t.Amount.Currency(); !c.IsZero() {
		given.Currency, given.Amount = c.Code(), t.Amount.Decimal()
		amount, err := decimal.NewFromString(given.Amount)
		if err != nil {
			return err
		}
		s.sum = s.sum.Add(amount)
	}
	given.Raw = given.String()
	row, refusals := given.Obligation(s.name, initiationNames, s.known)
	refusals = append(refusals, s.beyond(given, t)...)
	for _, p := range t.Problems {
		if len(refusals) == 0 {
			refusals = append(refusals, intake.Refusal{File: s.name, Line: t.Line, Field: "Amt", Reason: p.Problem, Remedy: p.Remedy, Raw: given.Raw})
		}
	}
	for _, r := range refusals { // several transfers may begin on one line
		r.Field = fmt.Sprintf("CdtTrfTxInf[%d]/%s", t.Number, r.Field)
		s.refusals = append(s.refusals, r)
	}
	if len(refusals) == 0 {
		s.rows = append(s.rows, row)
	}
	if len(s.rows)+len(s.refusals) < initiationChunk {
		return nil
	}
	return s.hand()
}

func (s *initiationScan) hand() error {
	rows, refusals := s.rows, s.refusals
	s.rows, s.refusals = nil, nil
	return s.take(rows, refusals)
}

// beyond refuses what a transfer says and an obligation cannot.
func (s *initiationScan) beyond(g intake.Given, t *formats.TransferIn) (refusals []intake.Refusal) {
	for _, one := range []struct {
		is                    bool
		field, reason, remedy string
	}{
		{t.EndToEndID == "NOTPROVIDED", "PmtId/EndToEndId", "it names nothing", "give each obligation an id of its own"},
		{!t.Equivalent.Currency().IsZero(), "Amt/EqvtAmt", "an obligation has an amount in its own currency", "write InstdAmt"},
		{t.PaymentMethod != "" && t.PaymentMethod != "TRF", "PmtMtd", t.PaymentMethod + " is no transfer", "write TRF"},
		{len(t.Structured) > 0, "RmtInf/Strd", "an obligation has a reference of plain text only", "write RmtInf/Ustrd"},
		{!t.Party(formats.RoleUltimateDebtor).IsZero(), "UltmtDbtr", "an obligation has no ultimate debtor", "name who owes as Dbtr"},
		{!t.Party(formats.RoleUltimateCreditor).IsZero(), "UltmtCdtr", "an obligation has no ultimate creditor", "name who is owed as Cdtr"},
		{t.RequestedAt != "" && t.ValueDate.IsZero(), "ReqdExctnDt", "a time is no value date", "write Dt"},
	} {
		if one.is {
			refusals = append(refusals, intake.Refusal{File: s.name, Line: g.Line, Field: one.field, Reason: one.reason, Remedy: one.remedy, Raw: g.Raw})
		}
	}
	return refusals
}

// partyID is the one identification by which a party is a participant, "" where it has none or several.
func partyID(p formats.PartyIn) string {
	if len(p.IDs) != 1 {
		return ""
	}
	return p.IDs[0].Number
}

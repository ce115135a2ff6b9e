package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"

	"github.com/moov-io/iso20022/pkg/document"

	"nostro/calendar"
	"nostro/money"
)

// Summary is what a message was meant to say, for comparison with what another reader finds in it.
type Summary struct {
	Message string // "pacs.008.001.08"
	MsgID   string
	Items   []SummaryItem
}

// SummaryItem is one transfer, or one item of a notice. ValueDate is compared where the item carries one.
type SummaryItem struct {
	ID         string // InstrId, or the Id of a notice's item
	EndToEndID string
	UETR       string
	Amount     money.Amount
	ValueDate  calendar.Date
}

// Summary returns what WriteTransfers will write of the message.
func (m TransferMessage) Summary() Summary {
	s := Summary{Message: string(m.Kind), MsgID: m.MsgID}
	for _, t := range m.Transfers {
		s.Items = append(s.Items, SummaryItem{t.InstrID, t.EndToEndID, t.UETR, t.Amount, t.ValueDate})
	}
	return s
}

// Summary returns what WriteNotice will write of the notice.
func (n Notice) Summary() Summary {
	s := Summary{Message: MessageNotice, MsgID: n.MsgID}
	for _, i := range n.Items {
		s.Items = append(s.Items, SummaryItem{i.ID, i.EndToEndID, i.UETR, i.Amount, n.ValueDate})
	}
	return s
}

// ErrDisagreement: the second reader found something else than was meant.
var ErrDisagreement = errors.New("second reader disagrees")

// NotCovered tells what the second reader could not compare; what it could, agreed. It is an error, so
// that nobody takes silence for agreement, and typed, so that a caller may go on where it is expected.
type NotCovered struct {
	Message string
	What    []string // "the message" or the amounts left out, with the reason
}

// Error lists what was not compared.
func (n *NotCovered) Error() string {
	return n.Message + ": the second reader does not cover " + strings.Join(n.What, "; ")
}

// AgreesWithSecondReader lets github.com/moov-io/iso20022, which shares no code with this package's
// writer, read the Document in data and compares identifiers, amounts, value dates and counts with want.
// It returns nil where all agree; an error that wraps ErrDisagreement and lists the differences where
// they do not; and *NotCovered for pacs.009.001.08, which that library does not know, and for amounts of
// more than 15 digits, which its binary floating point cannot tell from their neighbours.
func AgreesWithSecondReader(data []byte, want Summary) error {
	documentBytes, namespace, err := cutElement(data, "Document")
	if err != nil {
		return err
	}
	if namespace != namespacePrefix+want.Message {
		return fmt.Errorf("%w: the document is %q, meant was %s", ErrDisagreement, namespace, want.Message)
	}
	if want.Message == string(InstitutionTransfer) {
		return &NotCovered{want.Message, []string{"the message: compare by hand or trust the schema check"}}
	}
	read, err := document.ParseIso20022Document(documentBytes)
	if err != nil {
		return fmt.Errorf("%w: %s %s cannot be read: %v", ErrDisagreement, want.Message, want.MsgID, err)
	}
	found, err := secondSummary(read)
	if err != nil {
		return err
	}
	c := comparison{}
	c.summary(found, want)
	return c.result(want)
}

// cutElement returns the bytes of the first element of the local name, markup included, and its
// namespace.
func cutElement(data []byte, name string) (element []byte, namespace string, err error) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		start := decoder.InputOffset()
		token, err := decoder.Token()
		if err != nil {
			return nil, "", fmt.Errorf("there is no whole element %s in the message: %w", name, err)
		}
		if opening, ok := token.(xml.StartElement); ok && opening.Name.Local == name {
			if err := decoder.Skip(); err != nil {
				return nil, "", fmt.Errorf("element %s is not whole: %w", name, err)
			}
			return data[start:decoder.InputOffset()], opening.Name.Space, nil
		}
	}
}

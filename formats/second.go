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
	Message  string // "pacs.008.001.08"
	MsgID    string
	From, To string // BICs of sender and receiver
	Items    []SummaryItem
}

// SummaryItem is one transfer, one item of a notice, or what a recall recalls.
type SummaryItem struct {
	ID          string // InstrId, the Id of a notice's item, or the CxlId of a recall
	EndToEndID  string
	UETR        string
	Amount      money.Amount
	ValueDate   calendar.Date
	Account     string // of the creditor; of a notice, ours
	CreditorBIC string // of the creditor's agent
	Original    string // of a recall: the MsgId and the InstrId of the transfer
}

// Summary returns what WriteTransfers will write of the message.
func (m TransferMessage) Summary() Summary {
	s := Summary{Message: m.Kind.Message(), MsgID: m.MsgID, From: m.FromBIC, To: m.ToBIC}
	for _, t := range m.Transfers {
		s.Items = append(s.Items, SummaryItem{ID: t.InstrID, EndToEndID: t.EndToEndID, UETR: t.UETR, Amount: t.Amount,
			ValueDate: t.ValueDate, Account: t.CreditorAccount.String(), CreditorBIC: t.CreditorAgentBIC})
	}
	return s
}

// Summary returns what WriteNotice will write of the notice.
func (n Notice) Summary() Summary {
	s := Summary{Message: MessageNotice, MsgID: n.MsgID, From: n.FromBIC, To: n.ToBIC}
	for _, i := range n.Items {
		s.Items = append(s.Items, SummaryItem{ID: i.ID, EndToEndID: i.EndToEndID, UETR: i.UETR, Amount: i.Amount,
			ValueDate: n.ValueDate, Account: n.Account.String()})
	}
	return s
}

// Summary returns what WriteRecall will write of the recall.
func (r Recall) Summary() Summary {
	o := r.Original
	return Summary{Message: MessageRecall, MsgID: r.MsgID, From: r.FromBIC, To: r.ToBIC, Items: []SummaryItem{{ID: r.ID,
		EndToEndID: o.EndToEndID, UETR: o.UETR, Amount: o.Amount, ValueDate: o.ValueDate, Original: o.MsgID + " " + o.InstrID}}}
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

// secondVersions are the messages that the library does not know, and the version that it knows in which
// every element that we write is the same.
var secondVersions = map[string]string{
	InstitutionTransfer.Message(): "pacs.009.001.09",
	CustomerInitiation.Message():  "pain.001.001.10",
}

// AgreesWithSecondReader lets github.com/moov-io/iso20022, which shares no code with this package's
// writer, read the header and the Document in data and compares identifiers, banks, accounts, amounts, value
// dates and counts with want. It returns nil where all agree, and an error that wraps ErrDisagreement and
// lists the differences where they do not. It returns *NotCovered for pacs.009.001.08 and pain.001.001.09,
// which that library does not know: they agree when read as their next version; and for amounts of more than
// 15 digits, which its binary floating point cannot tell from their neighbours.
func AgreesWithSecondReader(data []byte, want Summary) error {
	documentBytes, namespace, err := cutElement(data, "Document")
	if err != nil {
		return err
	}
	if namespace != namespacePrefix+want.Message {
		return fmt.Errorf("%w: the document is %q, meant was %s", ErrDisagreement, namespace, want.Message)
	}
	c := comparison{}
	if bytes.Contains(data, []byte("<AppHdr ")) {
		if err := c.header(data, want); err != nil {
			return err
		}
	}
	if nearest, ok := secondVersions[want.Message]; ok {
		c.uncovered = append(c.uncovered, "the message itself, which was compared as a "+nearest)
		documentBytes = bytes.Replace(documentBytes, []byte(namespace), []byte(namespacePrefix+nearest), 1)
	}
	read, err := document.ParseIso20022Document(documentBytes)
	if err != nil {
		return fmt.Errorf("%w: %s %s cannot be read: %v", ErrDisagreement, want.Message, want.MsgID, err)
	}
	found, err := secondSummary(read)
	if err != nil {
		return err
	}
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

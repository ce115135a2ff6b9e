package formats

import (
	"encoding"
	"fmt"
	"strconv"

	"github.com/moov-io/iso20022/pkg/camt_v06"
	"github.com/moov-io/iso20022/pkg/camt_v08"
	"github.com/moov-io/iso20022/pkg/document"
	"github.com/moov-io/iso20022/pkg/pacs_v08"
	"github.com/moov-io/iso20022/pkg/pacs_v09"
	"github.com/moov-io/iso20022/pkg/pain_v10"
)

// secondSummary takes from the library's types what we compare. Its amounts are binary floating point:
// their shortest decimal text is the decimal that was read, as long as that has at most 15 digits.
func secondSummary(read document.Iso20022Document) (secondReading, error) {
	switch m := read.InspectMessage().(type) {
	case *pacs_v08.FIToFICustomerCreditTransferV08:
		return readingOfTransfers(m), nil
	case *pacs_v09.FinancialInstitutionCreditTransferV09:
		return readingOfInstitutions(m), nil
	case *pain_v10.CustomerCreditTransferInitiationV10:
		return readingOfInitiation(m), nil
	case *camt_v06.NotificationToReceiveV06:
		return readingOfNotice(m), nil
	case *camt_v08.FIToFIPaymentCancellationRequestV08:
		return readingOfRecall(m), nil
	}
	return secondReading{}, fmt.Errorf("%w: it found %s", ErrDisagreement, read.NameSpace())
}

// secondReading is what the library found, as text.
type secondReading struct {
	msgID string
	count string // NbOfTxs; "" where the message has none
	total string // "" where absent
	items []secondItem
}

type secondItem struct {
	id, endToEndID, uetr, amount, currency, valueDate string
	account, creditorBIC, original                    string
}

func (i *secondItem) setAmount(value float64, currency string) {
	i.amount, i.currency = decimalOf(value), currency
}

func decimalOf(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

func readingOfTransfers(m *pacs_v08.FIToFICustomerCreditTransferV08) secondReading {
	r := secondReading{msgID: string(m.GrpHdr.MsgId), count: string(m.GrpHdr.NbOfTxs)}
	if sum := m.GrpHdr.TtlIntrBkSttlmAmt; sum != nil {
		r.total = decimalOf(sum.Value)
	}
	for _, tx := range m.CdtTrfTxInf {
		item := secondItem{id: textOf(tx.PmtId.InstrId), endToEndID: string(tx.PmtId.EndToEndId),
			uetr: textOf(tx.PmtId.UETR), creditorBIC: textOf(tx.CdtrAgt.FinInstnId.BICFI)}
		item.setAmount(tx.IntrBkSttlmAmt.Value, string(tx.IntrBkSttlmAmt.Ccy))
		if date := tx.IntrBkSttlmDt; date != nil {
			item.valueDate = dateText(date)
		} else if date := m.GrpHdr.IntrBkSttlmDt; date != nil {
			item.valueDate = dateText(date)
		}
		if a := tx.CdtrAcct; a != nil {
			item.account = textOf(a.Id.IBAN) + string(a.Id.Othr.Id)
		}
		r.items = append(r.items, item)
	}
	return r
}

func readingOfNotice(m *camt_v06.NotificationToReceiveV06) secondReading {
	r := secondReading{msgID: string(m.GrpHdr.MsgId)}
	if sum := m.Ntfctn.TtlAmt; sum != nil {
		r.total = decimalOf(sum.Value)
	}
	for _, i := range m.Ntfctn.Itm {
		item := secondItem{id: string(i.Id), endToEndID: textOf(i.EndToEndId), uetr: textOf(i.UETR)}
		if i.Amt != nil {
			item.setAmount(i.Amt.Value, string(i.Amt.Ccy))
		}
		if date := m.Ntfctn.XpctdValDt; date != nil {
			item.valueDate = dateText(date)
		}
		if a := m.Ntfctn.Acct; a != nil {
			item.account = string(a.Id.IBAN) + string(a.Id.Othr.Id)
		}
		r.items = append(r.items, item)
	}
	return r
}

func textOf[T ~string](text *T) string {
	if text == nil {
		return ""
	}
	return string(*text)
}

// dateText writes one of the library's dates as the file had it.
func dateText(date encoding.TextMarshaler) string {
	text, err := date.MarshalText()
	if err != nil {
		return err.Error()
	}
	return string(text)
}

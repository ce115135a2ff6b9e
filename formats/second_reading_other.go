package formats

import (
	"github.com/moov-io/iso20022/pkg/camt_v08"
	"github.com/moov-io/iso20022/pkg/pacs_v09"
	"github.com/moov-io/iso20022/pkg/pain_v10"
)

func readingOfInstitutions(m *pacs_v09.FinancialInstitutionCreditTransferV09) secondReading {
	r := secondReading{msgID: string(m.GrpHdr.MsgId), count: string(m.GrpHdr.NbOfTxs)}
	if sum := m.GrpHdr.TtlIntrBkSttlmAmt; sum != nil {
		r.total = decimalOf(sum.Value)
	}
	for _, tx := range m.CdtTrfTxInf {
		item := secondItem{id: textOf(tx.PmtId.InstrId), endToEndID: string(tx.PmtId.EndToEndId), uetr: textOf(tx.PmtId.UETR)}
		item.setAmount(tx.IntrBkSttlmAmt.Value, string(tx.IntrBkSttlmAmt.Ccy))
		if date := tx.IntrBkSttlmDt; date != nil {
			item.valueDate = dateText(date)
		} else if date := m.GrpHdr.IntrBkSttlmDt; date != nil {
			item.valueDate = dateText(date)
		}
		if agent := tx.CdtrAgt; agent != nil {
			item.creditorBIC = textOf(agent.FinInstnId.BICFI)
		}
		if a := tx.CdtrAcct; a != nil {
			item.account = string(a.Id.IBAN) + string(a.Id.Othr.Id)
		}
		r.items = append(r.items, item)
	}
	return r
}

func readingOfInitiation(m *pain_v10.CustomerCreditTransferInitiationV10) secondReading {
	r := secondReading{msgID: string(m.GrpHdr.MsgId), count: string(m.GrpHdr.NbOfTxs)}
	for _, order := range m.PmtInf {
		for _, tx := range order.CdtTrfTxInf {
			item := secondItem{id: textOf(tx.PmtId.InstrId), endToEndID: string(tx.PmtId.EndToEndId),
				uetr: textOf(tx.PmtId.UETR), valueDate: dateText(&order.ReqdExctnDt.Dt)}
			item.setAmount(tx.Amt.InstdAmt.Value, string(tx.Amt.InstdAmt.Ccy))
			if agent := tx.CdtrAgt; agent != nil {
				item.creditorBIC = textOf(agent.FinInstnId.BICFI)
			}
			if a := tx.CdtrAcct; a != nil {
				item.account = string(a.Id.IBAN) + string(a.Id.Othr.Id)
			}
			r.items = append(r.items, item)
		}
	}
	return r
}

func readingOfRecall(m *camt_v08.FIToFIPaymentCancellationRequestV08) secondReading {
	r := secondReading{msgID: string(m.Assgnmt.Id)}
	for _, group := range m.Undrlyg {
		for _, tx := range group.TxInf {
			item := secondItem{id: textOf(tx.CxlId), endToEndID: textOf(tx.OrgnlEndToEndId), uetr: textOf(tx.OrgnlUETR)}
			if a := tx.OrgnlIntrBkSttlmAmt; a != nil {
				item.setAmount(a.Value, string(a.Ccy))
			}
			if date := tx.OrgnlIntrBkSttlmDt; date != nil {
				item.valueDate = dateText(date)
			}
			if original := tx.OrgnlGrpInf; original != nil {
				item.original = string(original.OrgnlMsgId) + " " + textOf(tx.OrgnlInstrId)
			}
			r.items = append(r.items, item)
		}
	}
	return r
}

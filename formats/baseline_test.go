package formats

import "encoding/xml"

// The baseline of the benchmarks: the elements of our pacs.008 as types of the schema, which is how programs
// with encoding/xml declare them. What is optional is a pointer.
type (
	baselineDocument struct {
		XMLName  xml.Name `xml:"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08 Document"`
		Transfer struct {
			Header    baselineHeader     `xml:"GrpHdr"`
			Transfers []baselineTransfer `xml:"CdtTrfTxInf"`
		} `xml:"FIToFICstmrCdtTrf"`
	}
	baselineHeader struct {
		MsgID   string          `xml:"MsgId"`
		Created string          `xml:"CreDtTm"`
		Count   string          `xml:"NbOfTxs"`
		Sum     *string         `xml:"CtrlSum"`
		Total   *baselineAmount `xml:"TtlIntrBkSttlmAmt"`
		Date    *string         `xml:"IntrBkSttlmDt"`
		Settled struct {
			Method  string           `xml:"SttlmMtd"`
			Account *baselineAccount `xml:"SttlmAcct"`
		} `xml:"SttlmInf"`
	}
	baselineAmount struct {
		Currency string `xml:"Ccy,attr"`
		Value    string `xml:",chardata"`
	}
	baselineAgent struct {
		Institution struct {
			BIC *string `xml:"BICFI"`
		} `xml:"FinInstnId"`
	}
	baselineAccount struct {
		ID struct {
			IBAN  *string `xml:"IBAN"`
			Other *struct {
				ID string `xml:"Id"`
			} `xml:"Othr"`
		} `xml:"Id"`
	}
	baselineParty struct {
		Name    *string `xml:"Nm"`
		Address *struct {
			Street   *string `xml:"StrtNm"`
			Building *string `xml:"BldgNb"`
			PostCode *string `xml:"PstCd"`
			Town     *string `xml:"TwnNm"`
			Country  *string `xml:"Ctry"`
		} `xml:"PstlAdr"`
	}
	baselineTransfer struct {
		IDs struct {
			InstrID    *string `xml:"InstrId"`
			EndToEndID string  `xml:"EndToEndId"`
			UETR       *string `xml:"UETR"`
		} `xml:"PmtId"`
		Amount          baselineAmount   `xml:"IntrBkSttlmAmt"`
		Date            *string          `xml:"IntrBkSttlmDt"`
		Instructed      *baselineAmount  `xml:"InstdAmt"`
		Bearer          string           `xml:"ChrgBr"`
		From            *baselineAgent   `xml:"InstgAgt"`
		To              *baselineAgent   `xml:"InstdAgt"`
		Debtor          baselineParty    `xml:"Dbtr"`
		DebtorAccount   *baselineAccount `xml:"DbtrAcct"`
		DebtorAgent     baselineAgent    `xml:"DbtrAgt"`
		CreditorAgent   baselineAgent    `xml:"CdtrAgt"`
		Creditor        baselineParty    `xml:"Cdtr"`
		CreditorAccount *baselineAccount `xml:"CdtrAcct"`
		Remittance      *struct {
			Unstructured []string `xml:"Ustrd"`
		} `xml:"RmtInf"`
	}
)

package formats

import "encoding/xml"

// The baseline of the benchmarks: the fields of our pacs.008 as a program with encoding/xml declares them.
type baselineDocument struct {
	XMLName  xml.Name `xml:"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08 Document"`
	Transfer struct {
		Header struct {
			MsgID    string          `xml:"MsgId"`
			Created  string          `xml:"CreDtTm"`
			Count    string          `xml:"NbOfTxs"`
			Sum      string          `xml:"CtrlSum,omitempty"`
			Total    *baselineAmount `xml:"TtlIntrBkSttlmAmt"`
			Date     string          `xml:"IntrBkSttlmDt,omitempty"`
			Method   string          `xml:"SttlmInf>SttlmMtd"`
			Settling string          `xml:"SttlmInf>SttlmAcct>Id>Othr>Id"`
		} `xml:"GrpHdr"`
		Transfers []baselineTransfer `xml:"CdtTrfTxInf"`
	} `xml:"FIToFICstmrCdtTrf"`
}

type baselineAmount struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

type baselineTransfer struct {
	InstrID       string          `xml:"PmtId>InstrId"`
	EndToEndID    string          `xml:"PmtId>EndToEndId"`
	UETR          string          `xml:"PmtId>UETR"`
	Amount        baselineAmount  `xml:"IntrBkSttlmAmt"`
	Date          string          `xml:"IntrBkSttlmDt,omitempty"`
	Instructed    *baselineAmount `xml:"InstdAmt"`
	Bearer        string          `xml:"ChrgBr"`
	From          string          `xml:"InstgAgt>FinInstnId>BICFI"`
	To            string          `xml:"InstdAgt>FinInstnId>BICFI"`
	Debtor        baselineParty   `xml:"Dbtr"`
	DebtorIBAN    string          `xml:"DbtrAcct>Id>IBAN"`
	DebtorAgent   string          `xml:"DbtrAgt>FinInstnId>BICFI"`
	CreditorAgent string          `xml:"CdtrAgt>FinInstnId>BICFI"`
	Creditor      baselineParty   `xml:"Cdtr"`
	CreditorOther string          `xml:"CdtrAcct>Id>Othr>Id"`
	Remittance    string          `xml:"RmtInf>Ustrd"`
}

type baselineParty struct {
	Name     string `xml:"Nm"`
	Street   string `xml:"PstlAdr>StrtNm,omitempty"`
	Building string `xml:"PstlAdr>BldgNb,omitempty"`
	PostCode string `xml:"PstlAdr>PstCd,omitempty"`
	Town     string `xml:"PstlAdr>TwnNm,omitempty"`
	Country  string `xml:"PstlAdr>Ctry,omitempty"`
}

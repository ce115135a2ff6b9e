package formats

import (
	"strconv"
	"time"
)

// envelopeName is the element around header and Document. ISO 20022 names none (banks use a dozen), so it
// has no namespace; a transport that wants another wraps its two children anew.
const envelopeName = "BusinessMessage"

const (
	namespacePrefix = "urn:iso:std:iso:20022:tech:xsd:"
	headerMessage   = "head.001.001.02"
)

// transferRoots names the element below Document.
var transferRoots = map[TransferKind]string{
	CustomerTransfer:    "FIToFICstmrCdtTrf",
	InstitutionTransfer: "FICdtTrf",
}

// WriteTransfers returns the bytes of a pacs.008.001.08 or pacs.009.001.08 for a correspondent with the
// profile: a BusinessMessage with AppHdr (head.001.001.02) and Document where the profile asks for a
// header, else the bare Document. The same message always gives the same bytes. A message that breaks
// rules of the schema or the profile is refused with *Violations, which lists all of them. The settlement
// method is INDA: the correspondent settles over the account that we hold there.
func WriteTransfers(p Profile, m TransferMessage) ([]byte, error) {
	clean, err := checkTransfers(p, m)
	if err != nil {
		return nil, err
	}
	head := appHdr{from: m.FromBIC, to: m.ToBIC, id: m.MsgID, message: string(m.Kind), createdAt: m.CreatedAt}
	return writeMessage(p, head, func(w *xmlWriter) { w.transfers(p, clean) }), nil
}

// WriteNotice returns the bytes of a camt.057.001.06 for a correspondent with the profile, in the same
// form and with the same refusals as WriteTransfers.
func WriteNotice(p Profile, n Notice) ([]byte, error) {
	clean, err := checkNotice(p, n)
	if err != nil {
		return nil, err
	}
	head := appHdr{from: n.FromBIC, to: n.ToBIC, id: n.MsgID, message: MessageNotice, createdAt: n.CreatedAt}
	return writeMessage(p, head, func(w *xmlWriter) { w.notice(p, clean) }), nil
}

// appHdr is what the business header says (head.001.001.02).
type appHdr struct {
	from, to, id, message string
	createdAt             time.Time
}

func writeMessage(p Profile, head appHdr, inside func(*xmlWriter)) []byte {
	w := &xmlWriter{}
	w.declaration()
	document := func() { w.namespaced("Document", namespacePrefix+head.message, func() { inside(w) }) }
	if !p.Header {
		document()
		return w.out
	}
	w.element(envelopeName, func() {
		w.header(head, p.BizSvc[head.message])
		document()
	})
	return w.out
}

// header writes AppHdr. By UR26 R1 to R8, BizMsgIdr is the MsgId, Fr and To are the instructing and the
// instructed agent, and MsgDefIdr is the Document's namespace.
func (w *xmlWriter) header(h appHdr, bizSvc string) {
	w.namespaced("AppHdr", namespacePrefix+headerMessage, func() {
		w.element("Fr", func() { w.element("FIId", func() { w.institution(h.from) }) })
		w.element("To", func() { w.element("FIId", func() { w.institution(h.to) }) })
		w.leaf("BizMsgIdr", h.id)
		w.leaf("MsgDefIdr", h.message)
		w.leaf("BizSvc", bizSvc)
		w.leaf("CreDt", dateTime(h.createdAt))
	})
}

// dateTime writes the offset in digits: CBPR+ refuses "Z" (CBPR_DateTime).
func dateTime(t time.Time) string { return t.Format("2006-01-02T15:04:05-07:00") }

// institution writes FinInstnId with a BICFI alone, as CBPR+ prefers.
func (w *xmlWriter) institution(bic string) {
	w.element("FinInstnId", func() { w.leaf("BICFI", bic) })
}

// agent writes an agent under the given name, and nothing for no BIC.
func (w *xmlWriter) agent(name, bic string) {
	if bic != "" {
		w.element(name, func() { w.institution(bic) })
	}
}

// account writes an account under the given name, and nothing for no number.
func (w *xmlWriter) account(name string, a AccountID) {
	if a.IsZero() {
		return
	}
	w.element(name, func() {
		w.element("Id", func() {
			w.leaf("IBAN", a.IBAN)
			if a.Other != "" {
				w.element("Othr", func() { w.leaf("Id", a.Other) })
			}
		})
	})
}

// customer writes Nm, PstlAdr and Id of a PartyIdentification135 under the given name.
func (w *xmlWriter) customer(name string, p Party) {
	w.element(name, func() {
		w.leaf("Nm", p.Name)
		w.address(p.Address)
		if p.BIC != "" {
			w.element("Id", func() { w.element("OrgId", func() { w.leaf("AnyBIC", p.BIC) }) })
		}
	})
}

func (w *xmlWriter) address(a Address) {
	if a.IsZero() {
		return
	}
	w.element("PstlAdr", func() {
		w.leaf("StrtNm", a.Street)
		w.leaf("BldgNb", a.Building)
		w.leaf("PstCd", a.PostCode)
		w.leaf("TwnNm", a.Town)
		w.leaf("Ctry", a.Country)
	})
}

func count(n int) string { return strconv.Itoa(n) }

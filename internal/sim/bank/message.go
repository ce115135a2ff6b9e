package bank

import (
	"time"
)

// message is one message before it is put into bytes.
type message struct {
	name string // "camt.053.001.08"
	id   string
	body element // what stands below Document
}

const (
	headerName = "head.001.001.02"
	// bizSvc is the service that CBPR+ names in headers since November 2026.
	bizSvc = "swift.cbprplus.04"
	// envelopeNamespace is the bank's own: ISO 20022 leaves the envelope to the transport.
	envelopeNamespace = "urn:bank:envelope"
	envelopeName      = "BusMsgEnvlp"
)

// write puts a message into bytes, in the bank's layout.
func (b *Bank) write(m message, at time.Time) []byte {
	l := b.config.Layout
	w := &xmlWriter{encoding: l.Encoding}
	w.out = append(w.out, `<?xml version="1.0" encoding="`+string(l.Encoding)+`"?>`+"\n"...)
	document := el("Document", m.body)
	if !l.Envelope {
		w.document(0, l.Prefix, document, namespace+m.name)
		return w.out
	}
	envelope, header := "", ""
	if l.Prefix != "" {
		envelope, header = envelopePrefix, headerPrefix
	}
	w.open(0, colon(envelope), envelopeName, declare(envelope, envelopeNamespace))
	w.out = append(w.out, '\n')
	w.document(1, header, b.header(m, at), namespace+headerName)
	w.document(1, l.Prefix, document, namespace+m.name)
	w.close(colon(envelope), envelopeName)
	return w.out
}

// document writes an element that declares its own namespace, so that it can be cut out of the file.
func (w *xmlWriter) document(depth int, prefix string, e element, space string) {
	w.element(depth, colon(prefix), e, declare(prefix, space))
}

func colon(prefix string) string {
	if prefix == "" {
		return ""
	}
	return prefix + ":"
}

func declare(prefix, space string) string {
	if prefix == "" {
		return ` xmlns="` + space + `"`
	}
	return ` xmlns:` + prefix + `="` + space + `"`
}

func (b *Bank) header(m message, at time.Time) element {
	return el("AppHdr",
		el("Fr", el("FIId", institution(b.config.BIC, ""))),
		el("To", el("FIId", institution(b.config.CustomerBIC, ""))),
		leaf("BizMsgIdr", m.id),
		leaf("MsgDefIdr", m.name),
		leaf("BizSvc", bizSvc),
		leaf("CreDt", dateTime(at)),
	)
}

// dateTime writes an instant to the second, with the offset that it carries (CBPR+ refuses "Z").
func dateTime(at time.Time) string { return at.Format("2006-01-02T15:04:05-07:00") }

func institution(bic, name string) element {
	return el("FinInstnId", leaf("BICFI", bic), leaf("Nm", name))
}

// agent returns an agent by its BIC, and none where it has none.
func agent(name, bic string) element { return el(name, institution(bic, "")) }

func accountID(a Account) element {
	if a.IBAN {
		return el("Id", leaf("IBAN", a.Number))
	}
	return el("Id", el("Othr", leaf("Id", a.Number)))
}

// choice returns a Party40Choice: an institution where there is a BIC alone, else a customer.
func choice(name string, p party) element {
	if p.name == "" {
		return el(name, agent("Agt", p.bic))
	}
	return el(name, el("Pty", leaf("Nm", p.name), el("Id", el("OrgId", leaf("AnyBIC", p.bic)))))
}

// why returns a reason with its text; element is StsRsnInf, RtrRsnInf or RtrInf.
func why(name string, r reason) element {
	if r.code == "" {
		return element{}
	}
	return el(name, el("Rsn", leaf("Cd", r.code)), leaf("AddtlInf", r.text))
}

package formats

import "time"

const (
	namespacePrefix = "urn:iso:std:iso:20022:tech:xsd:"
	headerMessage   = "head.001.001.02"
)

// WriteTransfers returns the bytes of a message of transfers for a correspondent with the profile: the
// AppHdr (head.001.001.02) and the Document in their envelope where the profile asks for a header, else the
// bare Document. The same message always gives the same bytes. A message that breaks rules of the schema or
// the profile is refused with *Violations, which lists all of them.
func WriteTransfers(p Profile, m TransferMessage) ([]byte, error) { return AppendTransfers(nil, p, m) }

// AppendTransfers is WriteTransfers into a buffer that may be used again: it appends the message to it.
// Where it errs, the buffer comes back as it was.
func AppendTransfers(buffer []byte, p Profile, m TransferMessage) ([]byte, error) {
	s := surveyOf(&m)
	c := checker{profile: &p}
	w := newXMLWriter(&p, &c.rewriter, buffer)
	w.payers = &c.payers
	common := w.commonValueDate(&s)
	// Each transfer is written as soon as it was checked, while it is at hand.
	_, err := c.transfers(&m, sourceOf(m.Transfers), func(t *Transfer) {
		if c.number == 1 {
			w.transfersBegun(&m, &s)
		}
		w.oneTransfer(&m, t, common)
	})
	if err != nil {
		return buffer, err
	}
	w.transfersEnded(&m)
	return w.out, nil
}

// CheckTransfers tells without writing whether the message keeps all rules, and which of its texts would be
// written otherwise than given; the error is *Violations.
func CheckTransfers(p Profile, m TransferMessage) ([]Rewriting, error) {
	c := checker{profile: &p, isWanted: true}
	_, err := c.transfers(&m, sourceOf(m.Transfers), nil)
	return c.rewritten, err
}

// WriteNotice returns the bytes of a camt.057.001.06 for a correspondent with the profile, in the same
// form and with the same refusals as WriteTransfers.
func WriteNotice(p Profile, n Notice) ([]byte, error) {
	c := checker{profile: &p}
	if err := c.notice(&n); err != nil {
		return nil, err
	}
	w := newXMLWriter(&p, &c.rewriter, nil)
	h := header{n.FromBIC, n.ToBIC, n.MsgID, MessageNotice, n.CreatedAt, p.BizSvc[MessageNotice]}
	w.begun(&h)
	w.notice(&n)
	w.ended()
	return w.out, nil
}

// CheckNotice is CheckTransfers for a notice.
func CheckNotice(p Profile, n Notice) ([]Rewriting, error) {
	c := checker{profile: &p, isWanted: true}
	err := c.notice(&n)
	return c.rewritten, err
}

// WriteRecall returns the bytes of a camt.056.001.08 for a correspondent with the profile, in the same form
// and with the same refusals as WriteTransfers.
func WriteRecall(p Profile, r Recall) ([]byte, error) {
	c := checker{profile: &p}
	if err := c.recall(&r); err != nil {
		return nil, err
	}
	w := newXMLWriter(&p, &c.rewriter, nil)
	h := header{r.FromBIC, r.ToBIC, r.MsgID, MessageRecall, r.CreatedAt, p.BizSvc[MessageRecall]}
	w.begun(&h)
	w.recall(&r)
	w.ended()
	return w.out, nil
}

// header is what the business header says (head.001.001.02).
type header struct {
	from, to, id, message string
	createdAt             time.Time
	bizSvc                string
}

// begun writes what stands before the content of the Document.
func (w *xmlWriter) begun(h *header) {
	w.declaration()
	if w.profile.Header {
		w.envelope()
		w.appHdr(h)
	}
	w.openIn("<Document>", namespacePrefix+h.message)
}

// ended writes what stands behind the content of the Document.
func (w *xmlWriter) ended() {
	w.close("<Document>")
	if e := w.profile.Envelope; w.profile.Header && e.Name != "" {
		w.close("<" + e.Name + ">")
	}
	w.finish()
}

func (w *xmlWriter) envelope() {
	outer := w.profile.FileEnvelope.Namespace
	switch e := w.profile.Envelope; {
	case e.Namespace != "" || outer != "" && e.Name != "": // an empty namespace undoes that of the file
		w.openIn("<"+e.Name+">", e.Namespace)
	case e.Name != "":
		w.open("<" + e.Name + ">")
	}
}

// appHdr writes AppHdr. By UR26 R1 to R8, BizMsgIdr is the MsgId, Fr and To are the instructing and the
// instructed agent, and MsgDefIdr is the Document's namespace.
func (w *xmlWriter) appHdr(h *header) {
	w.openIn("<AppHdr>", namespacePrefix+headerMessage)
	for _, party := range [...]struct{ name, bic string }{{"<Fr>", h.from}, {"<To>", h.to}} {
		w.open(party.name)
		w.agent("<FIId>", party.bic)
		w.close(party.name)
	}
	w.id("<BizMsgIdr>", h.id)
	w.raw("<MsgDefIdr>", h.message)
	w.leaf("<BizSvc>", h.bizSvc)
	w.instant("<CreDt>", h.createdAt)
	w.close("<AppHdr>")
}

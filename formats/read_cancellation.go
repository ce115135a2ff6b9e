package formats

// cancellationPart reads Undrlyg of a camt.056: whole messages, then payments.
func (r *reader) cancellationPart(d *Document) {
	if string(r.event.Name) != "Undrlyg" {
		r.unread()
		return
	}
	for r.child() {
		switch string(r.event.Name) {
		case "OrgnlGrpInfAndCxl":
			c, hasCase := r.cancellation(d, LevelMessage)
			add(r, &d.Answers, c.Originals)
			if c.Group || len(c.Reasons) > 0 || c.ID != "" || hasCase {
				r.emitCancellation(d, c)
			}
		case "TxInf":
			room := r.room
			r.numbered(r.items + 1)
			c, _ := r.cancellation(d, LevelPayment)
			c.belongTo(d.onlyAnswer())
			r.emitCancellation(d, c)
			r.release(room)
		default:
			r.unread()
		}
	}
}

// cancellation reads what is asked back, and tells whether it belongs to another case than the message.
func (r *reader) cancellation(d *Document, level Level) (c *CancellationIn, hasCase bool) {
	at := r.here()
	c = &CancellationIn{Line: at.line, Offset: at.offset, Level: level, Case: d.Group.Case}
	for r.child() {
		switch string(r.event.Name) {
		case "CxlId", "GrpCxlId":
			r.text(&c.ID)
		case "Case":
			c.Case, hasCase = Case{}, true
			r.caseOf(&c.Case)
		case "GrpCxl":
			r.yes(&c.Group)
		case "NbOfTxs":
			r.text(&c.OriginalCount)
		case "CtrlSum":
			r.rate(&c.OriginalSum)
		case "CxlRsnInf":
			r.reason(&c.Reasons)
		case "OrgnlTxRef":
			r.repeated(&c.Payment)
		default:
			if !r.originalPart(&c.Originals) && !r.actor(&c.Parties) {
				r.unread()
			}
		}
	}
	return c, hasCase
}

func (r *reader) emitCancellation(d *Document, c *CancellationIn) {
	r.items++
	c.Number = r.items
	if r.err == nil && r.visit.Cancellation != nil {
		r.err = r.visit.Cancellation(d, c)
	}
}

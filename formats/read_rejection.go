package formats

// rejectionPart reads an admi.002: a message was rejected as a whole, and why.
func (r *reader) rejectionPart(*Document) {
	if len(r.rejections) == 0 {
		s := r.newStatus(LevelMessage)
		s.Code = "RJCT"
		add(r, &r.rejections, s)
	}
	s := &r.rejections[0]
	switch string(r.event.Name) {
	case "RltdRef":
		for r.child() {
			if string(r.event.Name) == "Ref" {
				r.text(&s.OriginalMsgID)
			} else {
				r.unread()
			}
		}
	case "Rsn":
		r.rejectionReason(s)
	default:
		r.unread()
	}
}

func (r *reader) rejectionReason(s *Status) {
	reason := Reason{Proprietary: true}
	for r.child() {
		switch string(r.event.Name) {
		case "RjctgPtyRsn":
			r.text(&reason.Code)
		case "RsnDesc":
			r.text(&reason.Text)
		case "RjctnDtTm":
			r.text(&s.ProcessedAt)
		case "ErrLctn":
			r.text(&s.ErrorAt)
		case "AddtlData":
			r.text(&s.Data)
		default:
			r.unread()
		}
	}
	add(r, &s.Reasons, reason)
}

func (r *reader) endRejection(d *Document) {
	if len(r.rejections) == 0 {
		r.warn("there is no rejection in it")
		return
	}
	s := r.rejections[0]
	r.rejections = nil
	r.emitStatus(d, &s)
}

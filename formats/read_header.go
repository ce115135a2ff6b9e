package formats

import (
	"cmp"
	"strings"
)

// headerParts reads AppHdr, or Rltd within one.
func (r *reader) headerParts(h *Header) {
	for r.child() {
		switch string(r.event.Name) {
		case "Fr", "To":
			r.actor(&h.Parties)
		case "BizMsgIdr":
			r.text(&h.ID)
		case "MsgDefIdr":
			r.text(&h.Definition)
		case "BizSvc":
			r.text(&h.BizSvc)
		case "MktPrctc":
			r.marketPractice(h)
		case "CreDt":
			r.text(&h.CreatedAt)
		case "BizPrcgDt":
			r.text(&h.ProcessingDate)
		case "CharSet":
			r.text(&h.CharSet)
		case "CpyDplct":
			r.text(&h.Copy)
		case "PssblDplct":
			r.yes(&h.PossibleDuplicate)
		case "Prty":
			r.text(&h.Priority)
		case "Rltd":
			r.headerParts(add(r, &h.Related, Header{Present: true}))
		default:
			r.unread()
		}
	}
}

func (r *reader) marketPractice(h *Header) {
	for r.child() {
		switch string(r.event.Name) {
		case "Regy", "Id":
			r.joinText(&h.MarketPractice)
		default:
			r.unread()
		}
	}
}

// compareHeader finds sender and receiver, and warns where the header does not fit the message. Only CBPR+
// requires that both have one identification (UR26 R1).
func (r *reader) compareHeader(d *Document) {
	h := &d.Header
	isCBPR := strings.HasPrefix(h.BizSvc, "swift.cbprplus")
	if isCBPR && h.ID != "" && d.MsgID != "" && h.ID != d.MsgID {
		r.warn("BizMsgIdr %q of the header is not the MsgId %q", h.ID, d.MsgID)
	}
	d.FromBIC = cmp.Or(find(h.Parties, RoleFrom).BIC, find(d.Group.Parties, RoleInstructingAgent).BIC,
		find(d.Group.Parties, RoleAssigner).BIC, find(d.Group.Parties, "MsgSndr").BIC)
	d.ToBIC = cmp.Or(find(h.Parties, RoleTo).BIC, find(d.Group.Parties, RoleInstructedAgent).BIC,
		find(d.Group.Parties, RoleAssignee).BIC)
}

// groupPart reads what stands before the items of a message; false where the element is something else.
func (r *reader) groupPart(d *Document) bool {
	switch string(r.event.Name) {
	case "GrpHdr":
		for r.child() {
			r.groupHeader(d)
		}
	case "Assgnmt":
		for r.child() {
			r.assignment(d)
		}
	case "Case", "RslvdCase":
		r.caseOf(&d.Group.Case)
	case "CtrlData":
		for r.child() {
			r.groupHeader(d)
		}
	default:
		return false
	}
	return true
}

func (r *reader) groupHeader(d *Document) {
	g := &d.Group
	switch string(r.event.Name) {
	case "MsgId":
		r.text(&d.MsgID)
	case "CreDtTm":
		r.text(&d.CreatedAt)
	case "NbOfTxs":
		r.count(&g.Count)
	case "CtrlSum":
		r.rate(&g.ControlSum)
	case "TtlIntrBkSttlmAmt", "TtlRtrdIntrBkSttlmAmt":
		r.amount(&g.Total)
	case "IntrBkSttlmDt":
		r.date(&g.ValueDate, nil)
	case "BtchBookg":
		r.text(&g.BatchBooking)
	case "GrpRtr", "GrpCxl":
		r.yes(&g.Whole)
	case "MsgPgntn":
		g.Paged = true
		r.page(&g.Page, &g.LastPage)
	case "PmtTpInf":
		r.paymentType(&g.Payment)
	case "SttlmInf":
		r.settlement(&g.Settlement, &g.Parties)
	case "AddtlInf":
		r.text(&g.Info)
	default:
		if !r.actor(&g.Parties) {
			r.further(&g.Further)
		}
	}
}

// assignment reads Assgnmt: who hands a case to whom.
func (r *reader) assignment(d *Document) {
	switch string(r.event.Name) {
	case "Id":
		r.text(&d.MsgID)
	case "CreDtTm":
		r.text(&d.CreatedAt)
	default:
		if !r.actor(&d.Group.Parties) {
			r.unread()
		}
	}
}

// caseOf reads Case or RslvdCase.
func (r *reader) caseOf(c *Case) {
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&c.ID)
		case "Cretr":
			c.Creator.Role = "Cretr"
			r.party(&c.Creator)
		case "ReopCaseIndctn":
			r.text(&c.Reopened)
		default:
			r.unread()
		}
	}
}

// settlement reads SttlmInf; the reimbursement agents go to the parties.
func (r *reader) settlement(s *Settlement, parties *[]PartyIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "SttlmMtd":
			r.text(&s.Method)
		case "SttlmAcct":
			r.account(&s.Account)
		case "ClrSys":
			r.clearingSystem(&s.ClearingSystem)
		default:
			if !r.actor(parties) {
				r.unread()
			}
		}
	}
}

// clearingSystem reads ClrSys, which holds ClrSysId in some versions.
func (r *reader) clearingSystem(into *string) {
	bare, ok := r.choice()
	r.bareText(into, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Cd":
			r.text(into)
		case "Prtry":
			r.ownText(into)
		case "ClrSysId":
			r.code(into)
		default:
			r.unread()
		}
	}
}

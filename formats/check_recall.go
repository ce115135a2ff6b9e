package formats

import "fmt"

const (
	recallRoot   = "FIToFIPmtCxlReq"
	recallAt     = "/Undrlyg/TxInf"
	recallReason = recallAt + "/CxlRsnInf"
)

// informationLinesMax is how many lines of information a recall has.
const informationLinesMax = 2

// recall checks a whole camt.056.
func (c *checker) recall(r *Recall) error {
	c.message = MessageRecall
	c.within(recallRoot, 0)
	c.bic(spot{"/Assgnmt/Assgnr", "/Agt/FinInstnId/BICFI"}, r.FromBIC, RuleBIC, true)
	c.bic(spot{"/Assgnmt/Assgne", "/Agt/FinInstnId/BICFI"}, r.ToBIC, RuleBIC, true)
	c.bizSvc(MessageRecall)
	c.id(spot{"/Assgnmt", "/Id"}, r.MsgID, RuleMsgID, c.profile.MsgIDLength, true)
	c.createdAt(spot{"/Assgnmt", "/CreDtTm"}, r.CreatedAt)
	c.id(spot{recallAt, "/Case/Id"}, r.CaseID, RuleCaseID, idLengthMax, true)
	c.id(spot{recallAt, "/CxlId"}, r.ID, RuleCaseID, idLengthMax, true)
	c.original(&r.Original)
	c.recallReason(r)
	return c.err()
}

// original checks that the transfer is named as its own message named it.
func (c *checker) original(o *Original) {
	group := spot{recallAt, "/OrgnlGrpInf"}
	if o.Kind != CustomerTransfer && !o.Kind.isInstitution() {
		c.fail(group, RuleOriginal, string(o.Kind), fmt.Sprintf("%q is no pacs message of ours", o.Kind),
			"recall a pacs.008 or pacs.009; what a pain.001 ordered is recalled by a camt.055")
	}
	c.id(spot{recallAt, "/OrgnlGrpInf/OrgnlMsgId"}, o.MsgID, RuleOriginal, idLengthMax, true)
	if !o.CreatedAt.IsZero() {
		c.createdAt(spot{recallAt, "/OrgnlGrpInf/OrgnlCreDtTm"}, o.CreatedAt)
	}
	c.id(spot{recallAt, "/OrgnlInstrId"}, o.InstrID, RuleInstrID, c.profile.InstrIDLength, c.profile.InstrIDMandatory)
	c.id(spot{recallAt, "/OrgnlEndToEndId"}, o.EndToEndID, RuleEndToEndID, idLengthMax, true)
	c.id(spot{recallAt, "/OrgnlTxId"}, o.TxID, RuleTxID, idLengthMax, false)
	c.uetr(spot{recallAt, "/OrgnlUETR"}, o.UETR, c.profile.UETRMandatory)
	c.amount(spot{recallAt, "/OrgnlIntrBkSttlmAmt"}, o.Amount, RuleOriginal, amountDigitsMax)
	if o.ValueDate.IsZero() {
		c.fail(spot{recallAt, "/OrgnlIntrBkSttlmDt"}, RuleOriginal, "", "the value date of the transfer is missing",
			"give it, such as 2026-11-24")
	}
}

func (c *checker) recallReason(r *Recall) {
	if r.Reason == "" {
		c.fail(spot{recallReason, "/Rsn/Cd"}, RuleCancelReason, "", "the reason is missing", "give a code such as DUPL")
	}
	c.code(spot{recallReason, "/Rsn/Cd"}, r.Reason)
	lines := spot{recallReason, "/AddtlInf"}
	if r.Reason == "NARR" && len(r.Information) == 0 {
		c.fail(lines, RuleInformation, "", "NARR tells nothing by itself", "say why, or give another code")
	}
	if len(r.Information) > informationLinesMax {
		c.fail(lines, RuleInformation, "", fmt.Sprintf("there are %d lines", len(r.Information)),
			fmt.Sprintf("give at most %d", informationLinesMax))
	}
	for _, line := range r.Information {
		if line == "" {
			c.fail(lines, RuleInformation, "", "a line is empty", "leave it out")
		}
		c.text(lines, line, informationLengthMax)
	}
}

package formats

import "fmt"

// settlement checks over which account the banks settle, and the reimbursement agents.
func (c *checker) settlement(m *TransferMessage) {
	const at = "/GrpHdr/SttlmInf"
	method := m.method()
	byCover := method == SettledByCover && m.Kind == CustomerTransfer
	if method != SettledByReceiver && method != SettledBySender && !byCover {
		c.fail(spot{at, "/SttlmMtd"}, RuleMethod, string(method), fmt.Sprintf("%q is no method of a %s", method, m.Kind),
			"use INDA, INGA or, in a pacs.008, COVE")
		return
	}
	c.reimbursement(at+"/InstgRmbrsmntAgt", m.OurReimbursement)
	c.reimbursement(at+"/InstdRmbrsmntAgt", m.TheirReimbursement)
	c.reimbursement(at+"/ThrdRmbrsmntAgt", m.ThirdReimbursement)
	if !byCover {
		c.account(at+"/SttlmAcct", m.SettlementAccount, true)
		if !m.OurReimbursement.IsZero() || !m.TheirReimbursement.IsZero() || !m.ThirdReimbursement.IsZero() {
			c.fail(spot{at, ""}, RuleReimbursement, "", fmt.Sprintf("there are reimbursement agents with %s", method),
				"leave them out, or settle by COVE")
		}
		return
	}
	c.settledByCover(at, m)
}

func (c *checker) settledByCover(at string, m *TransferMessage) {
	if !m.SettlementAccount.IsZero() {
		c.fail(spot{at, "/SttlmAcct"}, RuleAccountNotAllowed, "", "there is a settlement account with COVE",
			"give it to the cover")
	}
	ours, theirs := m.OurReimbursement.IsZero(), m.TheirReimbursement.IsZero()
	if ours && theirs || !m.ThirdReimbursement.IsZero() && (ours || theirs) {
		c.fail(spot{at, ""}, RuleReimbursement, "", "a reimbursement agent is missing",
			"give ours or theirs; beside a third one, both")
	}
}

// reimbursement checks an agent and its account. An account alone has no element to stand in.
func (c *checker) reimbursement(at string, a Agent) {
	c.bic(spot{at, "/FinInstnId/BICFI"}, a.BIC, RuleBIC, !a.IsZero())
	c.account(at+"Acct", a.Account, false)
}

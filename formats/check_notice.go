package formats

import (
	"fmt"
	"slices"

	"nostro/money"
)

const noticeRoot = "NtfctnToRcv"

// checkNotice returns the notice as it will be written, or the Violations of all broken rules.
func checkNotice(p Profile, n Notice) (Notice, error) {
	c := &checker{profile: p, message: MessageNotice}
	const path = noticeRoot + "/Ntfctn"
	c.bic(noticeRoot+"/GrpHdr/MsgSndr/Agt/FinInstnId/BICFI", n.FromBIC, RuleBIC, true)
	c.bic(path+"/AcctSvcr/FinInstnId/BICFI", n.ToBIC, RuleBIC, true)
	if p.Header {
		c.id("AppHdr/BizSvc", p.BizSvc[MessageNotice], RuleBizSvc, idLengthMax, true)
	}
	c.id(noticeRoot+"/GrpHdr/MsgId", n.MsgID, RuleMsgID, idLengthMax, true)
	c.createdAt(noticeRoot+"/GrpHdr/CreDtTm", n.CreatedAt)
	c.account(path+"/Acct/Id", n.Account, true)
	if n.ValueDate.IsZero() {
		c.fail(path+"/XpctdValDt", RuleValueDate, "the value date is missing", "give one such as 2026-11-24")
	}
	if len(n.Items) < 1 || len(n.Items) > p.ItemsPerNotice {
		c.fail(path+"/Itm", RuleItemCount, fmt.Sprintf("the notice has %d items", len(n.Items)),
			fmt.Sprintf("give 1 to %d", p.ItemsPerNotice))
	}
	n.Items = slices.Clone(n.Items)
	ids := map[string]int{}
	for i := range n.Items {
		itemPath := fmt.Sprintf("%s/Itm[%d]", path, i+1)
		c.noticeItem(itemPath, n.Currency, &n.Items[i])
		c.unique(itemPath+"/Id", n.Items[i].ID, i+1, ids)
	}
	c.total(path+"/TtlAmt", noticeAmounts(n))
	return n, c.err()
}

func (c *checker) noticeItem(path string, currency money.Currency, item *NoticeItem) {
	c.id(path+"/Id", item.ID, RuleItemID, idLengthMax, true)
	c.id(path+"/EndToEndId", item.EndToEndID, RuleEndToEndID, idLengthMax, false)
	c.uetr(path+"/UETR", item.UETR, false)
	c.amount(path+"/Amt", item.Amount, amountDigitsMax)
	if item.Amount.Currency() != currency {
		c.fail(path+"/Amt", RuleOneCurrency, fmt.Sprintf("the item is in %s, the notice in %s",
			item.Amount.Currency(), currency), "write one notice for each currency")
	}
	if item.Debtor != (Party{}) {
		item.Debtor = c.customer(path+"/Dbtr", item.Debtor)
	}
	c.bic(path+"/DbtrAgt/FinInstnId/BICFI", item.DebtorAgentBIC, RuleBIC, false)
}

func noticeAmounts(n Notice) []money.Amount {
	amounts := make([]money.Amount, len(n.Items))
	for i, item := range n.Items {
		amounts[i] = item.Amount
	}
	return amounts
}

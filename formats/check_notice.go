package formats

import (
	"fmt"

	"nostro/money"
)

const (
	noticeRoot = "NtfctnToRcv"
	noticeAt   = "/Ntfctn"
)

// notice checks a whole camt.057.
func (c *checker) notice(n *Notice) error {
	c.message = MessageNotice
	c.within(noticeRoot, 0)
	c.bic(spot{"/GrpHdr/MsgSndr/Agt", "/FinInstnId/BICFI"}, n.FromBIC, RuleBIC, true)
	c.bic(spot{noticeAt, "/AcctSvcr/FinInstnId/BICFI"}, n.ToBIC, RuleBIC, true)
	c.bizSvc(MessageNotice)
	c.id(spot{"/GrpHdr", "/MsgId"}, n.MsgID, RuleMsgID, c.profile.MsgIDLength, true)
	c.createdAt(spot{"/GrpHdr", "/CreDtTm"}, n.CreatedAt)
	c.account(noticeAt+"/Acct", n.Account, true)
	c.valueDate(spot{noticeAt, "/XpctdValDt"}, n.ValueDate)
	if len(n.Items) < 1 || len(n.Items) > c.profile.ItemsPerNotice {
		c.fail(spot{noticeAt, "/Itm"}, RuleItemCount, fmt.Sprint(len(n.Items)), fmt.Sprintf("the notice has %d items", len(n.Items)),
			fmt.Sprintf("give 1 to %d", c.profile.ItemsPerNotice))
	}
	ids := map[string]int{}
	for i := range n.Items {
		c.within(noticeRoot+noticeAt+"/Itm", i+1)
		c.noticeItem(n.Currency, &n.Items[i])
		c.uniqueItem(n.Items[i].ID, ids)
	}
	c.within(noticeRoot, 0)
	if s := noticeSurvey(n); c.overflows(&s) {
		c.fail(spot{noticeAt, "/TtlAmt"}, RuleTotalOverflow, "", "the total has more than 18 digits", "split the message")
	}
	return c.err()
}

func (c *checker) noticeItem(currency money.Currency, item *NoticeItem) {
	c.id(spot{"/Id", ""}, item.ID, RuleItemID, idLengthMax, true)
	c.id(spot{"/EndToEndId", ""}, item.EndToEndID, RuleEndToEndID, c.profile.EndToEndIDLength, false)
	c.uetr(spot{"/UETR", ""}, item.UETR, false)
	c.amount(spot{"/Amt", ""}, item.Amount, RuleAmount, amountDigitsMax)
	if item.Amount.Currency() != currency && !item.Amount.Currency().IsZero() {
		c.fail(spot{"/Amt", ""}, RuleOneCurrency, item.Amount.String(), fmt.Sprintf("the item is in %s, the notice in %s",
			item.Amount.Currency(), currency), "write one notice for each currency")
	}
	if !item.Debtor.IsZero() {
		c.customer("/Dbtr", &item.Debtor)
	}
	c.bic(spot{"/DbtrAgt", "/FinInstnId/BICFI"}, item.DebtorAgentBIC, RuleBIC, false)
}

func (c *checker) uniqueItem(id string, seen map[string]int) {
	if first, twice := seen[id]; twice && id != "" {
		c.fail(spot{"/Id", ""}, RuleUnique, id, fmt.Sprintf("%q stands in number %d too", id, first), "give each its own")
		return
	}
	seen[id] = c.number
}

// noticeSurvey adds up the items that are in the notice's currency.
func noticeSurvey(n *Notice) (s survey) {
	s.total = money.Zero(n.Currency)
	for _, item := range n.Items {
		s.addAmount(item.Amount)
	}
	return s
}

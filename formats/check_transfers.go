package formats

import (
	"fmt"
	"slices"
	"strings"

	"nostro/money"
)

// The longest texts of a transfer (ISO 20022 Max35Text, Max140Text).
const (
	idLengthMax         = 35
	remittanceLengthMax = 140
)

// checkTransfers returns the message as it will be written, or the Violations of all broken rules.
func checkTransfers(p Profile, m TransferMessage) (TransferMessage, error) {
	c := &checker{profile: p, message: string(m.Kind)}
	root, ok := transferRoots[m.Kind]
	if !ok {
		c.fail("Document", RuleKind, fmt.Sprintf("%q is no message of transfers", m.Kind),
			"use CustomerTransfer or InstitutionTransfer")
		return m, c.err()
	}
	c.header(root+"/GrpHdr", m.FromBIC, m.ToBIC)
	c.id(root+"/GrpHdr/MsgId", m.MsgID, RuleMsgID, idLengthMax, true)
	c.createdAt(root+"/GrpHdr/CreDtTm", m.CreatedAt)
	c.account(root+"/GrpHdr/SttlmInf/SttlmAcct/Id", m.SettlementAccount, true)
	c.transferCount(root, len(m.Transfers))
	m.Transfers = slices.Clone(m.Transfers)
	for i := range m.Transfers {
		c.transfer(fmt.Sprintf("%s/CdtTrfTxInf[%d]", root, i+1), m.Kind, &m.Transfers[i])
	}
	c.uniqueIDs(root, m.Transfers)
	if p.Totals {
		c.total(root+"/GrpHdr/TtlIntrBkSttlmAmt", transferAmounts(m))
	}
	return m, c.err()
}

// header checks what the business header, or else the group header, says about sender and receiver.
func (c *checker) header(path, from, to string) {
	c.bic(path+"/InstgAgt/FinInstnId/BICFI", from, RuleBIC, true)
	c.bic(path+"/InstdAgt/FinInstnId/BICFI", to, RuleBIC, true)
	if c.profile.Header {
		c.id("AppHdr/BizSvc", c.profile.BizSvc[c.message], RuleBizSvc, idLengthMax, true)
	}
}

func (c *checker) transferCount(path string, n int) {
	most := c.profile.TransfersPerMessage
	if n < 1 || n > most {
		c.fail(path+"/GrpHdr/NbOfTxs", RuleTransferCount, fmt.Sprintf("the message has %d transfers", n),
			fmt.Sprintf("give 1 to %d", most))
	}
}

// transfer checks one transfer and replaces its texts by those that will be written.
func (c *checker) transfer(path string, kind TransferKind, t *Transfer) {
	c.id(path+"/PmtId/InstrId", t.InstrID, RuleInstrID, c.profile.InstrIDLength, c.profile.InstrIDMandatory)
	c.slashes(path+"/PmtId/InstrId", t.InstrID, RuleInstrIDSlash)
	c.id(path+"/PmtId/EndToEndId", t.EndToEndID, RuleEndToEndID, idLengthMax, true)
	c.uetr(path+"/PmtId/UETR", t.UETR, c.profile.UETRMandatory)
	c.amount(path+"/IntrBkSttlmAmt", t.Amount, c.profile.AmountDigits)
	if t.ValueDate.IsZero() {
		c.fail(path+"/IntrBkSttlmDt", RuleValueDate, "the value date is missing", "give one such as 2026-11-24")
	}
	c.account(path+"/DbtrAcct/Id", t.DebtorAccount, false)
	c.account(path+"/CdtrAcct/Id", t.CreditorAccount, false)
	t.Remittance = c.text(path+"/RmtInf/Ustrd", t.Remittance, remittanceLengthMax)
	if kind == CustomerTransfer {
		c.customerTransfer(path, t)
	} else {
		c.institutionTransfer(path, t)
	}
}

func (c *checker) customerTransfer(path string, t *Transfer) {
	if t.ChargeBearer == "" {
		t.ChargeBearer = "SHAR"
	}
	if !slices.Contains(c.profile.ChargeBearers, t.ChargeBearer) {
		c.fail(path+"/ChrgBr", RuleChargeBearer, fmt.Sprintf("%q is not one of them", t.ChargeBearer),
			"use one of "+strings.Join(c.profile.ChargeBearers, ", "))
	}
	c.bic(path+"/DbtrAgt/FinInstnId/BICFI", t.DebtorAgentBIC, RuleAgentNeeded, true)
	c.bic(path+"/CdtrAgt/FinInstnId/BICFI", t.CreditorAgentBIC, RuleAgentNeeded, true)
	t.Debtor = c.customer(path+"/Dbtr", t.Debtor)
	t.Creditor = c.customer(path+"/Cdtr", t.Creditor)
	c.namedNeedsAccount(path+"/DbtrAcct", t.Debtor, t.DebtorAccount)
	c.namedNeedsAccount(path+"/CdtrAcct", t.Creditor, t.CreditorAccount)
}

func (c *checker) namedNeedsAccount(path string, p Party, a AccountID) {
	if c.profile.OnePartyForm && p.Name != "" && a.IsZero() {
		c.fail(path, RuleAccountNeeded, "a named customer has no account", "give its IBAN or its number")
	}
}

func (c *checker) institutionTransfer(path string, t *Transfer) {
	if t.ChargeBearer != "" {
		c.fail(path+"/ChrgBr", RuleChargeBearer, "a pacs.009 has no charge bearer", "leave it empty")
	}
	c.slashes(path+"/PmtId/EndToEndId", firstCharacters(t.EndToEndID, 16), RuleEndToEndIDSlash)
	c.bic(path+"/DbtrAgt/FinInstnId/BICFI", t.DebtorAgentBIC, RuleBIC, false)
	c.bic(path+"/CdtrAgt/FinInstnId/BICFI", t.CreditorAgentBIC, RuleBIC, false)
	t.Debtor = c.institution(path+"/Dbtr", t.Debtor)
	t.Creditor = c.institution(path+"/Cdtr", t.Creditor)
}

// firstCharacters cuts to n bytes. A shorter text gets a letter behind it, so that its own last
// character is not taken for the n-th.
func firstCharacters(s string, n int) string {
	if len(s) < n && s != "" {
		return s + "x"
	}
	return s[:min(len(s), n)]
}

func (c *checker) uniqueIDs(root string, transfers []Transfer) {
	instr, uetr := map[string]int{}, map[string]int{}
	for i, t := range transfers {
		path := fmt.Sprintf("%s/CdtTrfTxInf[%d]/PmtId/", root, i+1)
		c.unique(path+"InstrId", t.InstrID, i+1, instr)
		c.unique(path+"UETR", t.UETR, i+1, uetr)
	}
}

func (c *checker) unique(path, value string, number int, seen map[string]int) {
	if first, twice := seen[value]; twice && value != "" {
		c.fail(path, RuleUnique, fmt.Sprintf("%q stands in number %d too", value, first), "give each its own")
		return
	}
	seen[value] = number
}

func transferAmounts(m TransferMessage) []money.Amount {
	amounts := make([]money.Amount, len(m.Transfers))
	for i, t := range m.Transfers {
		amounts[i] = t.Amount
	}
	return amounts
}

// total checks that the amounts have one currency and a sum that ISO 20022 can hold.
func (c *checker) total(path string, amounts []money.Amount) {
	if len(amounts) == 0 {
		return
	}
	for _, a := range amounts {
		if a.Currency() != amounts[0].Currency() {
			c.fail(path, RuleOneCurrency, fmt.Sprintf("both %s and %s are there", amounts[0].Currency(), a.Currency()),
				"write one message for each currency")
			return
		}
	}
	sum, err := money.Sum(amounts[0].Currency(), amounts...)
	if err != nil || countDigits(sum.Decimal()) > amountDigitsMax {
		c.fail(path, RuleTotalOverflow, "the total has more than 18 digits", "split the message")
	}
}

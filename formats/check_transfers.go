package formats

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// Source gives the transfers of a message one after another. It must give the same ones each time it is
// asked, for a message is checked and added up first and written then. A transfer need live no longer than
// until the next one is asked for. An error ends it.
type Source = iter.Seq2[*Transfer, error]

// sourceOf gives the transfers of a slice.
func sourceOf(transfers []Transfer) Source {
	return func(yield func(*Transfer, error) bool) {
		for i := range transfers {
			if !yield(&transfers[i], nil) {
				return
			}
		}
	}
}

// transferRoots names the element below Document, transferTags is its start tag, and transferBases the element
// of one transfer.
var (
	transferTags = map[TransferKind]string{CustomerTransfer: "<FIToFICstmrCdtTrf>", InstitutionTransfer: "<FICdtTrf>",
		CoverTransfer: "<FICdtTrf>", CustomerInitiation: "<CstmrCdtTrfInitn>"}
	transferRoots = map[TransferKind]string{CustomerTransfer: "FIToFICstmrCdtTrf", InstitutionTransfer: "FICdtTrf",
		CoverTransfer: "FICdtTrf", CustomerInitiation: "CstmrCdtTrfInitn"}
	transferBases = map[TransferKind]string{CustomerTransfer: "FIToFICstmrCdtTrf/CdtTrfTxInf",
		InstitutionTransfer: "FICdtTrf/CdtTrfTxInf", CoverTransfer: "FICdtTrf/CdtTrfTxInf",
		CustomerInitiation: "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"}
)

// transfers checks a whole message and adds it up. Each transfer goes to good, where given, as long as no
// rule is broken. The error is the Violations of all broken rules, or the source's own.
func (c *checker) transfers(m *TransferMessage, source Source, good func(*Transfer)) (survey, error) {
	c.message = m.Kind.Message()
	root, ok := transferRoots[m.Kind]
	if !ok {
		c.fail(spot{"Document", ""}, RuleKind, string(m.Kind), fmt.Sprintf("%q is no message of transfers", m.Kind),
			"use one of the TransferKinds")
		return survey{}, c.err()
	}
	c.within(root, 0)
	c.messageHeader(m)
	s := survey{}
	for t, err := range source {
		if err != nil {
			return survey{}, fmt.Errorf("message %s: after %d transfers: %w", m.MsgID, s.count, err)
		}
		c.within(transferBases[m.Kind], s.count+1)
		c.transfer(m, t)
		s.add(m.Kind, t)
		if s.count > c.profile.TransfersPerMessage {
			break // too many is enough to know, whatever the source still has
		}
		c.unique(&s, t, source)
		if good != nil && len(c.broken) == 0 {
			good(t)
		}
	}
	c.within(root, 0)
	c.totals(m.Kind, &s)
	return s, c.err()
}

func (c *checker) messageHeader(m *TransferMessage) {
	if m.Kind == CustomerInitiation {
		c.bic(spot{"/GrpHdr/InitgPty", "/Id/OrgId/AnyBIC"}, m.FromBIC, RuleBIC, true)
		c.bic(spot{"/PmtInf/DbtrAgt", "/FinInstnId/BICFI"}, m.ToBIC, RuleBIC, true)
		c.account("/PmtInf/DbtrAcct", m.SettlementAccount, true)
		c.noPlace(spot{"/GrpHdr/SttlmInf", ""}, m.Method != "" || !m.OurReimbursement.IsZero() ||
			!m.TheirReimbursement.IsZero() || !m.ThirdReimbursement.IsZero())
	} else {
		c.bic(spot{"/GrpHdr/InstgAgt", "/FinInstnId/BICFI"}, m.FromBIC, RuleBIC, true)
		c.bic(spot{"/GrpHdr/InstdAgt", "/FinInstnId/BICFI"}, m.ToBIC, RuleBIC, true)
		c.settlement(m)
	}
	c.bizSvc(string(m.Kind))
	c.id(spot{"/GrpHdr", "/MsgId"}, m.MsgID, RuleMsgID, c.profile.MsgIDLength, true)
	c.createdAt(spot{"/GrpHdr", "/CreDtTm"}, m.CreatedAt)
}

// bizSvc checks the business service of the header.
func (c *checker) bizSvc(kind string) {
	if !c.profile.Header {
		return
	}
	base := c.base
	c.within("AppHdr", 0)
	c.id(spot{"", "/BizSvc"}, c.profile.BizSvc[kind], RuleBizSvc, idLengthMax, true)
	c.within(base, 0)
}

func (c *checker) transfer(m *TransferMessage, t *Transfer) {
	c.id(spot{"/PmtId", "/InstrId"}, t.InstrID, RuleInstrID, c.profile.InstrIDLength, c.profile.InstrIDMandatory)
	c.slashes(spot{"/PmtId", "/InstrId"}, t.InstrID, t.InstrID, RuleInstrIDSlash)
	c.id(spot{"/PmtId", "/EndToEndId"}, t.EndToEndID, RuleEndToEndID, c.profile.EndToEndIDLength, true)
	c.id(spot{"/PmtId", "/TxId"}, t.TxID, RuleTxID, idLengthMax, false)
	c.uetr(spot{"/PmtId", "/UETR"}, t.UETR, c.profile.UETRMandatory)
	c.code(spot{"/PmtTpInf/SvcLvl", "/Cd"}, t.ServiceLevel)
	c.tracked(m.Kind, t.ServiceLevel)
	c.code(spot{"/Purp", "/Cd"}, t.Purpose)
	c.agents("", &t.IntermediaryBICs)
	switch m.Kind {
	case CustomerTransfer:
		c.customerTransfer(t)
	case CustomerInitiation:
		c.initiation(m, t)
	default:
		c.institutionTransfer(m.Kind, t)
	}
}

func (c *checker) customerTransfer(t *Transfer) {
	c.settled(t)
	c.instructed(t)
	c.bearer(t)
	c.charges(t)
	c.customerParties(t)
	c.noUnderlying(t)
}

// settled checks what is settled between the banks, and when.
func (c *checker) settled(t *Transfer) {
	c.amount(spot{"/IntrBkSttlmAmt", ""}, t.Amount, RuleAmount, c.profile.AmountDigits)
	c.valueDate(spot{"/IntrBkSttlmDt", ""}, t.ValueDate)
}

func (c *checker) valueDate(s spot, d calendar.Date) {
	if d.IsZero() {
		c.fail(s, RuleValueDate, "", "the value date is missing", "give one such as 2026-11-24")
	}
}

// customerParties checks debtor and creditor with their agents and what the payment is for.
func (c *checker) customerParties(t *Transfer) {
	c.debtorSide(t)
	c.bic(spot{"/CdtrAgt", "/FinInstnId/BICFI"}, t.CreditorAgentBIC, RuleAgentNeeded, true)
	c.customerWithAccount("/Cdtr", "/CdtrAcct", &t.Creditor, t.CreditorAccount)
	c.remittance("/RmtInf", t)
}

// debtorSide checks the debtor with account and agent. Most often it is the same, we, in every transfer of a
// message: then, if it broke no rule before, it breaks none now.
func (c *checker) debtorSide(t *Transfer) {
	if c.isPayerGood && !c.isWanted && c.payer.pays(t) {
		return
	}
	c.payers++
	before := len(c.broken)
	c.bic(spot{"/DbtrAgt", "/FinInstnId/BICFI"}, t.DebtorAgentBIC, RuleAgentNeeded, true)
	c.customerWithAccount("/Dbtr", "/DbtrAcct", &t.Debtor, t.DebtorAccount)
	c.payer, c.isPayerGood = payerOf(t), len(c.broken) == before && !c.isFull()
}

// instructed checks what was ordered, and the rate to what is settled.
func (c *checker) instructed(t *Transfer) {
	if t.Instructed == (money.Amount{}) && t.Rate == "" {
		return // nothing was said: the settled amount stands for it
	}
	c.amount(spot{"/InstdAmt", ""}, t.instructed(), RuleInstructed, c.profile.AmountDigits)
	c.rate(spot{"/XchgRate", ""}, t)
}

func (c *checker) bearer(t *Transfer) {
	if !slices.Contains(c.profile.ChargeBearers, t.bearer()) {
		c.fail(spot{"/ChrgBr", ""}, RuleChargeBearer, t.bearer(), fmt.Sprintf("%q is not one of them", t.bearer()),
			"use one of "+strings.Join(c.profile.ChargeBearers, ", "))
	}
}

// tracked checks the service levels of gpi (G001 to G009): each kind of transfer has its own.
func (c *checker) tracked(kind TransferKind, level string) {
	own := "G001"
	if kind == InstitutionTransfer {
		own = "G004"
	}
	if len(level) == codeLengthMax && level[:3] == "G00" && level != own {
		c.fail(spot{"/PmtTpInf/SvcLvl", "/Cd"}, RuleServiceLevel, level, fmt.Sprintf("%s is not for this message", level),
			"use "+own+", or leave it out")
	}
}

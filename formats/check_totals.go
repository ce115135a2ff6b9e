package formats

import (
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// survey is what the first pass over a message learns, and what the second must meet again.
type survey struct {
	count      int
	total      money.Amount
	other      money.Currency // a second currency, should there be one
	overflows  bool
	valueDate  calendar.Date // that all share; none where they differ
	debtor     Party         // of a pain.001
	badDebtor  int           // the first transfer whose debtor or date is another; 0 for none
	identities uint64        // mixes the identifiers and amounts in their order
}

// add takes a transfer into account.
func (s *survey) add(kind TransferKind, t *Transfer) {
	s.count++
	if s.count == 1 {
		s.total, s.valueDate = t.Amount, t.ValueDate
		if kind == CustomerInitiation {
			s.debtor = t.Debtor
		}
	} else {
		s.addFurther(kind, t)
	}
}

// identify mixes in what tells a transfer from others.
func (s *survey) identify(t *Transfer, instr, uetr uint64) {
	s.identities = mix(s.identities^instr, uetr^uint64(t.Amount.Minor()))
}

// surveyOf adds the transfers of a message up before they are checked.
func surveyOf(m *TransferMessage) (s survey) {
	for i := range m.Transfers {
		s.add(m.Kind, &m.Transfers[i])
	}
	return s
}

func (s *survey) addFurther(kind TransferKind, t *Transfer) {
	s.addAmount(t.Amount)
	if t.ValueDate != s.valueDate {
		s.valueDate = calendar.Date{}
	}
	if kind == CustomerInitiation && s.badDebtor == 0 && (t.Debtor != s.debtor || s.valueDate.IsZero()) {
		s.badDebtor = s.count
	}
}

// addAmount adds an amount of zero or more up; one without a currency breaks a rule of its own.
func (s *survey) addAmount(a money.Amount) {
	if a.Currency() != s.total.Currency() {
		if !a.Currency().IsZero() {
			s.other = a.Currency()
		}
		return
	}
	total, err := s.total.Add(a)
	if err != nil {
		s.overflows = true
		return
	}
	s.total = total
}

// totals checks what can be told of the message as a whole.
func (c *checker) totals(kind TransferKind, s *survey) {
	if most := c.profile.TransfersPerMessage; s.count < 1 || s.count > most {
		has := fmt.Sprintf("the message has %d transfers", s.count)
		if s.count > most {
			has = fmt.Sprintf("the message has more than %d transfers", most)
		}
		c.fail(spot{"/GrpHdr", "/NbOfTxs"}, RuleTransferCount, fmt.Sprint(s.count), has, fmt.Sprintf("give 1 to %d", most))
	}
	at := spot{"/GrpHdr", "/TtlIntrBkSttlmAmt"}
	if kind == CustomerInitiation {
		at = spot{"/GrpHdr", "/CtrlSum"}
		if s.badDebtor > 0 {
			c.fail(spot{"/PmtInf", ""}, RuleOneDebtor, "", fmt.Sprintf("transfer %d has another debtor or date than the first",
				s.badDebtor), "write a message for each debtor and date")
		}
	}
	if c.profile.Totals {
		c.total(at, s)
	}
}

// total checks that the amounts have one currency and a sum that ISO 20022 can hold.
func (c *checker) total(at spot, s *survey) {
	if s.count == 0 {
		return
	}
	if !s.other.IsZero() {
		c.fail(at, RuleOneCurrency, s.other.Code(), fmt.Sprintf("both %s and %s are there", s.total.Currency(), s.other),
			"write one message for each currency")
		return
	}
	if c.overflows(s) {
		c.fail(at, RuleTotalOverflow, "", "the total has more than 18 digits", "split the message")
	}
}

// overflows tells whether the total is too large although no amount in it is.
func (c *checker) overflows(s *survey) bool {
	if !s.overflows && s.total.Minor() < powersOfTen[amountDigitsMax] {
		return false
	}
	return !slices.ContainsFunc(c.broken, func(v Violation) bool { return v.Rule == RuleAmountDigits })
}

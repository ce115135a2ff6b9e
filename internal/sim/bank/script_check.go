package bank

import (
	"errors"
	"fmt"
	"regexp"

	"nostro/money"
)

var codeForm = regexp.MustCompile(`^[A-Z0-9]{4}$`)

// use tells what the rules of one list need.
type use struct {
	code, charges, by bool // must be given
	mayCharge         bool // charges may be given
	answer            bool // an answer may be given, and where it refuses, the code must
}

// check refuses a script that says something impossible, and names the place: "return 2: ...".
func (s Script) check() error {
	lists := []struct {
		name  string
		rules []Rule
		use   use
	}{
		{"reject", s.Reject, use{code: true}},
		{"return", s.Return, use{code: true, mayCharge: true}},
		{"charge", s.Charge, use{charges: true, mayCharge: true}},
		{"short", s.Short, use{by: true}},
		{"missing_pay_in", s.MissingPayIn, use{}},
		{"recall", s.Recall, use{answer: true, mayCharge: true}},
	}
	for _, list := range lists {
		for i, r := range list.rules {
			if err := r.check(list.use); err != nil {
				return fmt.Errorf("%s %d: %w", list.name, i+1, err)
			}
		}
	}
	for i, c := range s.Unexpected {
		if err := c.check(); err != nil {
			return fmt.Errorf("unexpected %d: %w", i+1, err)
		}
	}
	for i, c := range s.StatementTwice {
		if c.IsZero() {
			return fmt.Errorf("statement_twice %d: it has no currency", i+1)
		}
	}
	return nil
}

func (r Rule) check(u use) error {
	if r.Party == "" && r.Currency.IsZero() {
		return errors.New("neither party nor currency is given: name at least one")
	}
	if !plainText(r.Party, 0, nameMax) {
		return fmt.Errorf("party %q is not a name, BIC or account number of at most %d characters", r.Party, nameMax)
	}
	if err := r.checkAnswer(u); err != nil {
		return err
	}
	if r.Answer == RefuseRecall {
		u = use{code: true}
	}
	if err := r.checkReason(u); err != nil {
		return err
	}
	if err := r.checkAmount("charges", r.Charges, u.charges, u.mayCharge); err != nil {
		return err
	}
	return r.checkAmount("by", r.By, u.by, u.by)
}

func (r Rule) checkAnswer(u use) error {
	switch r.Answer {
	case "":
		return nil
	case AgreeToRecall, CreditOnRecall, AskAboutRecall, RefuseRecall, IgnoreRecall:
		if u.answer {
			return nil
		}
		return errors.New("an answer has no meaning here: it belongs to recall")
	}
	return fmt.Errorf("answer %q is none of agree, credit, ask, refuse, ignore", string(r.Answer))
}

func (r Rule) checkReason(u use) error {
	if u.code && !codeForm.MatchString(r.Code) {
		return fmt.Errorf("code %q is not four capital letters or digits, such as AC04", r.Code)
	}
	if !u.code && (r.Code != "" || r.Text != "") {
		return errors.New("a code or text has no meaning here: leave them out")
	}
	if !plainText(r.Text, 0, reasonMax) {
		return fmt.Errorf("text %q is not at most %d printable characters", r.Text, reasonMax)
	}
	if r.SameDay && !(u.code && u.mayCharge) {
		return errors.New("same_day has no meaning here: it belongs to return")
	}
	return nil
}

func (r Rule) checkAmount(field string, a money.Amount, must, may bool) error {
	if a == (money.Amount{}) {
		if must {
			return fmt.Errorf("%s is missing", field)
		}
		return nil
	}
	if !may {
		return fmt.Errorf("%s has no meaning here: leave it out", field)
	}
	if a.Currency() != r.Currency {
		return fmt.Errorf("%s %s is not in the currency of the rule (%q): give that currency", field, a, r.Currency.Code())
	}
	return checkMoved(field, a)
}

func (c Credit) check() error {
	if c.Amount.Currency().IsZero() {
		return errors.New("currency or amount is missing")
	}
	if err := checkMoved("amount", c.Amount); err != nil {
		return err
	}
	if !plainText(c.From, 1, nameMax) {
		return fmt.Errorf("from %q is not a name of 1 to %d printable characters", c.From, nameMax)
	}
	if !plainText(c.Text, 0, nameMax) {
		return fmt.Errorf("text %q is not at most %d printable characters", c.Text, nameMax)
	}
	return nil
}

// minorMax is the largest count of minor units: ISO 20022 amounts have at most 18 digits.
const minorMax = 999_999_999_999_999_999

func checkMoved(field string, a money.Amount) error {
	if a.Sign() <= 0 || a.Minor() > minorMax {
		return fmt.Errorf("%s %s is not more than zero, with at most 18 digits", field, a)
	}
	return nil
}

func checkBalance(a money.Amount) error {
	if a.Minor() > minorMax || a.Minor() < -minorMax {
		return fmt.Errorf("balance %s has more than 18 digits: %w", a, money.ErrOverflow)
	}
	return nil
}

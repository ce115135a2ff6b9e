package bank

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"nostro/money"
)

// Config is a bank, our accounts there, and how it behaves.
type Config struct {
	ID          string    // what derived identifiers start from; two banks with other ids give other identifiers
	Name        string    // 1 to 140 characters, as written in statements
	BIC         string    // the bank's: 8 or 11 characters (ISO 9362)
	CustomerBIC string    // ours
	Accounts    []Account // one for each currency
	Script      Script
	Layout      Layout
}

// Account is one account that we hold at the bank.
type Account struct {
	Currency money.Currency
	Number   string       // an IBAN in electronic form, or another number of 1 to 34 characters
	IBAN     bool         // whether Number is an IBAN
	Opening  money.Amount // balance before the first statement, credit positive; the zero value for nothing
}

// Layout is how the bank puts a message into bytes. All forms say the same.
type Layout struct {
	Envelope bool     // AppHdr and Document inside one element; else the bare Document
	Prefix   string   // the namespace prefix on every tag of the Document; "" for none
	Encoding Encoding // of the whole file
}

// Encoding is a character encoding, by the name that stands in the XML declaration.
type Encoding string

// The encodings. A character that ISO-8859-1 does not have is written as a numeric reference.
const (
	UTF8   Encoding = "UTF-8"
	Latin1 Encoding = "ISO-8859-1"
)

// headerPrefix and envelopePrefix stand on the tags around the Document where a layout has a prefix.
const (
	headerPrefix   = "bah"
	envelopePrefix = "env"
)

var (
	bicForm    = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
	ibanForm   = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$`)
	prefixForm = regexp.MustCompile(`^([a-z][a-z0-9]{0,9})?$`)
)

func (c Config) check() error {
	if c.ID == "" {
		return errors.New("bank: the id is empty: give the one that the script names it by")
	}
	if !plainText(c.Name, 1, nameMax) {
		return fmt.Errorf("bank %s: name %q is not 1 to %d printable characters", c.ID, c.Name, nameMax)
	}
	for _, bic := range []string{c.BIC, c.CustomerBIC} {
		if !bicForm.MatchString(bic) {
			return fmt.Errorf("bank %s: BIC %q is not of the form AAAABBCC or AAAABBCCDDD", c.ID, bic)
		}
	}
	if sameBIC(c.BIC, c.CustomerBIC) {
		return fmt.Errorf("bank %s: bank and customer have the same BIC %s: give ours as the customer's", c.ID, c.BIC)
	}
	if err := c.Layout.check(); err != nil {
		return fmt.Errorf("bank %s: %w", c.ID, err)
	}
	if err := c.checkAccounts(); err != nil {
		return fmt.Errorf("bank %s: %w", c.ID, err)
	}
	if err := c.Script.check(); err != nil {
		return fmt.Errorf("bank %s: script: %w", c.ID, err)
	}
	return c.checkScriptAccounts()
}

func (l Layout) check() error {
	taken := l.Prefix == headerPrefix || l.Prefix == envelopePrefix || strings.HasPrefix(l.Prefix, "xml")
	if taken || !prefixForm.MatchString(l.Prefix) {
		return fmt.Errorf("layout: prefix %q is taken or not of the form: a letter, up to nine letters or digits, "+
			"lower case", l.Prefix)
	}
	if l.Encoding != UTF8 && l.Encoding != Latin1 && l.Encoding != "" {
		return fmt.Errorf("layout: encoding %q is neither %s nor %s", l.Encoding, UTF8, Latin1)
	}
	return nil
}

func (c Config) checkAccounts() error {
	if len(c.Accounts) == 0 {
		return errors.New("there is no account: give at least one")
	}
	currencies, numbers := map[money.Currency]bool{}, map[string]bool{}
	for _, a := range c.Accounts {
		if err := a.check(); err != nil {
			return err
		}
		key := a.Number + " " + a.Currency.Code()
		if currencies[a.Currency] || numbers[key] {
			return fmt.Errorf("account %s: there is another one in %s: give one account for each currency", a.Number, a.Currency)
		}
		currencies[a.Currency], numbers[key] = true, true
	}
	return nil
}

func (a Account) check() error {
	if a.Currency.IsZero() {
		return fmt.Errorf("account %q has no currency", a.Number)
	}
	if a.IBAN && !ibanForm.MatchString(a.Number) {
		return fmt.Errorf("account %q is not an IBAN in electronic form", a.Number)
	}
	if !plainText(a.Number, 1, accountMax) {
		return fmt.Errorf("account %q is not a number of 1 to %d characters", a.Number, accountMax)
	}
	if a.Opening == (money.Amount{}) {
		return nil
	}
	if a.Opening.Currency() != a.Currency {
		return fmt.Errorf("account %s in %s opens with %s: give the balance in its currency", a.Number, a.Currency, a.Opening)
	}
	return checkBalance(a.Opening)
}

// checkScriptAccounts refuses troubles on accounts that do not exist: they would never come.
func (c Config) checkScriptAccounts() error {
	held := map[money.Currency]bool{}
	for _, a := range c.Accounts {
		held[a.Currency] = true
	}
	for _, named := range c.Script.currencies() {
		if !held[named] {
			return fmt.Errorf("bank %s: script: it names %s, in which there is no account: correct it or add one", c.ID, named)
		}
	}
	return nil
}

// The longest texts of ISO 20022 elements that the bank writes: Max140Text, Max34Text, Max35Text, Max105Text.
const (
	nameMax    = 140
	accountMax = 34
	idMax      = 35
	reasonMax  = 105
)

// plainText tells whether the text has least to most characters, none of them a control character, and
// neither begins nor ends with a blank.
func plainText(text string, least, most int) bool {
	n := utf8.RuneCountInString(text)
	if n < least || n > most || !utf8.ValidString(text) {
		return false
	}
	for i, r := range text {
		edge := i == 0 || i+utf8.RuneLen(r) == len(text)
		if r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF || r == ' ' && edge {
			return false
		}
	}
	return true
}

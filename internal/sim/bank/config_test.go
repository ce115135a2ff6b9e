package bank

import (
	"bytes"
	"strings"
	"testing"

	"nostro/money"
)

func TestBadConfigurationsAreRefused(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"the id is empty":            func(c *Config) { c.ID = "" },
		`name "" is not`:             func(c *Config) { c.Name = "" },
		`name " X" is not`:           func(c *Config) { c.Name = " X" },
		`BIC "GENB"`:                 func(c *Config) { c.BIC = "GENB" },
		`BIC ""`:                     func(c *Config) { c.CustomerBIC = "" },
		"the same BIC":               func(c *Config) { c.CustomerBIC = c.BIC + "XXX" },
		"there is no account":        func(c *Config) { c.Accounts = nil },
		"has no currency":            func(c *Config) { c.Accounts[0].Currency = money.Currency{} },
		"is not an IBAN":             func(c *Config) { c.Accounts[0].Number = "ch93" },
		"is not a number of 1 to 34": func(c *Config) { c.Accounts[1].Number = strings.Repeat("1", 35) },
		"there is another one in USD": func(c *Config) {
			c.Accounts = append(c.Accounts, Account{Currency: usd, Number: "2"})
		},
		"opens with JPY 1":        func(c *Config) { c.Accounts[0].Opening = amount(jpy, "1") },
		"more than 18 digits":     func(c *Config) { c.Accounts[1].Opening = money.FromMinor(jpy, -minorMax-1) },
		`prefix "bah" is taken`:   func(c *Config) { c.Layout.Prefix = "bah" },
		`prefix "env" is taken`:   func(c *Config) { c.Layout.Prefix = "env" },
		`prefix "xmlns" is taken`: func(c *Config) { c.Layout.Prefix = "xmlns" },
		`prefix "A:" is taken`:    func(c *Config) { c.Layout.Prefix = "A:" },
		`encoding "UTF-16"`:       func(c *Config) { c.Layout.Encoding = "UTF-16" },
	} {
		c := testConfig(Script{})
		change(&c)
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "bank") {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func TestLayoutsSayTheSameInOtherBytes(t *testing.T) {
	var first answer
	for i, layout := range layouts() {
		credit := Credit{Amount: amount(usd, "1"), From: "Łukasz Müller", Text: "<&> \"'"}
		config := testConfig(Script{Unexpected: []Credit{credit}})
		config.Layout = layout
		b, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		a := answerOn(t, b, day1())
		if i == 0 {
			first = a
		}
		s, want := a.statement(t, usd), first.statement(t, usd)
		e := s.Entries[0]
		if s.BankName != "Banque Générale Zürich" || e.Debtor != "Łukasz Müller" || e.Text != "<&> \"'" {
			t.Errorf("%+v: %q %+v", layout, s.BankName, s.Entries)
		}
		if s.moved() != want.moved() || e.BankRef != want.Entries[0].BankRef {
			t.Errorf("%+v says otherwise", layout)
		}
		layout.checkBytes(t, a.files[0].Data)
	}
}

// checkBytes looks at the bytes themselves.
func (l Layout) checkBytes(t *testing.T, data []byte) {
	t.Helper()
	has := func(text string) bool { return bytes.Contains(data, []byte(text)) }
	if l.Encoding == Latin1 && (!has(`encoding="ISO-8859-1"`) || !has("Z\xfcrich") || !has("&#321;ukasz")) {
		t.Errorf("%+v: not in ISO-8859-1", l)
	}
	if l.Encoding == UTF8 && (!has(`encoding="UTF-8"`) || !has("Zürich")) {
		t.Errorf("%+v: not in UTF-8", l)
	}
	if l.Prefix != "" && (!has("<"+l.Prefix+":Document xmlns:") || has("<Stmt>") || !has("<"+l.Prefix+":Stmt>")) {
		t.Errorf("%+v: a tag has no prefix", l)
	}
	if l.Envelope != has("BusMsgEnvlp") || l.Envelope != has("BizMsgIdr>") {
		t.Errorf("%+v: envelope", l)
	}
}

func TestTheBankIsNotChangedThroughItsConfiguration(t *testing.T) {
	c := testConfig(Script{})
	b, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	c.Accounts[0].Number = "changed"
	b.Balances()[0] = money.Zero(usd)
	if s := answerOn(t, b, day1()).statement(t, usd); s.IBAN != usdIBAN || s.closing() != "1000.00" {
		t.Errorf("statement of %s closes with %s", s.IBAN, s.closing())
	}
}

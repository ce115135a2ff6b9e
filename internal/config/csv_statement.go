package config

import (
	"strings"

	"nostro/formats"
	"nostro/formats/csvstatement"
	"nostro/identifiers"
)

// skipLinesMax is how many lines may stand before the header of a CSV statement.
const skipLinesMax = 100

// separators are the signs between columns, by name, for some cannot well be seen.
var separators = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "bar": '|'}

// csvStatement reads how a correspondent writes statements as CSV; it may be left out.
func csvStatement(s *section) (m csvstatement.Map) {
	if s == nil {
		return m
	}
	before := len(s.r.problems)
	m.Separator = separators[s.text("separator").oneOf("comma", "semicolon", "tab", "bar").text]
	if v := s.text("decimal").oneOf(".", ","); v.good {
		m.Decimal = rune(v.text[0])
	}
	m.Dates = s.text("dates").oneOf(csvstatement.DateForms...).text
	s.setNumber("skip_lines", "lines", 0, skipLinesMax, &m.SkipLines)
	s.setFlag("newest_first", &m.NewestFirst)
	m.DebitWord, m.CreditWord = s.optional("debit_word").text, s.optional("credit_word").text
	if v := s.optional("currency"); v.said {
		m.Currency = v.currency()
	}
	if v := s.optional("account"); v.said {
		m.Account = formats.AccountID{Other: v.text}
		if identifiers.CheckIBAN(v.text) == nil {
			m.Account = formats.AccountID{IBAN: v.text}
		}
	}
	csvColumns(s.section("columns"), &m)
	s.end()
	if len(s.r.problems) > before || s.absent {
		return m // what depends on it would be told a second time
	}
	if err := m.Validate(); err != nil {
		s.bad("%s", strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return m
}

// csvColumns reads the names of the columns.
func csvColumns(s *section, m *csvstatement.Map) {
	for _, column := range []struct {
		name string
		to   *string
	}{{"booking_date", &m.BookingDate}, {"value_date", &m.ValueDate}, {"balance", &m.Balance}, {"amount", &m.Amount},
		{"side", &m.Side}, {"debit", &m.Debit}, {"credit", &m.Credit}, {"account", &m.AccountColumn},
		{"currency", &m.CurrencyColumn}, {"bank_ref", &m.BankRef}, {"end_to_end_id", &m.EndToEndID}, {"instr_id", &m.InstrID},
		{"counterparty", &m.Counterparty}, {"counterparty_iban", &m.CounterpartyIBAN}, {"text", &m.Texts}} {
		*column.to = s.optional(column.name).text
	}
	s.end()
}

package store

import (
	"encoding/json"
	"fmt"

	"nostro/calendar"
	"nostro/money"
	"nostro/netting"
)

const selectTerms = "SELECT terms FROM netting_terms WHERE cycle = ?1"

var insertTerms = insertInto("netting_terms", "cycle, terms")

// termsRow is the form in which terms are kept; the migration describes it.
type termsRow struct {
	Default    string         `json:"default"`
	Agreements []agreementRow `json:"agreements"`
}

type agreementRow struct {
	Name         string   `json:"name"`
	Model        string   `json:"model"`
	Participants []string `json:"participants"`
	Currencies   []string `json:"currencies"`
	From         string   `json:"from"`
	Until        string   `json:"until"`
}

// refuseWord stands where what no agreement covers is refused.
const refuseWord = "refuse"

func (t *tx) AddNettingTerms(cycle string, terms netting.Terms) error {
	row := termsRow{Default: terms.Default.String(), Agreements: []agreementRow{}}
	if terms.Refuse {
		row.Default = refuseWord
	}
	for _, a := range terms.Agreements {
		one := agreementRow{a.Name, a.Model.String(), a.Participants, []string{}, a.From.String(), a.Until.String()}
		for _, c := range a.Currencies {
			one.Currencies = append(one.Currencies, c.Code())
		}
		row.Agreements = append(row.Agreements, one)
	}
	text, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("terms of netting of cycle %s: %w", cycle, err)
	}
	return t.exec("terms of netting of cycle "+cycle, insertTerms, cycle, string(text))
}

func (t *tx) NettingTerms(cycle string) (netting.Terms, error) {
	text, found, err := value[string](t, "terms of netting of cycle "+cycle, selectTerms, cycle)
	if err != nil || !found {
		return netting.Terms{}, err
	}
	terms, err := parseTerms(text)
	if err != nil {
		return terms, fmt.Errorf("terms of netting of cycle %s: %w", cycle, err)
	}
	return terms, nil
}

func parseTerms(text string) (t netting.Terms, err error) {
	var row termsRow
	if err := json.Unmarshal([]byte(text), &row); err != nil {
		return t, err
	}
	if t.Refuse = row.Default == refuseWord; !t.Refuse {
		if t.Default, err = netting.ParseModel(row.Default); err != nil {
			return t, err
		}
	}
	for _, one := range row.Agreements {
		a, err := one.agreement()
		if err != nil {
			return t, err
		}
		t.Agreements = append(t.Agreements, a)
	}
	return t, nil
}

func (r agreementRow) agreement() (a netting.Agreement, err error) {
	a.Name, a.Participants = r.Name, r.Participants
	if a.Model, err = netting.ParseModel(r.Model); err != nil {
		return a, err
	}
	for _, code := range r.Currencies {
		c, err := money.ParseCurrency(code)
		if err != nil {
			return a, err
		}
		a.Currencies = append(a.Currencies, c)
	}
	for _, end := range []struct {
		text string
		date *calendar.Date
	}{{r.From, &a.From}, {r.Until, &a.Until}} {
		if end.text == "" {
			continue
		}
		if *end.date, err = calendar.ParseDate(end.text); err != nil {
			return a, err
		}
	}
	return a, nil
}

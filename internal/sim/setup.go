package sim

import (
	"fmt"

	"github.com/goccy/go-yaml"

	"nostro/internal/sim/bank"
	"nostro/jobs"
	"nostro/money"
)

// setupFile is banks.yaml: how each bank writes, and what its accounts hold before the first day.
type setupFile map[string]struct {
	Layout struct {
		Envelope bool   `yaml:"envelope"`
		Prefix   string `yaml:"prefix"`
		Encoding string `yaml:"encoding"`
	} `yaml:"layout"`
	Opening map[string]string `yaml:"opening"` // currency to amount
}

// Banks makes the banks behind correspondents from banks.yaml and script.yaml. An id in either that is no
// correspondent is an error, for then a trouble that was meant would silently not happen.
func Banks(houseBIC string, correspondents []jobs.Correspondent, setup, script []byte) ([]bank.Config, error) {
	setups, err := parseSetup(setup)
	if err != nil {
		return nil, fmt.Errorf("banks.yaml: %w", err)
	}
	scripts, err := bank.ParseScript(script)
	if err != nil {
		return nil, fmt.Errorf("script.yaml: %w", err)
	}
	known := map[string]bool{}
	var banks []bank.Config
	for _, c := range correspondents {
		known[c.ID] = true
		one := bank.Config{ID: c.ID, Name: c.Name, BIC: c.BIC, CustomerBIC: houseBIC, Script: scripts[c.ID],
			Layout: bank.Layout{Envelope: setups[c.ID].Layout.Envelope, Prefix: setups[c.ID].Layout.Prefix,
				Encoding: bank.Encoding(setups[c.ID].Layout.Encoding)}}
		if one.Accounts, err = accounts(c, setups[c.ID].Opening); err != nil {
			return nil, fmt.Errorf("banks.yaml: %s: %w", c.ID, err)
		}
		banks = append(banks, one)
	}
	for id := range setups {
		if !known[id] {
			return nil, fmt.Errorf("banks.yaml: %q is no correspondent", id)
		}
	}
	for id := range scripts {
		if !known[id] {
			return nil, fmt.Errorf("script.yaml: %q is no correspondent", id)
		}
	}
	return banks, nil
}

// parseSetup reads banks.yaml. The YAML library panics on some malformed input, which is an error here.
func parseSetup(text []byte) (setups setupFile, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("malformed YAML: %v", r)
		}
	}()
	err = yaml.UnmarshalWithOptions(text, &setups, yaml.Strict())
	return setups, err
}

func accounts(c jobs.Correspondent, openings map[string]string) ([]bank.Account, error) {
	used := 0
	var out []bank.Account
	for _, a := range c.Accounts {
		one := bank.Account{Currency: a.Currency, Number: a.Number(), IBAN: a.ID.IBAN != "", Opening: money.Zero(a.Currency)}
		if text, ok := openings[a.Currency.Code()]; ok {
			used++
			var err error
			if one.Opening, err = money.Parse(a.Currency, text); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	if used != len(openings) {
		return nil, fmt.Errorf("an opening balance is given in a currency without an account")
	}
	return out, nil
}

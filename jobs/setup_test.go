package jobs_test

import (
	"time"

	"nostro/calendar"
	"nostro/formats"
	"nostro/identifiers"
	"nostro/internal/delivery"
	"nostro/internal/sim/bank"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/money"
)

// The currencies of the stories.
var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	gbp = money.MustCurrency("GBP")
)

// setup is what an installation is made of; a test changes it before the doors open.
type setup struct {
	settings  jobs.Settings
	endpoints map[string]delivery.Endpoint
	faults    map[string][]ftpd.Fault
	scripts   map[string]bank.Script
	opening   map[money.Currency]string // what the accounts hold before the first day
}

// newSetup is a house with two correspondents: rhein (cbpr+) for EUR and GBP, hudson (batch) for USD.
func newSetup() *setup {
	s := &setup{endpoints: map[string]delivery.Endpoint{}, faults: map[string][]ftpd.Fault{},
		scripts: map[string]bank.Script{}, opening: map[money.Currency]string{eur: "1000.00", gbp: "1000.00", usd: "5000.00"}}
	cutOff, err := calendar.ParseCutOff("16:00", "Europe/Brussels")
	if err != nil {
		panic(err)
	}
	ids, err := identifiers.NewDeriver([]byte("story-key-0123456789abcdef"))
	if err != nil {
		panic(err)
	}
	s.settings = jobs.Settings{
		House: jobs.House{Name: "Northwind Settlement Ltd", BIC: "NWSLGB2LXXX", Base: eur, Address: formats.Address{
			Street: "Basinghall Avenue", Building: "5", PostCode: "EC2V 5DD", Town: "London", Country: "GB"}},
		Calendar: calendar.TARGET(), CutOff: cutOff, CutOffDays: 1, Approvers: []string{"bea", "carol"}, IDs: ids,
		Rates: jobs.RateSettings{Source: "ECB", Calendar: calendar.TARGET(), AgeDaysMax: 1, SpreadBP: 15, Pivot: eur},
		Correspondents: []jobs.Correspondent{
			{ID: "hudson", Name: "Hudson Trust Company", BIC: "HDTCUS33XXX", Profile: profile("batch"), Notify: true,
				Accounts: []jobs.NostroAccount{{Currency: usd, ID: formats.AccountID{Other: "8830042217"}}}},
			{ID: "rhein", Name: "Rheinbank Köln AG", BIC: "RHBKDEDKXXX", Profile: profile("cbpr+"), Notify: true,
				Accounts: []jobs.NostroAccount{{Currency: eur, ID: formats.AccountID{IBAN: "DE41370400440053201300"}},
					{Currency: gbp, ID: formats.AccountID{IBAN: "GB48RHBK40506011223344"}}}},
		},
	}
	for _, c := range s.settings.Correspondents {
		e := delivery.DefaultEndpoint()
		e.User, e.Password, e.OutFolder, e.InFolder = ftpUser, "simulated", folderOut, folderIn
		e.AfterFetch, e.Deadline = delivery.AfterDelete, time.Minute
		s.endpoints[c.ID] = e
	}
	return s
}

func profile(name string) formats.Profile {
	p, err := formats.ProfileByName(name)
	if err != nil {
		panic(err)
	}
	return p
}

// bank is the simulated bank behind a correspondent.
func (s *setup) bank(c jobs.Correspondent) bank.Config {
	config := bank.Config{ID: c.ID, Name: c.Name, BIC: c.BIC, CustomerBIC: s.settings.House.BIC, Script: s.scripts[c.ID]}
	for _, a := range c.Accounts {
		config.Accounts = append(config.Accounts, bank.Account{Currency: a.Currency, Number: a.Number(),
			IBAN: a.ID.IBAN != "", Opening: amount(a.Currency, s.opening[a.Currency])})
	}
	return config
}

func amount(c money.Currency, text string) money.Amount {
	a, err := money.Parse(c, text)
	if err != nil {
		panic(err)
	}
	return a
}

// Changes to a setup that several stories need.

func script(correspondent string, s bank.Script) func(*setup) {
	return func(at *setup) { at.scripts[correspondent] = s }
}

func fault(correspondent string, f ...ftpd.Fault) func(*setup) {
	return func(s *setup) { s.faults[correspondent] = append(s.faults[correspondent], f...) }
}

func takesAtOnce(correspondent string) func(*setup) {
	return func(s *setup) {
		e := s.endpoints[correspondent]
		e.TakesAtOnce = true
		s.endpoints[correspondent] = e
	}
}

// silentPayIns lets no bank be told of expected pay-ins: then they wait as planned.
func silentPayIns(s *setup) {
	for n := range s.settings.Correspondents {
		s.settings.Correspondents[n].Notify = false
	}
}

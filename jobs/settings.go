package jobs

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/formats"
	"nostro/formats/csvstatement"
	"nostro/fx"
	"nostro/identifiers"
	"nostro/money"
	"nostro/netting"
	"nostro/reconcile"
	"nostro/risk"
	"nostro/risk/anomaly"
)

// Settings is what an installation has decided; nostro.yaml is read into it.
type Settings struct {
	House          House
	Calendar       calendar.Calendar // business days of a value date
	CutOff         calendar.CutOff
	CutOffDays     int               // business days before the value date on which the cut-off falls, 0 or more
	EarlierCutOffs []calendar.CutOff // of further cycles of the same value date, on the same day; none: it has one cycle by the clock
	LateWaits      bool              // whether what comes after the cut-off waits for a later value date, though its cycle is open
	Rates          RateSettings
	Risk           RiskSettings
	Netting        netting.Terms
	Matching       reconcile.Rules // by which entries find instructions; none: reconcile.DefaultRules
	Screening      ScreeningSettings
	PayOuts        PayOutSettings
	Tiers          []Tier                               // who gets another spread than that of Rates
	Calendars      map[money.Currency]calendar.Calendar // by which currencies settle, beside those that the program knows
	Correspondents []Correspondent                      // by ID
	Jobs           []Job                                // by the clock, as nostro.yaml orders them
	Alarms         AlarmSettings                        // who is told of what needs a person
	Approvers      []string                             // who may approve; empty: anyone but the maker
	People         []risk.Person                        // who may act at all, with their roles; empty: anyone, without roles
	Approval       ApprovalSettings
	Anomalies      *anomaly.Rules     // what a person must look at before it is approved; nil: nothing is looked for
	Reserve        []risk.ReserveRule // what is set aside for losses, by currency; none: nothing is required
	Breaks         *BreakSettings     // how breaks are worked on; nil: DefaultBreaks
	IDs            identifiers.Deriver
}

// House is us: the institution whose nostro accounts these are.
type House struct {
	Name    string
	BIC     string
	Address formats.Address
	Base    money.Currency // for exposure and reports
}

// RateSettings is which rates count, and what we earn on a conversion.
type RateSettings struct {
	Source     string            // such as "ECB"
	Calendar   calendar.Calendar // of the source: the age of a rate is counted in its business days
	AgeDaysMax int               // older than that blocks the cycle
	SpreadBP   int               // basis points from the mid rate, in our favour
	Pivot      money.Currency    // cover trades go through it
	Cross      money.Currency    // cross rates go through it; zero is EUR

	CoverChargeBP int // what a bank may take of a side of a cover deal, and state, for the side to settle by itself

	CoherenceBP int             // how far a pair and its inverse, or a triangle, may be off 1
	MoveLimitBP int             // a mid rate that moved more since its last fixing blocks the cycle; 0: no limit
	MoveLimits  map[fx.Pair]int // of pairs that have their own, as the source publishes them
	MayAccept   []string        // who may accept what is unusual; empty: those who approve releases
	Feeds       []RateFeed      // where rates are fetched
}

// RateFeed is a place where a source publishes its rates.
type RateFeed struct {
	Name   string // also the source of a CSV that names none
	Place  string // a URL of http, https or ftp; else a file, or a folder of files
	Source RateSchedule
}

// RateSchedule is when a source publishes.
type RateSchedule struct {
	Calendar  calendar.Calendar // its business days
	Published calendar.CutOff   // from when on a business day its rates are due
}

// MoveLimit returns how far a rate of the pair may move, in basis points; 0 is no limit.
func (r RateSettings) MoveLimit(p fx.Pair) int {
	for _, pair := range []fx.Pair{p, {Base: p.Quote, Quote: p.Base}} {
		if limit, own := r.MoveLimits[pair]; own {
			return limit
		}
	}
	return r.MoveLimitBP
}

// Correspondent is a bank that holds nostro accounts for us, one for each currency.
type Correspondent struct {
	ID, Name, BIC string
	Profile       formats.Profile
	Notify        bool // announce expected pay-ins with a camt.057
	Accounts      []NostroAccount
	FileNames     FileNames        // of what goes to it
	Expects       []Expectation    // what it gives on every business day
	Answers       Answers          // by when it answers to what we send
	CSVStatement  csvstatement.Map // how it writes statements as CSV; zero: it gives none

	FlippedReversals bool // it writes a reversal with the direction of what it takes back
}

// NostroAccount is our account at a correspondent in one currency.
type NostroAccount struct {
	Currency money.Currency
	ID       formats.AccountID
	CutOff   *AccountCutOff // until when what settles over it must have come; nil: that of the house counts
}

// Account returns our account in the currency.
func (c Correspondent) Account(currency money.Currency) (NostroAccount, bool) {
	for _, a := range c.Accounts {
		if a.Currency == currency {
			return a, true
		}
	}
	return NostroAccount{}, false
}

// Number returns the account number as a bank writes it.
func (a NostroAccount) Number() string {
	if a.ID.IBAN != "" {
		return a.ID.IBAN
	}
	return a.ID.Other
}

// Route returns the correspondent through which a currency settles: the first that has an account in it.
func (s Settings) Route(currency money.Currency) (Correspondent, NostroAccount, bool) {
	for _, c := range s.Correspondents {
		if a, ok := c.Account(currency); ok {
			return c, a, true
		}
	}
	return Correspondent{}, NostroAccount{}, false
}

// Correspondent returns the one with that id.
func (s Settings) Correspondent(id string) (Correspondent, error) {
	var there []string
	for _, c := range s.Correspondents {
		if c.ID == id {
			return c, nil
		}
		there = append(there, c.ID)
	}
	return Correspondent{}, fmt.Errorf("correspondent %q is not in nostro.yaml: %w: it names %s", id, ErrUnknownID, strings.Join(there, ", "))
}

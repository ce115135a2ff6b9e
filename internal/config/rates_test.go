package config

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// withRates is the template with more lines under rates.
func withRates(t testing.TB, lines string) []byte {
	t.Helper()
	return edited(t, "  pivot: EUR ", lines+"  pivot: EUR ")
}

const feedsText = `  cross: USD
  coherence_bp: 25
  cover_charge_bp: 0
  move_limits: [{pair: EUR/TRY, bp: 1500}, {pair: USD/CNY, bp: 0}]
  may_accept: [carol]
  feeds:
    - {name: ECB, place: "https://rates.example/daily.xml", published: "16:30"}
    - {name: DESK, place: in/rates, calendar: {name: weekend, holidays: ["2026-12-24"]}, published: "11:00", zone: Europe/London}
    - {name: BANK, place: "ftp://ftp.bank.example/rates/"}
    - {name: CNB, place: "ftp://ftp.cnb.example:2121/fx/daily.txt", user: house, password_env: RATES_PASSWORD}
`

func TestRates(t *testing.T) {
	house := newHouse(t)
	c, err := Parse(withRates(t, feedsText), house, func(name string) string { return map[string]string{"RATES_PASSWORD": "s3cret"}[name] })
	if err != nil {
		t.Fatal(err)
	}
	r := c.Settings.Rates
	pair := func(text string) fx.Pair {
		p, err := fx.ParsePair(text)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if r.Cross != money.MustCurrency("USD") || r.CoherenceBP != 25 || r.CoverChargeBP != 0 || r.MoveLimit(pair("TRY/EUR")) != 1500 ||
		r.MoveLimit(pair("USD/CNY")) != 0 || r.MoveLimit(pair("EUR/USD")) != 500 || len(r.MayAccept) != 1 {
		t.Errorf("rates %+v", r)
	}
	if len(r.Feeds) != 4 || r.Feeds[0].Source.Published.String() != "16:30 Europe/Brussels" || r.Feeds[1].Place != house+"/in/rates" ||
		r.Feeds[1].Source.Published.String() != "11:00 Europe/London" ||
		r.Feeds[1].Source.Calendar.IsBusinessDay(calendar.MustDate("2026-12-24")) || r.Feeds[2].Source.Published.Zone() != nil {
		t.Errorf("feeds %+v", r.Feeds)
	}
	bank, cnb := c.Feeds["BANK"], c.Feeds["CNB"]
	password, err := cnb.Password()
	if bank.Address != "ftp.bank.example:21" || bank.User != "anonymous" || bank.InFolder != "/rates/" || bank.AfterFetch != "keep" ||
		cnb.Address != "ftp.cnb.example:2121" || cnb.InFolder != "/fx" || cnb.User != "house" || password != "s3cret" || err != nil {
		t.Errorf("FTP %+v, %+v, password %q, %v", bank, cnb, password, err)
	}
}

func TestRatesByDefault(t *testing.T) {
	r := mustParse(t, edited(t, "  move_limit_bp: 500 ", "  # ")).Settings.Rates
	if r.MoveLimitBP != 500 || r.CoherenceBP != 10 || r.CoverChargeBP != 25 || !r.Cross.IsZero() || r.MayAccept != nil || r.Feeds != nil {
		t.Errorf("rates %+v", r)
	}
	text := strings.Replace(string(withRates(t, "  feeds: [{name: DESK, place: x, calendar: {name: weekend}}]\n")), "source: ECB", "source: DESK", 1)
	if r = mustParse(t, []byte(text)).Settings.Rates; r.Calendar.Name() != "weekend" || r.Cross != money.MustCurrency("EUR") {
		t.Errorf("a source of one's own: %+v", r)
	}
}

func TestBadRates(t *testing.T) {
	for _, tt := range []struct{ lines, want string }{
		{"  cross: EURO\n", `rates.cross: currency "EURO"`},
		{"  coherence_bp: 1001\n", "rates.coherence_bp"},
		{"  cover_charge_bp: 1001\n", "rates.cover_charge_bp"},
		{"  move_limits: [{pair: EURUSD, bp: 1}]\n", `rates.move_limits[0].pair: "EURUSD" is no pair`},
		{"  move_limits: [{pair: EUR/USD, bp: 1}, {pair: USD/EUR, bp: 2}]\n", "is there twice"},
		{"  feeds: [{name: ECB, place: x}, {name: ECB, place: y}]\n", "is there twice"},
		{"  feeds: [{name: 'a b', place: x}]\n", "is no name of a source"},
		{"  feeds: [{name: ECB, place: 'gopher://x/y'}]\n", "use http, https, ftp"},
		{"  feeds: [{name: ECB, place: 'https:///y'}]\n", "is no address"},
		{"  feeds: [{name: ECB, place: 'https://u:p@x/y'}]\n", "shown in logs"},
		{"  feeds: [{name: ECB, place: 'ftp://x'}]\n", "name a file, or a folder"},
		{"  feeds: [{name: ECB, place: 'ftp://x/', user: u}]\n", "give either password_env or password_file"},
		{"  feeds: [{name: ECB, place: 'https://x/y', user: u}]\n", "user: is no key here"},
		{"  feeds: [{name: ECB, place: x, published: noon}]\n", `cut-off "noon" is no time of day`},
		{"  feeds: [{name: ECB, place: x, published: '12:00', zone: Mars}]\n", "is not in the tz database"},
		{"  feeds: [{name: ECB, place: x, zone: Europe/Brussels}]\n", "write that too"},
		{"  feeds: [{name: ECB}]\n", "rates.feeds[0].place: is missing"},
	} {
		problems := problemsOf(t, withRates(t, tt.lines))
		if len(problems) != 1 || !strings.Contains(problems.Error(), tt.want) || problems[0].Line == 0 {
			t.Errorf("%s told %v, want one with %q", tt.lines, problems, tt.want)
		}
	}
}

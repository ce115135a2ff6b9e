package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/formats"
	"nostro/money"
)

func TestLoadWithoutFile(t *testing.T) {
	_, err := Load(t.TempDir(), noEnv)
	if err == nil || !strings.Contains(err.Error(), "nostro.yaml is not there: make a folder with nostro init DIR") {
		t.Errorf("error %v", err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "nowhere"), noEnv); err == nil || !strings.Contains(err.Error(),
		"--dir") {
		t.Errorf("error %v", err)
	}
}

// The error names the file, tells how many problems it has, and lets a caller take them apart.
func TestLoadNamesTheFile(t *testing.T) {
	dir := t.TempDir() // without a key
	data := edited(t, "base: EUR", "base: EURO")
	write(t, dir, FileName, string(data), 0o644)
	_, err := Load(dir, noEnv)
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 2 {
		t.Fatalf("error %v, want two problems", err)
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 3 || !strings.HasSuffix(lines[0], "nostro.yaml has 2 problems:") || !strings.HasPrefix(lines[1],
		"line 6: house.base: ") {
		t.Errorf("told:\n%v", err)
	}
	write(t, dir, KeyFileName, strings.Repeat("k", 32), 0o600)
	if _, err = Load(dir, noEnv); err == nil || !strings.Contains(err.Error(), "nostro.yaml: line 6: house.base: ") {
		t.Errorf("told: %v", err)
	}
	write(t, dir, KeyFileName, "short\n", 0o600)
	write(t, dir, FileName, string(Template()), 0o644)
	if _, err = Load(dir, noEnv); err == nil || !strings.Contains(err.Error(),
		"key_file: the key of this installation has 5 bytes") {
		t.Errorf("told: %v", err)
	}
}

// A key that others can read is refused; it is closed, and never changed.
func TestTheKeyIsForItsOwnerAlone(t *testing.T) {
	dir := newHouse(t)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		write(t, dir, KeyFileName, strings.Repeat("k", 32), mode)
		_, err := Load(dir, noEnv)
		if err == nil || !strings.Contains(err.Error(), "chmod 600 it, but never change the key itself") || strings.Contains(err.Error(), "kkkk") {
			t.Errorf("%v: %v", mode, err)
		}
	}
	write(t, dir, KeyFileName, strings.Repeat("k", 32), 0o400)
	if _, err := Load(dir, noEnv); err != nil {
		t.Errorf("for its owner alone: %v", err)
	}
}

func TestFilesThatAreTooLarge(t *testing.T) {
	dir := newHouse(t)
	write(t, dir, FileName, strings.Repeat("#", 2*bytesMax), 0o644)
	if _, err := Load(dir, noEnv); err == nil || !strings.Contains(err.Error(), "more than the 262144 bytes") {
		t.Errorf("nostro.yaml: %v", err)
	}
	write(t, dir, FileName, string(Template()), 0o644)
	write(t, dir, KeyFileName, strings.Repeat("k", keyBytesMax+1), 0o600)
	if _, err := Load(dir, noEnv); err == nil || !strings.Contains(err.Error(), "it is no key") {
		t.Errorf("key: %v", err)
	}
}

// Everything that the template says arrives where it belongs.
func TestTemplateIsReadWhole(t *testing.T) {
	c, err := Load(newHouse(t), noEnv)
	if err != nil {
		t.Fatal(err)
	}
	s := c.Settings
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	address := formats.Address{Street: "Main Street", Building: "1", PostCode: "EC1A 1AA", Town: "London", Country: "GB"}
	if s.House.Name != "Example Payments Ltd" || s.House.BIC != "EXMPGB2LXXX" || s.House.Base != eur ||
		s.House.Address != address {
		t.Errorf("house %+v", s.House)
	}
	if s.CutOff.String() != "16:00 Europe/Brussels" || s.CutOffDays != 1 {
		t.Errorf("cut-off %v, %d days before", s.CutOff, s.CutOffDays)
	}
	if r := s.Rates; r.Source != "ECB" || r.AgeDaysMax != 1 || r.SpreadBP != 15 || r.Pivot != eur ||
		r.Calendar.Name() != "TARGET" {
		t.Errorf("rates %+v", r)
	}
	if len(s.Approvers) != 2 || s.Approvers[0] != "bea" || s.Approvers[1] != "carol" {
		t.Errorf("approvers %v", s.Approvers)
	}
	if len(s.Correspondents) != 1 {
		t.Fatalf("correspondents %+v", s.Correspondents)
	}
	bank := s.Correspondents[0]
	if bank.ID != "rhein" || bank.Name != "Rheinbank AG" || bank.BIC != "RHBKDEFFXXX" || bank.Profile.Name != "cbpr+" ||
		!bank.Notify {
		t.Errorf("correspondent %+v", bank)
	}
	if a := bank.Accounts; len(a) != 2 || a[0].Currency != eur ||
		a[0].ID != (formats.AccountID{IBAN: "DE89370400440532013000"}) ||
		a[1].Currency != usd || a[1].ID != (formats.AccountID{Other: "4000123400"}) {
		t.Errorf("accounts %+v", bank.Accounts)
	}
}

func TestEndpointIsReadWhole(t *testing.T) {
	data := edited(t, "direct: false", "direct: true")
	c := mustParse(t, []byte(string(data)+secondBank))
	e := c.Endpoints["rhein"]
	if e.Address != "ftp.rheinbank.example:21" || e.User != "nostro" || e.OutFolder != "/in" || e.InFolder != "/out" ||
		e.Verify != "size" ||
		e.AfterFetch != "delete" || e.Finish != "none" || !e.TakesAtOnce || e.Deadline != 30*time.Second {
		t.Errorf("endpoint %+v", e)
	}
	e = c.Endpoints["hudson"]
	if e.Address != "127.0.0.1:2121" || e.AfterFetch != "move:/outbound/done" || e.Verify != "readback" || e.Finish != "rename" ||
		e.TakesAtOnce ||
		e.Deadline != deadlineDefault {
		t.Errorf("endpoint %+v", e)
	}
	if c.Settings.Correspondents[0].Notify || len(c.Endpoints) != 2 {
		t.Errorf("got %+v", c)
	}
}

// Own holidays are added to those of the calendar, and "weekend" has no others.
func TestCalendars(t *testing.T) {
	business := func(data []byte, day string) bool {
		return mustParse(t, data).Settings.Calendar.IsBusinessDay(calendar.MustDate(day))
	}
	weekend := edited(t, "name: TARGET", "name: weekend")
	for _, tt := range []struct {
		data []byte
		day  string
		want bool
	}{
		{Template(), "2026-12-23", true}, {Template(), "2026-12-24", false}, {Template(), "2026-12-25", false},
		{weekend, "2026-12-24", false}, {weekend, "2026-12-25", true}, {weekend, "2026-12-26", false},
		{edited(t, `holidays: ["2026-12-24"]`, "holidays: []"), "2026-12-24", true},
		{edited(t, `holidays: ["2026-12-24"]`, "holidays: [2026-12-23, 2026-12-24]"), "2026-12-24", false},
	} {
		if got := business(tt.data, tt.day); got != tt.want {
			t.Errorf("%s: business day %t", tt.day, got)
		}
	}
}

// An empty list lets anyone but the maker approve; it must be said.
func TestNoApprovers(t *testing.T) {
	if c := mustParse(t, edited(t, "[bea, carol]", "[]")); len(c.Settings.Approvers) != 0 {
		t.Errorf("approvers %v", c.Settings.Approvers)
	}
}

func TestBizSvc(t *testing.T) {
	c := mustParse(t, edited(t, "notify: true", "notify: true\n    biz_svc: {pacs.008.001.08: swift.cbprplus.03}"))
	got := c.Settings.Correspondents[0].Profile.BizSvc
	if got["pacs.008.001.08"] != "swift.cbprplus.03" || got["pacs.009.001.08"] != formats.BizSvcCurrent {
		t.Errorf("services %v", got)
	}
	if text := problemsOf(t, edited(t, "profile: cbpr+",
		"biz_svc: {pacs.008.001.08: x}\n    profile: batch")).Error(); !strings.Contains(
		text, `profile "batch" writes no header`) {
		t.Error(text)
	}
}

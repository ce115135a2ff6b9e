package config

import "time"

// file is nostro.yaml as it is written.
type file struct {
	House          houseFile           `yaml:"house"`
	CutOff         cutOffFile          `yaml:"cut_off"`
	Calendar       calendarFile        `yaml:"calendar"`
	Rates          ratesFile           `yaml:"rates"`
	Approvers      []string            `yaml:"approvers"`
	KeyFile        string              `yaml:"key_file"`
	Correspondents []correspondentFile `yaml:"correspondents"`
}

type houseFile struct {
	Name    string      `yaml:"name"`
	BIC     string      `yaml:"bic"`
	Base    string      `yaml:"base"`
	Address addressFile `yaml:"address"`
}

type addressFile struct {
	Street   string `yaml:"street"`
	Building string `yaml:"building"`
	PostCode string `yaml:"post_code"`
	Town     string `yaml:"town"`
	Country  string `yaml:"country"`
}

type cutOffFile struct {
	Time       string `yaml:"time"`
	Zone       string `yaml:"zone"`
	DaysBefore int    `yaml:"days_before"`
}

type calendarFile struct {
	Name     string   `yaml:"name"`
	Holidays []string `yaml:"holidays"`
}

type ratesFile struct {
	Source     string `yaml:"source"`
	AgeDaysMax int    `yaml:"age_days_max"`
	SpreadBP   int    `yaml:"spread_bp"`
	Pivot      string `yaml:"pivot"`
}

type correspondentFile struct {
	ID       string            `yaml:"id"`
	Name     string            `yaml:"name"`
	BIC      string            `yaml:"bic"`
	Profile  string            `yaml:"profile"`
	BizSvc   map[string]string `yaml:"biz_svc"`
	Notify   bool              `yaml:"notify"`
	Accounts []accountFile     `yaml:"accounts"`
	Endpoint endpointFile      `yaml:"endpoint"`
}

type accountFile struct {
	Currency string `yaml:"currency"`
	IBAN     string `yaml:"iban"`
	Other    string `yaml:"other"`
}

type endpointFile struct {
	Address      string        `yaml:"address"`
	User         string        `yaml:"user"`
	PasswordEnv  string        `yaml:"password_env"`
	PasswordFile string        `yaml:"password_file"`
	OutFolder    string        `yaml:"out_folder"`
	InFolder     string        `yaml:"in_folder"`
	Verify       string        `yaml:"verify"`
	Direct       bool          `yaml:"direct"`
	TakesAtOnce  bool          `yaml:"takes_at_once"`
	AfterFetch   string        `yaml:"after_fetch"`
	Deadline     time.Duration `yaml:"deadline"`
}

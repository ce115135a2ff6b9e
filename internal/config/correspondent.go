package config

import (
	"fmt"
	"net"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"nostro/formats"
	"nostro/identifiers"
	"nostro/jobs"
	"nostro/money"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,19}$`)

func (r *reader) correspondents(files []correspondentFile, c *Config) {
	if len(files) == 0 {
		r.bad("correspondents", "name at least one")
	}
	routed := map[money.Currency]string{}
	for n, f := range files {
		at := fmt.Sprintf("correspondents[%d]", n)
		if !idForm.MatchString(f.ID) {
			r.bad(at+".id", "%q: use up to 20 small letters, digits and hyphens", f.ID)
		}
		if _, twice := c.Endpoints[f.ID]; twice {
			r.bad(at+".id", "%q is there twice: give each its own", f.ID)
		}
		one := r.correspondent(at, f)
		for _, a := range one.Accounts {
			if other, taken := routed[a.Currency]; taken {
				r.bad(at+".accounts", "%s is routed to %s already: one correspondent for each currency", a.Currency, other)
			}
			routed[a.Currency] = f.ID
		}
		c.Settings.Correspondents = append(c.Settings.Correspondents, one)
		c.Endpoints[f.ID] = r.endpoint(at+".endpoint", f.Endpoint)
	}
	slices.SortFunc(c.Settings.Correspondents, func(a, b jobs.Correspondent) int { return strings.Compare(a.ID, b.ID) })
}

func (r *reader) correspondent(at string, f correspondentFile) jobs.Correspondent {
	r.must(at+".name", f.Name)
	r.check(at+".bic", identifiers.CheckBIC(f.BIC))
	profile, err := formats.ProfileByName(f.Profile)
	r.check(at+".profile", err)
	for message, service := range f.BizSvc {
		if _, known := profile.BizSvc[message]; !known {
			r.bad(at+".biz_svc", "%q is no message of profile %q", message, f.Profile)
			continue
		}
		profile.BizSvc[message] = service
	}
	if len(f.Accounts) == 0 {
		r.bad(at+".accounts", "name at least one")
	}
	c := jobs.Correspondent{ID: f.ID, Name: f.Name, BIC: f.BIC, Profile: profile, Notify: f.Notify}
	for n, a := range f.Accounts {
		c.Accounts = append(c.Accounts, r.account(fmt.Sprintf("%s.accounts[%d]", at, n), a))
	}
	return c
}

func (r *reader) account(at string, f accountFile) jobs.NostroAccount {
	switch {
	case (f.IBAN == "") == (f.Other == ""):
		r.bad(at, "give either iban or other")
	case f.IBAN != "":
		r.check(at+".iban", identifiers.CheckIBAN(f.IBAN))
	case len(f.Other) > 34:
		r.bad(at+".other", "%q has more than 34 characters", f.Other)
	}
	return jobs.NostroAccount{Currency: r.currency(at+".currency", f.Currency), ID: formats.AccountID{IBAN: f.IBAN, Other: f.Other}}
}

// deadlineDefault bounds every read and write on a connection where nostro.yaml says nothing.
const deadlineDefault = 30 * time.Second

func (r *reader) endpoint(at string, f endpointFile) Endpoint {
	if _, _, err := net.SplitHostPort(f.Address); err != nil {
		r.bad(at+".address", "%q is not host:port", f.Address)
	}
	r.must(at+".user", f.User)
	r.must(at+".out_folder", f.OutFolder)
	r.must(at+".in_folder", f.InFolder)
	if !slices.Contains([]string{"size", "readback", "none"}, f.Verify) {
		r.bad(at+".verify", "%q: use size, readback or none", f.Verify)
	}
	if f.AfterFetch != "delete" && f.AfterFetch != "keep" && !strings.HasPrefix(f.AfterFetch, "move:") {
		r.bad(at+".after_fetch", "%q: use delete, keep or move:FOLDER", f.AfterFetch)
	}
	if (f.PasswordEnv == "") == (f.PasswordFile == "") {
		r.bad(at, "give either password_env or password_file")
	}
	e := Endpoint{Address: f.Address, User: f.User, OutFolder: f.OutFolder, InFolder: f.InFolder, Verify: f.Verify,
		Direct: f.Direct, TakesAtOnce: f.TakesAtOnce, AfterFetch: f.AfterFetch, Deadline: f.Deadline}
	if e.Deadline <= 0 {
		e.Deadline = deadlineDefault
	}
	e.Password = r.password(at, f)
	return e
}

// password returns how to get the secret; it is read only when the endpoint is used.
func (r *reader) password(at string, f endpointFile) func() (string, error) {
	getenv, path := r.getenv, r.path(f.PasswordFile)
	if f.PasswordEnv != "" {
		return func() (string, error) {
			if secret := getenv(f.PasswordEnv); secret != "" {
				return secret, nil
			}
			return "", fmt.Errorf("%s.password_env: the environment has no %s: set it", at, f.PasswordEnv)
		}
	}
	return func() (string, error) {
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("%s.password_file: %w", at, err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			return "", fmt.Errorf("%s.password_file: others can read %s: chmod 600 it", at, path)
		}
		data, err := os.ReadFile(path)
		return strings.TrimSpace(string(data)), err
	}
}

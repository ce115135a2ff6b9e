package config

import (
	"bytes"
	"errors"
	"testing"
)

// Whatever the bytes are, the end is a config or Problems, and the same each time.
func FuzzParse(f *testing.F) {
	f.Add(Template())
	f.Add([]byte(string(Template()) + secondBank))
	for _, seed := range []string{"", "a: 1\n---\n", "house: {name: [}", "a: &x [*x]", "? {a: b}", "a: \"\\x31", "- - -",
		"<<: *a",
		"house: !!str 1", "approvers: [bea, ~, 007]\ncorrespondents:\n- id: x\n  accounts: [{}]\n  endpoint: {}\n"} {
		f.Add([]byte(seed))
	}
	dir := newHouse(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := Parse(data, dir, noEnv)
		var problems Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("error %T %v", err, err)
		}
		if err == nil {
			checkComplete(t, data, first)
		}
		if _, again := Parse(data, dir, noEnv); err != nil && (again == nil || again.Error() != err.Error()) {
			t.Fatalf("first %v, then %v", err, again)
		}
	})
}

// checkComplete: what passes has an account, a way to it and its very characters in the file.
func checkComplete(t *testing.T, data []byte, c Config) {
	t.Helper()
	if len(c.Settings.Correspondents) == 0 || c.Settings.House.BIC == "" || c.Settings.Rates.Source == "" {
		t.Fatalf("half a config passed: %+v", c)
	}
	for _, bank := range c.Settings.Correspondents {
		e, there := c.Endpoints[bank.ID]
		if !there || e.Address == "" || e.Password == nil || e.Deadline <= 0 || len(bank.Accounts) == 0 {
			t.Fatalf("half a correspondent passed: %+v %+v", bank, e)
		}
		for _, a := range bank.Accounts {
			if !bytes.ContainsAny(data, "\\'\n") && !bytes.Contains(data, []byte(a.Number())) {
				t.Fatalf("account %q is not in the file", a.Number())
			}
		}
	}
}

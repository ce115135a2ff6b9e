package config

import (
	"strings"
	"testing"
)

func withOpenPGP(t testing.TB, text string) []byte {
	t.Helper()
	return edited(t, "      # openpgp:  ", "      openpgp: "+text+"\n      # openpgp:  ")
}

const somePrint = "0123456789ABCDEF0123456789ABCDEF01234567"

func TestOpenPGP(t *testing.T) {
	dir := newHouse(t)
	env := map[string]string{}
	c, err := Parse(withOpenPGP(t, `{out: sign+encrypt, in: sign, bank_key_file: rhein.asc, bank_key: "`+somePrint+
		`", our_key_file: our.asc, passphrase_env: PGP, suffix: .gpg, armor: true}`), dir, func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	p := c.Endpoints["rhein"].OpenPGP
	if p.Out != "sign+encrypt" || p.In != "sign" || p.Fingerprint != somePrint || p.Suffix != ".gpg" || !p.Armor {
		t.Errorf("%+v", p)
	}
	if _, err := p.Passphrase(); err == nil || !strings.Contains(err.Error(), "$PGP is empty or not set: put the passphrase there") {
		t.Errorf("not set: %v", err)
	}
	env["PGP"] = "hunter2"
	if got, err := p.Passphrase(); got != "hunter2" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	write(t, dir, "rhein.asc", "a public key", 0o644)
	if got, err := p.BankKey(); string(got) != "a public key" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	write(t, dir, "our.asc", "a private key", 0o644)
	if got, err := p.OwnKey(); err == nil || !strings.Contains(err.Error(), "our_key_file") || !strings.Contains(err.Error(), "chmod 600 it") {
		t.Errorf("others can read it: %q %v", got, err)
	}
	write(t, dir, "our.asc", "a private key", 0o600)
	if got, err := p.OwnKey(); string(got) != "a private key" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	if mustParse(t, Template()).Endpoints["rhein"].OpenPGP != nil {
		t.Error("OpenPGP although nothing says so")
	}
}

func TestOpenPGPRefuses(t *testing.T) {
	const good = `{out: sign+encrypt, in: sign+encrypt, bank_key_file: b, bank_key: "` + somePrint + `", our_key_file: o}`
	mustParse(t, withOpenPGP(t, good))
	for _, c := range []struct{ old, new, says string }{
		{"out: sign+encrypt", "out: scramble", "is not known: use sign+encrypt"},
		{"in: sign+encrypt, ", "", "in: is missing"},
		{"bank_key_file: b, ", "", "bank_key_file: is missing"},
		{somePrint, "89ABCDEF", "is no fingerprint"},
		{", our_key_file: o", "", "our_key_file: is missing"},
		{"our_key_file: o", "our_key_file: o, passphrase_env: A, passphrase_file: b", "give either passphrase_env or passphrase_file"},
		{"our_key_file: o", "our_key_file: o, passphrase: hunter2", "is no key here"},
		{"our_key_file: o", "our_key_file: o, passphrase_env: hunter-2", "names no environment variable"},
		{"our_key_file: o", "our_key_file: o, suffix: ../x", "no ending of a name"},
		{good, "{out: clear, in: clear}", "leave openpgp out"},
	} {
		problems := problemsOf(t, withOpenPGP(t, strings.Replace(good, c.old, c.new, 1))).Error()
		if !strings.Contains(problems, c.says) || strings.Contains(problems, "hunter") {
			t.Errorf("%s: got %q, want %q", c.new, problems, c.says)
		}
	}
}

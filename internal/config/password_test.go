package config

import (
	"path/filepath"
	"strings"
	"testing"
)

const fromFile = "password_file: rhein.secret"

// passwordOf parses the template with a source of the password and asks for it.
func passwordOf(t *testing.T, dir, source string, getenv func(string) string) (string, error) {
	t.Helper()
	c, err := Parse(edited(t, "password_env: NOSTRO_RHEIN_PASSWORD", source), dir, getenv)
	if err != nil {
		t.Fatal(err)
	}
	return c.Endpoints["rhein"].Password()
}

func TestPasswordFromTheEnvironment(t *testing.T) {
	env := map[string]string{}
	getenv := func(name string) string { return env[name] }
	dir := newHouse(t)
	source := "password_env: BANK_PASSWORD"
	_, err := passwordOf(t, dir, source, getenv)
	if err == nil || !strings.Contains(err.Error(),
		"correspondents[0].endpoint.password_env: $BANK_PASSWORD is empty or not set") {
		t.Errorf("not set: %v", err)
	}
	env["BANK_PASSWORD"] = " kept as it is "
	if got, err := passwordOf(t, dir, source, getenv); got != " kept as it is " || err != nil {
		t.Errorf("got %q: %v", got, err)
	}
	env["BANK_PASSWORD"] = "one\r\nDELE two"
	if _, err := passwordOf(t, dir, source, getenv); err == nil || strings.Contains(err.Error(), "DELE") {
		t.Errorf("two lines: %v", err)
	}
}

func TestPasswordFromAFile(t *testing.T) {
	dir := newHouse(t)
	for text, want := range map[string]string{"secret\n": "secret", "secret": "secret", "secret\r\n": "secret",
		" a b \n": " a b "} {
		write(t, dir, "rhein.secret", text, 0o600)
		if got, err := passwordOf(t, dir, fromFile, noEnv); got != want || err != nil {
			t.Errorf("%q: got %q: %v", text, got, err)
		}
	}
	absolute := "password_file: " + filepath.Join(dir, "rhein.secret")
	if got, err := passwordOf(t, newHouse(t), absolute, noEnv); got == "" || err != nil {
		t.Errorf("absolute: got %q: %v", got, err)
	}
}

func TestPasswordFileRefusals(t *testing.T) {
	dir := newHouse(t)
	refused := func(name, want string) {
		t.Helper()
		got, err := passwordOf(t, dir, fromFile, noEnv)
		if err == nil || got != "" || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(),
			"endpoint.password_file: ") {
			t.Errorf("%s: got %q, error %v, want %q", name, got, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the secret is in the error %v", name, err)
		}
	}
	refused("missing", "rhein.secret is not there: write the secret into it")
	write(t, dir, "rhein.secret", "hunter2", 0o640)
	refused("read by the group", "others can read")
	write(t, dir, "rhein.secret", "hunter2", 0o604)
	refused("read by all", "chmod 600")
	write(t, dir, "rhein.secret", "\n", 0o600)
	refused("empty", "is empty or not set")
	write(t, dir, "rhein.secret", "hunter2\nhunter3\n", 0o600)
	refused("two lines", "more than one line")
	write(t, dir, "rhein.secret", strings.Repeat("hunter2", passwordBytesMax), 0o600)
	refused("too large", "it is no secret of ours")
}

// A password that is missing does not stop a command that needs none.
func TestPasswordIsReadLate(t *testing.T) {
	if _, err := Load(newHouse(t), noEnv); err != nil {
		t.Error(err)
	}
}

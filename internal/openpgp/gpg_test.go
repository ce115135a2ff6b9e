package openpgp_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nostro/internal/openpgp"
)

// gpg is GnuPG in a home of its own, at the instant of the tests.
type gpg struct {
	t    *testing.T
	home string
}

func newGPG(t *testing.T) gpg {
	t.Helper()
	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("gpg is not installed: apt-get install gnupg")
	}
	home, err := os.MkdirTemp("/tmp", "gpg") // the name of its socket must be short
	if err != nil {
		t.Fatal(err)
	}
	// The passphrase is as weak as the keys are short-lived: to stretch it takes GnuPG seconds for each key.
	if err := os.WriteFile(filepath.Join(home, "gpg-agent.conf"), []byte("s2k-count 65536\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exec.Command("gpgconf", "--homedir", home, "--kill", "all").Run() // its agent, where one was started
		_ = os.RemoveAll(home)
	})
	return gpg{t, home}
}

func (g gpg) run(in string, args ...string) string {
	g.t.Helper()
	all := append([]string{"--homedir", g.home, "--batch", "--quiet", "--no-tty", "--trust-model", "always", "--pinentry-mode", "loopback",
		"--passphrase", passphrase, "--faked-system-time", "20261124T090000!"}, args...)
	cmd := exec.Command("gpg", all...)
	cmd.Stdin = strings.NewReader(in)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		g.t.Fatalf("gpg %v: %v\n%s", args, err, said.String())
	}
	return string(out)
}

// TestAgainstGnuPG sends to GnuPG and takes what it sends, with keys of its usual kinds.
func TestAgainstGnuPG(t *testing.T) {
	for _, kind := range []string{"rsa3072", "default"} {
		t.Run(kind, func(t *testing.T) {
			g := newGPG(t)
			for _, name := range []string{"bank", "ours"} {
				g.run("", "--quick-generate-key", name+"@example.org", kind, "default", "never")
				if kind != "default" {
					g.run("", "--quick-add-key", g.fingerprint(name), kind, "encr", "never")
				}
			}
			k := openpgp.Keys{Bank: []byte(g.run("", "--armor", "--export", "bank@example.org")), Fingerprint: g.fingerprint("bank"),
				Own: []byte(g.run("", "--armor", "--export-secret-keys", "ours@example.org")), Passphrase: passphrase,
				Policy: openpgp.Policy{EncryptOut: true, SignOut: true, EncryptIn: true, SignIn: true, Suffix: ".pgp"}}
			e := envelopes(t, k, now)
			sealed, err := e.Seal("rhein", "a.xml", []byte(message))
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "a.xml.pgp")
			if err := os.WriteFile(file, sealed.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			status := filepath.Join(t.TempDir(), "status")
			if got := g.run("", "--status-file", status, "--decrypt", file); got != message {
				t.Errorf("gpg opens %q", got)
			}
			said, err := os.ReadFile(status)
			if err != nil || !strings.Contains(string(said), "VALIDSIG") || !strings.Contains(string(said), g.fingerprint("ours")) {
				t.Errorf("gpg does not call the signature good: %v\n%s", err, said)
			}
			for _, armor := range []string{"--armor", "--no-armor"} {
				theirs := g.run(message, armor, "--sign", "--encrypt", "--local-user", "bank@example.org", "--recipient", "ours@example.org")
				opened, err := e.Open("rhein", "b.xml", []byte(theirs))
				if err != nil || string(opened.Clear) != message {
					t.Errorf("%s: %q, %v", armor, opened.Clear, err)
				}
			}
			own := g.run(message, "--sign", "--encrypt", "--local-user", "ours@example.org", "--recipient", "ours@example.org")
			if _, err := e.Open("rhein", "b.xml", []byte(own)); err == nil || !strings.Contains(err.Error(), "our own key") {
				t.Errorf("signed by ourselves: %v", err)
			}
		})
	}
}

func (g gpg) fingerprint(name string) string {
	g.t.Helper()
	for _, line := range strings.Split(g.run("", "--with-colons", "--fingerprint", name+"@example.org"), "\n") {
		if strings.HasPrefix(line, "fpr:") {
			return strings.Split(line, ":")[9]
		}
	}
	g.t.Fatalf("no fingerprint of %s", name)
	return ""
}

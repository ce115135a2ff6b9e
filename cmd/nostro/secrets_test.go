package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/alecthomas/kong"

	"nostro/internal/sim/ftpd"
)

// vault is a house full of secrets, at banks that repeat what they hear.
type vault struct {
	t       *testing.T
	dir     string
	env     map[string]string
	secrets map[string]string // by what they are
	said    bytes.Buffer
	codes   map[int]int
}

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{t: t, dir: t.TempDir(), codes: map[int]int{}, env: map[string]string{"NOSTRO_RHEIN_PASSWORD": "r00t-of-all-evil",
		"NOSTRO_HUDSON_PASSWORD": "n0t-the-right-one", "PGP_PASSPHRASE": "c0rrect-h0rse-9"}}
	identity, err := age.GenerateX25519Identity()
	v.must(err)
	v.env["ARCHIVE_KEY"] = identity.String()
	v.secrets = map[string]string{"password": v.env["NOSTRO_RHEIN_PASSWORD"], "wrong password": v.env["NOSTRO_HUDSON_PASSWORD"],
		"passphrase": v.env["PGP_PASSPHRASE"], "identity": identity.String()}
	v.run("init", filepath.Join(v.dir, "house"))
	v.dir = filepath.Join(v.dir, "house")
	v.configure(identity.Recipient().String(), v.keys())
	return v
}

func (v *vault) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// keys writes our private key and the bank's public one, and returns the fingerprint of that.
func (v *vault) keys() string {
	v.t.Helper()
	made := &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA, Time: func() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }}
	ours, err := pgp.NewEntity("ours", "", "ours@example.org", made)
	v.must(err)
	bank, err := pgp.NewEntity("bank", "", "bank@example.org", made)
	v.must(err)
	v.must(ours.EncryptPrivateKeys([]byte(v.env["PGP_PASSPHRASE"]), nil))
	var private, public bytes.Buffer
	w, err := armor.Encode(&private, "PGP PRIVATE KEY BLOCK", nil)
	v.must(err)
	v.must(errors.Join(ours.SerializePrivateWithoutSigning(w, nil), w.Close(), bank.Serialize(&public)))
	v.must(os.WriteFile(filepath.Join(v.dir, "our.asc"), private.Bytes(), 0o600))
	v.must(os.WriteFile(filepath.Join(v.dir, "rhein.pgp"), public.Bytes(), 0o644))
	v.secrets["private key"] = strings.Split(private.String(), "\n")[3]
	key, err := os.ReadFile(filepath.Join(v.dir, "nostro.key"))
	v.must(err)
	v.secrets["key of the house"] = strings.TrimSpace(string(key))
	return hex.EncodeToString(bank.PrimaryKey.Fingerprint)
}

// configure names two servers: rhein's lets us in, hudson's repeats the password that it refuses.
func (v *vault) configure(recipient, fingerprint string) {
	v.t.Helper()
	conf, err := os.ReadFile("testdata/small/nostro.yaml")
	v.must(err)
	text := string(conf)
	for id, faults := range map[string][]ftpd.Fault{"rhein": nil, "hudson": {{Command: "PASS", Do: ftpd.Reply, Code: 530,
		Text: "no: you said n0t-the-right-one"}}} {
		server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{"nostro": v.env["NOSTRO_RHEIN_PASSWORD"]}, Faults: faults})
		v.must(err)
		v.t.Cleanup(func() { _ = server.Close() }) // the test is over
		for _, folder := range []string{"/in", "/out"} {
			v.must(server.Tree("nostro").MakeFolder(folder))
		}
		v.must(server.Tree("nostro").Put("/out/plain.xml", []byte("not encrypted")))
		text = regexp.MustCompile(`sim\.`+id+`:21`).ReplaceAllString(text, server.Addr())
	}
	text = strings.Replace(text, "      # probe", "      probe: nostro-probe\n      openpgp: {out: sign+encrypt, in: sign+encrypt, bank_key_file: rhein.pgp, bank_key: \""+
		fingerprint+"\", our_key_file: our.asc, passphrase_env: PGP_PASSPHRASE}", 1)
	text = strings.Replace(text, "# archive", "archive: {recipient: "+recipient+", identity_env: ARCHIVE_KEY}", 1)
	v.must(os.WriteFile(filepath.Join(v.dir, "nostro.yaml"), []byte(text), 0o600))
}

// run is a command with all that it prints kept.
func (v *vault) run(args ...string) int {
	v.t.Helper()
	code := run(v.t.Context(), append([]string{"--dir", v.dir}, args...), env{Stdin: strings.NewReader(""), Stdout: &v.said, Stderr: &v.said,
		Now: func() time.Time { return time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC) }, User: "ann",
		Getenv: func(name string) string { return v.env[name] }})
	v.codes[code]++
	return code
}

// runAll runs every command that there is, as text and as JSON, with a word for each argument.
func (v *vault) runAll() (count int) {
	v.t.Helper()
	parser, err := kong.New(&cli{}, kong.Name("nostro"))
	v.must(err)
	for _, leaf := range parser.Model.Leaves(true) {
		if first, _, _ := strings.Cut(leaf.Path(), " "); first == "demo" || first == "init" || first == "fixture" {
			continue // they make houses of their own
		}
		args := strings.Fields(regexp.MustCompile(`<[^>]*>|\[[^]]*\]`).ReplaceAllString(leaf.Path(), ""))
		for _, p := range leaf.Positional {
			if p.Required {
				args = append(args, firstOf(p.Enum, "1"))
			}
		}
		for _, f := range leaf.Flags {
			if f.Required {
				args = append(args, "--"+f.Name+"="+firstOf(f.Enum, "x"))
			}
		}
		v.run(args...)
		v.run(append([]string{"--json"}, args...)...)
		count++
	}
	return count
}

// firstOf is the first of the words that an argument may be, or another where it may be anything.
func firstOf(enum, other string) string {
	if first, _, _ := strings.Cut(enum, ","); first != "" {
		return first
	}
	return other
}

func TestSecretsAreNeverTold(t *testing.T) {
	v := newVault(t)
	small, err := filepath.Abs("testdata/small/in")
	v.must(err)
	in := func(name string) string { return filepath.Join(small, name) }
	t.Chdir(t.TempDir()) // some commands write where they are told to
	v.run("import", in("participants.csv"), in("accounts.csv"), in("obligations.csv"))
	v.run("rates", in("eurofxref-daily.xml"))
	v.run("cycle", "run", "--value-date", "2026-11-24")
	v.run("--as", "bea", "approve")
	if code := v.run("send"); code != 1 {
		t.Fatalf("send ended with %d: %s", code, v.said.String())
	}
	v.run("collect")
	v.run("reconcile")
	v.run("ping")
	v.run("quarantine", "retry", "1")
	v.run("archive", "encrypt")
	for _, format := range []string{"html", "json", "csv"} {
		v.run("report", "--format", format)
	}
	if n := v.runAll(); n < 40 {
		t.Errorf("only %d commands", n)
	}
	for name, secret := range map[string]string{"PGP_PASSPHRASE": "wr0ng-passphrase", "ARCHIVE_KEY": "AGE-SECRET-KEY-1WRONG", "NOSTRO_RHEIN_PASSWORD": "two\nlines-of-it"} {
		good := v.env[name]
		v.env[name], v.secrets["wrong "+name] = secret, strings.TrimPrefix(secret, "two\n")
		v.run("send")
		v.run("collect")
		v.run("ping")
		v.run("check")
		v.env[name] = good
	}
	backup := filepath.Join(t.TempDir(), "copy")
	if code := v.run("backup", backup); code != 0 {
		t.Fatalf("backup ended with %d", code)
	}
	v.search("what was printed", v.said.Bytes())
	v.searchFolder(v.dir, map[string]bool{"nostro.key": true, "our.asc": true, "nostro.sign.key": true})
	v.searchFolder(backup, nil)
	v.searchFolder(".", nil) // what commands wrote where they stood
	for _, must := range []string{"rhein", "openpgp keys", "log in", "530 no: you said ***", "passphrase is another one", "lies in quarantine"} {
		if !strings.Contains(strings.Join(strings.Fields(v.said.String()), " "), must) {
			t.Errorf("%q was never printed: the test does not come to where secrets are used", must)
		}
	}
	if v.codes[0] < 20 || v.codes[1] < 3 {
		t.Errorf("how commands ended: %v", v.codes)
	}
}

func (v *vault) search(where string, data []byte) {
	v.t.Helper()
	for what, secret := range v.secrets {
		if at := bytes.Index(data, []byte(secret)); at >= 0 {
			v.t.Errorf("the %s is in %s: %q", what, where, data[max(0, at-80):min(len(data), at+len(secret)+20)])
		}
	}
}

// searchFolder looks at names and bytes of all files, save those that are there to hold a secret.
func (v *vault) searchFolder(dir string, own map[string]bool) {
	v.t.Helper()
	files := 0
	v.must(filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		v.search("a name", []byte(path))
		if err != nil || entry.IsDir() || own[entry.Name()] {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		v.search(path, data)
		return err
	}))
	if files < 10 {
		v.t.Errorf("only %d files in %s", files, dir)
	}
}

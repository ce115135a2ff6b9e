package openpgp_test

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"nostro/internal/openpgp"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

const passphrase = "c0rrect-h0rse-9"

// key is one of a person, made a day before.
func key(t testing.TB, name string, lifetime time.Duration) *pgp.Entity {
	t.Helper()
	made := now.Add(-24 * time.Hour)
	e, err := pgp.NewEntity(name, "", name+"@example.org", &packet.Config{Time: func() time.Time { return made },
		Algorithm: packet.PubKeyAlgoEdDSA, KeyLifetimeSecs: uint32(lifetime / time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func public(t testing.TB, e *pgp.Entity) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := e.Serialize(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func private(t testing.TB, e *pgp.Entity) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := e.SerializePrivateWithoutSigning(&out, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func print(e *pgp.Entity) string { return hex.EncodeToString(e.PrimaryKey.Fingerprint) }

func both(t testing.TB, ours, bank *pgp.Entity) openpgp.Keys {
	t.Helper()
	return openpgp.Keys{Bank: public(t, bank), Fingerprint: print(bank), Own: private(t, ours),
		Policy: openpgp.Policy{EncryptOut: true, SignOut: true, EncryptIn: true, SignIn: true, Suffix: ".pgp"}}
}

func envelopes(t testing.TB, k openpgp.Keys, at time.Time) *openpgp.Envelopes {
	t.Helper()
	e, err := openpgp.New(map[string]openpgp.Keys{"rhein": k}, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const message = "<Document>EUR 100.00</Document>"

// What we seal the bank opens, and the other way round, in every way that both have agreed on.
func TestThereAndBack(t *testing.T) {
	ours, bank := key(t, "ours", 0), key(t, "bank", 0)
	for _, way := range []openpgp.Policy{
		{EncryptOut: true, SignOut: true, EncryptIn: true, SignIn: true, Suffix: ".pgp"},
		{EncryptOut: true, EncryptIn: true, Armor: true},
		{SignOut: true, SignIn: true, Suffix: ".sig"},
	} {
		k, theirs := both(t, ours, bank), both(t, bank, ours)
		k.Policy, theirs.Policy = way, way
		sealed, err := envelopes(t, k, now).Seal("rhein", "a.xml", []byte(message))
		if err != nil {
			t.Fatal(err)
		}
		if sealed.Name != "a.xml"+way.Suffix || (sealed.EncryptedTo != "") != way.EncryptOut || (sealed.SignedBy != "") != way.SignOut {
			t.Errorf("%+v: %s to %s by %s", way, sealed.Name, sealed.EncryptedTo, sealed.SignedBy)
		}
		if way.EncryptOut == bytes.Contains(sealed.Data, []byte("EUR 100.00")) || way.Armor != bytes.HasPrefix(sealed.Data, []byte("-----BEGIN")) {
			t.Errorf("%+v: %q", way, sealed.Data)
		}
		opened, err := envelopes(t, theirs, now).Open("rhein", "a.xml", sealed.Data)
		if err != nil || string(opened.Clear) != message || !opened.Sealed || (opened.SignedBy != "") != way.SignIn {
			t.Errorf("%+v: %+v, %v", way, opened, err)
		}
	}
}

// Nothing of a file that is less than what was asked for gets through, and the words say whom to ask for what.
func TestOpenRefuses(t *testing.T) {
	ours, bank, stranger := key(t, "ours", 0), key(t, "bank", 48*time.Hour), key(t, "stranger", 0)
	theirs := func(from, to *pgp.Entity, way openpgp.Policy) []byte {
		k := both(t, from, to)
		k.Policy = way
		sealed, err := envelopes(t, k, now).Seal("rhein", "a.xml", []byte(message))
		if err != nil {
			t.Fatal(err)
		}
		return sealed.Data
	}
	whole, signed, encrypted := openpgp.Policy{EncryptOut: true, SignOut: true}, openpgp.Policy{SignOut: true}, openpgp.Policy{EncryptOut: true}
	good := theirs(bank, ours, whole)
	tampered := theirs(bank, ours, signed)
	tampered = bytes.Replace(tampered, []byte("100.00"), []byte("900.00"), 1)
	for _, c := range []struct {
		name, says string
		data       []byte
		at         time.Time
		in         openpgp.Policy
	}{
		{"in the clear", "no encrypted OpenPGP message", []byte(message), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"nothing", "no encrypted OpenPGP message", nil, now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"in the clear, signature asked", "no OpenPGP message", []byte(message), now, openpgp.Policy{SignIn: true}},
		{"only signed", "is not encrypted, and nostro.yaml asks", theirs(bank, ours, signed), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"only encrypted", "is not signed, and nostro.yaml asks", theirs(bank, ours, encrypted), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"of a stranger", "and not by the bank's key", theirs(stranger, ours, whole), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"of ourselves", "signed by our own key", theirs(ours, ours, whole), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"to a stranger", "not encrypted to our key", theirs(bank, stranger, whole), now, openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"of an expired key", "has expired", good, now.Add(72 * time.Hour), openpgp.Policy{EncryptIn: true, SignIn: true}},
		{"changed", "signature is bad", tampered, now, openpgp.Policy{SignIn: true}},
	} {
		k := both(t, ours, bank)
		k.Policy = c.in
		opened, err := envelopes(t, k, c.at).Open("rhein", "a.xml", c.data)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "docs/runbooks/bad-signature.md") || opened.Clear != nil {
			t.Errorf("%s: got %q, %v; want %q", c.name, opened.Clear, err, c.says)
		}
	}
	e := envelopes(t, both(t, ours, bank), now)
	for at := 0; at < len(good); at += 5 { // whatever byte is changed, or wherever it is cut, nothing comes out
		changed := bytes.Clone(good)
		changed[at] ^= 0x20
		for _, data := range [][]byte{changed, good[:at]} {
			opened, err := e.Open("rhein", "a.xml", data)
			if err == nil && string(opened.Clear) != message || err != nil && opened.Clear != nil {
				t.Fatalf("byte %d: %q, %v", at, opened.Clear, err)
			}
		}
	}
}

// The clock of a bank is a little ahead of ours: what it signs is good. Far ahead, the words say whose clock to look at.
func TestClocksDiffer(t *testing.T) {
	ours, bank := key(t, "ours", 0), key(t, "bank", 48*time.Hour)
	for _, c := range []struct {
		signed, opened time.Duration // after now, by the clock of the bank and by ours
		says           string
	}{
		{0, time.Hour, ""}, {0, 0, ""}, {time.Second, 0, ""}, {5 * time.Minute, 0, ""},
		{5*time.Minute + time.Second, 0, "was made at 2026-11-24T09:05:01Z, and here it is 2026-11-24T09:00:00Z: look at our clock"},
		{23 * time.Hour, 0, "was made at 2026-11-25T08:00:00Z"},
		{0, 25 * time.Hour, "has expired"},
	} {
		sealed, err := envelopes(t, both(t, bank, ours), now.Add(c.signed)).Seal("rhein", "a.xml", []byte(message))
		if err != nil {
			t.Fatal(err)
		}
		opened, err := envelopes(t, both(t, ours, bank), now.Add(c.opened)).Open("rhein", "a.xml", sealed.Data)
		if c.says == "" && (err != nil || string(opened.Clear) != message) || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || opened.Clear != nil) {
			t.Errorf("%+v: %q, %v", c, opened.Clear, err)
		}
	}
}

func TestKeysThatAreRefused(t *testing.T) {
	ours, bank := key(t, "ours", 0), key(t, "bank", 0)
	locked := key(t, "locked", 0)
	if err := locked.EncryptPrivateKeys([]byte(passphrase), nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, says string
		change     func(*openpgp.Keys)
	}{
		{"another fingerprint", "it is another key", func(k *openpgp.Keys) { k.Fingerprint = print(ours) }},
		{"no key", "no OpenPGP key in the file", func(k *openpgp.Keys) { k.Bank = []byte("hello") }},
		{"two keys", "2 keys in the file", func(k *openpgp.Keys) { k.Bank = append(k.Bank, public(t, ours)...) }},
		{"the bank's private key", "is a private key", func(k *openpgp.Keys) { k.Bank = private(t, bank) }},
		{"our public key", "only a public key", func(k *openpgp.Keys) { k.Own = public(t, ours) }},
		{"no key of ours", "our private key: there is no", func(k *openpgp.Keys) { k.Own = nil }},
		{"another passphrase", "passphrase is another one", func(k *openpgp.Keys) { k.Own, k.Passphrase = private(t, locked), "wrong-"+passphrase }},
	} {
		k := both(t, ours, bank)
		c.change(&k)
		_, err := openpgp.New(map[string]openpgp.Keys{"rhein": k}, func() time.Time { return now })
		if err == nil || !strings.Contains(err.Error(), "openpgp of rhein") || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), passphrase) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
	k := both(t, ours, bank)
	k.Own, k.Passphrase = private(t, locked), passphrase
	if _, err := openpgp.New(map[string]openpgp.Keys{"rhein": k}, func() time.Time { return now }); err != nil {
		t.Errorf("the right passphrase: %v", err)
	}
}

func TestSealRefusesKeysThatCountNoMore(t *testing.T) {
	for name, says := range map[string]string{"bank": "the bank's key", "ours": "our key"} {
		lifetime := map[string]time.Duration{name: 48 * time.Hour}
		e := envelopes(t, both(t, key(t, "ours", lifetime["ours"]), key(t, "bank", lifetime["bank"])), now.Add(72*time.Hour))
		if sealed, err := e.Seal("rhein", "a.xml", []byte(message)); err == nil || !strings.Contains(err.Error(), says) || sealed.Data != nil {
			t.Errorf("%s has expired: %v", name, err)
		}
	}
}

func TestWithoutAPolicyNothingIsDone(t *testing.T) {
	e, err := openpgp.New(nil, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	if name, seals := e.Seals("rhein", "a.xml"); seals || name != "a.xml" {
		t.Errorf("%s %t", name, seals)
	}
	if opened, err := e.Open("rhein", "a.xml", []byte(message)); err != nil || string(opened.Clear) != message || opened.Sealed {
		t.Errorf("%+v %v", opened, err)
	}
}

func FuzzOpen(f *testing.F) {
	ours, bank := key(f, "ours", 0), key(f, "bank", 0)
	sealed, err := envelopes(f, both(f, bank, ours), now).Seal("rhein", "a", []byte(message))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed.Data)
	f.Add([]byte("-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----"))
	e := envelopes(f, both(f, ours, bank), now)
	f.Fuzz(func(t *testing.T, data []byte) {
		if opened, err := e.Open("rhein", "a", data); err == nil && string(opened.Clear) != message {
			t.Errorf("opened %q", opened.Clear)
		}
	})
}

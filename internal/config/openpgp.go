package config

import (
	"fmt"
	"regexp"
	"strings"
)

// keyFileBytesMax bounds the file of a public key.
const keyFileBytesMax = 1 << 20

// OpenPGP is how files are encrypted and signed. What is read from files and the environment is read when it is needed.
type OpenPGP struct {
	Out, In     string                 // "sign+encrypt", "encrypt", "sign" or "clear"
	BankKey     func() ([]byte, error) // nil where none is needed
	Fingerprint string                 // of it
	OwnKey      func() ([]byte, error) // nil where none is needed
	Passphrase  func() (string, error)
	Suffix      string // of the names of files that go
	Armor       bool
}

var fingerprintForm = regexp.MustCompile(`^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$`)

// openPGP reads how files of an endpoint are encrypted and signed; nil where it is left out.
func (s *section) openPGP() *OpenPGP {
	e, there := s.take("openpgp")
	if !there {
		return nil
	}
	p := s.r.mapping(s.at("openpgp"), e.line, e.node)
	ways := []string{"sign+encrypt", "encrypt", "sign", "clear"}
	out, in := p.text("out").oneOf(ways...), p.text("in").oneOf(ways...)
	key := &OpenPGP{Out: out.text, In: in.text, Suffix: ".pgp", Armor: p.flag("armor", false)}
	if v := p.optional("suffix").check(checkSuffix); v.good {
		key.Suffix = v.text
	}
	if strings.Contains(out.text, "encrypt") || strings.Contains(in.text, "sign") {
		p.bankKey(key)
	}
	if strings.Contains(out.text, "sign") || strings.Contains(in.text, "encrypt") {
		p.ownKey(key)
	}
	if out.text == "clear" && in.text == "clear" {
		p.bad("says clear both ways: leave openpgp out")
	}
	p.end()
	return key
}

func (s *section) bankKey(key *OpenPGP) {
	file, r := s.text("bank_key_file"), s.r
	key.Fingerprint = s.text("bank_key").check(func(text string) error {
		if !fingerprintForm.MatchString(strings.ReplaceAll(text, " ", "")) {
			return fmt.Errorf("%q is no fingerprint: write the 40 or 64 hex digits that the bank has told you on a way that you trust", text)
		}
		return nil
	}).text
	key.BankKey = func() ([]byte, error) {
		data, err := readLimited(r.path(file.text), keyFileBytesMax)
		if err == nil && len(data) > keyFileBytesMax {
			err = fmt.Errorf("it has more than %d bytes: it is no key", keyFileBytesMax)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.key, err)
		}
		return data, nil
	}
}

// ownKey reads where our private key is: a file that only we can read, and a passphrase, where it is protected by one.
func (s *section) ownKey(key *OpenPGP) {
	file, r := s.text("our_key_file"), s.r
	key.OwnKey = func() ([]byte, error) {
		secret, err := readSecret(r.path(file.text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.key, err)
		}
		return []byte(secret), nil
	}
	_, env := s.take("passphrase_env")
	_, inFile := s.take("passphrase_file")
	if !env && !inFile {
		key.Passphrase = func() (string, error) { return "", nil }
		return
	}
	read := s.secret("passphrase")
	key.Passphrase = func() (string, error) {
		where, secret, err := read()
		if err == nil && secret == "" {
			err = fmt.Errorf("%s is empty or not set: put the passphrase there", where)
		}
		return secret, err
	}
}

var suffixForm = regexp.MustCompile(`^\.[A-Za-z0-9.]{1,10}$`)

func checkSuffix(text string) error {
	if !suffixForm.MatchString(text) {
		return fmt.Errorf("%q is no ending of a name: write it as .pgp", text)
	}
	return nil
}

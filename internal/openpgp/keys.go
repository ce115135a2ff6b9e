package openpgp

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// Keys is what one correspondent's envelopes need.
type Keys struct {
	Bank        []byte // the bank's public key, armored or not
	Fingerprint string // of that key, in hex, blanks allowed: the one that the bank has told us
	Own         []byte // our private key, armored or not
	Passphrase  string // that opens it; "" where it is not protected
	Policy      Policy
}

// Policy is what must be done to a file, each way.
type Policy struct {
	EncryptOut, SignOut bool
	EncryptIn, SignIn   bool   // what must have been done to a file that comes
	Suffix              string // of the name of a file that goes, such as .pgp; it may be empty
	Armor               bool   // text in place of bytes
}

// seals tells whether anything is done to a file that goes, opens to one that comes.
func (p Policy) seals() bool { return p.EncryptOut || p.SignOut }
func (p Policy) opens() bool { return p.EncryptIn || p.SignIn }

// pair holds the keys of one correspondent, opened and checked.
type pair struct {
	policy    Policy
	bank, own *pgp.Entity
}

func (k Keys) open(now time.Time) (p pair, err error) {
	p.policy = k.Policy
	needsBank := k.Policy.EncryptOut || k.Policy.SignIn
	needsOwn := k.Policy.SignOut || k.Policy.EncryptIn
	if needsBank {
		if p.bank, err = bankKey(k); err != nil {
			return p, err
		}
	}
	if needsOwn {
		if p.own, err = ownKey(k); err != nil {
			return p, err
		}
	}
	return p, nil
}

func bankKey(k Keys) (*pgp.Entity, error) {
	bank, err := oneKey(k.Bank)
	if err != nil {
		return nil, fmt.Errorf("the bank's public key: %w", err)
	}
	want, got := plainFingerprint(k.Fingerprint), fingerprint(bank)
	if want != got {
		return nil, fmt.Errorf("the bank's public key has the fingerprint %s, and nostro.yaml expects %s: it is another key; "+
			"ask the bank, on a way that you trust, which one counts", got, want)
	}
	if bank.PrivateKey != nil {
		return nil, errors.New("the bank's public key is a private key: somebody gave you what only the bank may have; do not use it, tell the bank")
	}
	return bank, nil
}

func ownKey(k Keys) (*pgp.Entity, error) {
	own, err := oneKey(k.Own)
	if err != nil {
		return nil, fmt.Errorf("our private key: %w", err)
	}
	if own.PrivateKey == nil {
		return nil, errors.New("our private key is only a public key: export it with gpg --export-secret-keys")
	}
	if err := own.DecryptPrivateKeys([]byte(k.Passphrase)); err != nil && locked(own) {
		return nil, errors.New("our private key does not open: its passphrase is another one")
	}
	return own, nil
}

func locked(e *pgp.Entity) bool {
	if e.PrivateKey != nil && e.PrivateKey.Encrypted {
		return true
	}
	for _, s := range e.Subkeys {
		if s.PrivateKey != nil && s.PrivateKey.Encrypted {
			return true
		}
	}
	return false
}

// oneKey reads the only key of a file.
func oneKey(data []byte) (*pgp.Entity, error) {
	var from io.Reader = bytes.NewReader(data)
	if block, err := armor.Decode(bytes.NewReader(data)); err == nil {
		from = block.Body
	}
	keys, err := pgp.ReadKeyRing(from)
	if err != nil || len(keys) == 0 {
		return nil, errors.New("there is no OpenPGP key in the file: export one with gpg --armor --export")
	}
	if len(keys) > 1 {
		return nil, fmt.Errorf("there are %d keys in the file: export the one that counts alone", len(keys))
	}
	return keys[0], nil
}

func fingerprint(e *pgp.Entity) string {
	return strings.ToUpper(hex.EncodeToString(e.PrimaryKey.Fingerprint))
}

func plainFingerprint(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", ":", "").Replace(text))
}

// config is how messages are written and read at an instant.
func config(now time.Time) *packet.Config {
	limit := int64(clearBytesMax)
	return &packet.Config{Time: func() time.Time { return now }, DefaultCipher: packet.CipherAES256,
		DefaultCompressionAlgo: packet.CompressionNone, MaxDecompressedMessageSize: &limit}
}

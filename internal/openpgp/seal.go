package openpgp

import (
	"bytes"
	"fmt"
	"io"
	"time"

	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"nostro/jobs"
)

// Seal encrypts and signs as the correspondent's policy says. Each call gives other bytes: who must send the same ones
// again keeps them. It errs where a key has expired or was revoked.
func (e *Envelopes) Seal(correspondent, name string, clear []byte) (jobs.Sealed, error) {
	p := e.pairs[correspondent]
	now := e.now()
	if err := p.usable(now); err != nil {
		return jobs.Sealed{}, fmt.Errorf("%s: %w", correspondent, err)
	}
	var out bytes.Buffer
	to := io.WriteCloser(plain{&out})
	if p.policy.Armor {
		armored, err := armor.Encode(&out, "PGP MESSAGE", nil)
		if err != nil {
			return jobs.Sealed{}, err
		}
		to = armored
	}
	if err := p.write(to, name, clear, config(now)); err != nil {
		return jobs.Sealed{}, fmt.Errorf("%s: %s cannot be encrypted or signed: %w", correspondent, name, err)
	}
	if err := to.Close(); err != nil {
		return jobs.Sealed{}, err
	}
	sealed := jobs.Sealed{Data: out.Bytes(), Name: name + p.policy.Suffix}
	if p.policy.EncryptOut {
		sealed.EncryptedTo = fingerprint(p.bank)
	}
	if p.policy.SignOut {
		sealed.SignedBy = fingerprint(p.own)
	}
	return sealed, nil
}

type plain struct{ io.Writer }

func (plain) Close() error { return nil }

func (p pair) write(to io.Writer, name string, clear []byte, c *packet.Config) error {
	var signer *pgp.Entity
	if p.policy.SignOut {
		signer = p.own
	}
	hints := &pgp.FileHints{IsBinary: true, FileName: name, ModTime: time.Unix(0, 0)}
	var w io.WriteCloser
	var err error
	if p.policy.EncryptOut {
		w, err = pgp.Encrypt(to, []*pgp.Entity{p.bank}, signer, hints, c)
	} else {
		w, err = pgp.Sign(to, signer, hints, c)
	}
	if err != nil {
		return err
	}
	if _, err := w.Write(clear); err != nil {
		return err
	}
	return w.Close()
}

// usable errs where a key that is needed for a file that goes does not count at the instant.
func (p pair) usable(now time.Time) error {
	if p.policy.EncryptOut {
		if _, good := p.bank.EncryptionKey(now); !good {
			return fmt.Errorf("the bank's key %s has expired, was revoked, or cannot encrypt: ask the bank for its new one, and name its "+
				"fingerprint in nostro.yaml", fingerprint(p.bank))
		}
	}
	if p.policy.SignOut {
		if _, good := p.own.SigningKey(now); !good {
			return fmt.Errorf("our key %s has expired, was revoked, or cannot sign: extend it or make a new one, and give the bank its "+
				"public half", fingerprint(p.own))
		}
	}
	return nil
}

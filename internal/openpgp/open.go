package openpgp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"

	"nostro/jobs"
)

// clearBytesMax is the largest clear text that comes out of an envelope: 256 MiB.
const clearBytesMax = 256 << 20

// skewMax is how far the bank's clock may be ahead of ours: a signature that seems to be made a little later than now is
// looked at as of the instant at which it was made.
const skewMax = 5 * time.Minute

// madeLaterError is that of a signature which is good, and of a later time than ours.
type madeLaterError struct{ made, now time.Time }

func (e *madeLaterError) Error() string {
	return fmt.Sprintf("its signature was made at %s, and here it is %s: look at our clock; where that is right, ask the bank to set its own, "+
		"and sign and send it again", e.made.Format(time.RFC3339), e.now.Format(time.RFC3339))
}

const runbook = " (docs/runbooks/bad-signature.md)"

// Open decrypts and verifies what came from a correspondent, as its policy asks. Where nothing is asked, the bytes are
// handed back as they are. The error says in words why nobody may rely on the file.
func (e *Envelopes) Open(correspondent, name string, data []byte) (jobs.Opened, error) {
	p, known := e.pairs[correspondent]
	if !known || !p.policy.opens() {
		return jobs.Opened{Clear: data}, nil
	}
	now := e.now()
	opened, err := p.read(data, now)
	if early := (*madeLaterError)(nil); errors.As(err, &early) && early.made.Sub(now) <= skewMax {
		opened, err = p.read(data, early.made)
	}
	if err != nil {
		return jobs.Opened{}, fmt.Errorf("%s of %s: %w%s", name, correspondent, err, runbook)
	}
	return opened, nil
}

// read opens the message as at an instant.
func (p pair) read(data []byte, now time.Time) (jobs.Opened, error) {
	var from io.Reader = bytes.NewReader(data)
	if block, err := armor.Decode(bytes.NewReader(data)); err == nil && block.Type == "PGP MESSAGE" {
		from = block.Body
	}
	var ring pgp.EntityList
	for _, key := range []*pgp.Entity{p.bank, p.own} {
		if key != nil {
			ring = append(ring, key)
		}
	}
	md, err := pgp.ReadMessage(from, ring, nil, config(now))
	if err != nil {
		return jobs.Opened{}, p.unreadable(err)
	}
	if p.policy.EncryptIn && !md.IsEncrypted {
		return jobs.Opened{}, errors.New("it is not encrypted, and nostro.yaml asks that it is: ask the bank to send it encrypted to our key " +
			fingerprint(p.own))
	}
	clear, err := io.ReadAll(io.LimitReader(md.UnverifiedBody, clearBytesMax+1))
	if err != nil {
		return jobs.Opened{}, errors.New("it was changed or cut on its way, its encryption does not hold together: ask the bank to send it again")
	}
	if len(clear) > clearBytesMax {
		return jobs.Opened{}, fmt.Errorf("it opens to more than %d bytes: no bank file is so large", clearBytesMax)
	}
	if !p.policy.SignIn {
		return jobs.Opened{Clear: clear, Sealed: true}, nil
	}
	if err := p.signature(md, now); err != nil {
		return jobs.Opened{}, err
	}
	return jobs.Opened{Clear: clear, Sealed: true, SignedBy: fingerprint(p.bank)}, nil
}

// signature errs unless the whole text was signed by the bank's key, and that key counts.
func (p pair) signature(md *pgp.MessageDetails, now time.Time) error {
	want := fingerprint(p.bank)
	switch {
	case !md.IsSigned:
		return fmt.Errorf("it is not signed, and nostro.yaml asks that it is: ask the bank to sign it with its key %s", want)
	case md.SignedBy == nil:
		return fmt.Errorf("it is signed by the key %016X, and not by the bank's key %s: do not rely on it, call the bank", md.SignedByKeyId, want)
	case md.SignedBy.Entity != p.bank:
		return fmt.Errorf("it is signed by our own key, and not by the bank's key %s: somebody sent us a file of ours; call the bank", want)
	case errors.Is(md.SignatureError, pgperrors.ErrKeyExpired):
		return fmt.Errorf("the bank's key %s has expired: ask the bank for its new key, and name its fingerprint in nostro.yaml", want)
	case errors.Is(md.SignatureError, pgperrors.ErrKeyRevoked):
		return fmt.Errorf("the bank's key %s was revoked: do not rely on the file, call the bank", want)
	case errors.Is(md.SignatureError, pgperrors.ErrSignatureExpired) && md.Signature.CreationTime.Unix() > now.Unix():
		return &madeLaterError{md.Signature.CreationTime.UTC(), now.UTC()}
	case errors.Is(md.SignatureError, pgperrors.ErrSignatureExpired):
		return errors.New("its signature has expired: ask the bank to sign and send it again")
	case md.SignatureError != nil || md.Signature == nil:
		return fmt.Errorf("its signature is bad: what came is not what the bank's key %s has signed; do not rely on it, call the bank", want)
	}
	return nil
}

// unreadable says why a message cannot be read at all.
func (p pair) unreadable(err error) error {
	switch {
	case errors.Is(err, pgperrors.ErrKeyIncorrect):
		return fmt.Errorf("it is not encrypted to our key %s: ask the bank to encrypt it to that one", fingerprint(p.own))
	case p.policy.EncryptIn:
		return fmt.Errorf("it is no encrypted OpenPGP message, and nostro.yaml asks that it is: ask the bank to send it encrypted to our key %s",
			fingerprint(p.own))
	}
	return errors.New("it is no OpenPGP message, and nostro.yaml asks that it is signed: ask the bank to sign it")
}

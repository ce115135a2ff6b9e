package main

import (
	"io"
	"path/filepath"
	"sync"

	"filippo.io/age"

	"nostro/internal/config"
	"nostro/internal/spool"
	"nostro/internal/verify"
)

// openSpool opens the spool of a folder, encrypted where nostro.yaml says so.
func openSpool(dir string, a config.Archive) (*spool.Spool, error) {
	var keys spool.Keys
	if a.Recipient != "" {
		recipient, err := spool.ParseRecipient(a.Recipient)
		if err != nil {
			return nil, err
		}
		keys.Recipient = recipient
		keys.Identity = sync.OnceValues(func() (*age.X25519Identity, error) {
			text, err := a.Identity()
			if err != nil {
				return nil, err
			}
			return spool.ParseIdentity(text)
		})
	}
	return spool.OpenWith(filepath.Join(dir, "spool"), keys)
}

// decryptWith opens files of a spool for the verifier, by the identity in that file.
func decryptWith(file string) (verify.Decrypt, error) {
	text, err := config.ReadSecret(file)
	if err != nil {
		return nil, err
	}
	identity, err := spool.ParseIdentity(text)
	if err != nil {
		return nil, err
	}
	return func(sealed io.Reader) (io.Reader, error) { return age.Decrypt(sealed, identity) }, nil
}

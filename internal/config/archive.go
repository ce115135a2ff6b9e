package config

import (
	"fmt"

	"filippo.io/age"
)

// Archive is how the spool is encrypted at rest; none where Recipient is "".
type Archive struct {
	Recipient string                 // of age, X25519: age1...
	Identity  func() (string, error) // the text that opens it; read when it is needed
}

// archive reads whether the spool is encrypted; it may be left out.
func archive(root *section) Archive {
	e, there := root.take("archive")
	if !there {
		return Archive{}
	}
	s := root.r.mapping("archive", e.line, e.node)
	recipient := s.text("recipient").check(func(text string) error {
		if _, err := age.ParseX25519Recipient(text); err != nil {
			return fmt.Errorf("this is no recipient of age: write age1..., which age-keygen shows as the public key")
		}
		return nil
	})
	read := s.secret("identity")
	s.end()
	return Archive{Recipient: recipient.text, Identity: func() (string, error) {
		where, text, err := read()
		if err == nil && text == "" {
			err = fmt.Errorf("%s is empty or not set: put the identity of age there, which begins with AGE-SECRET-KEY-1", where)
		}
		return text, err
	}}
}

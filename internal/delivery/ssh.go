package delivery

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// SSH is how an SFTP server proves who it is, and how we do.
type SSH struct {
	HostKeys   []string // at least one: a fingerprint "SHA256:...", or a line of known_hosts or of a .pub file
	PrivateKey []byte   // PEM of ours; empty: the password
}

// pin is a host key that the endpoint trusts: its fingerprint, and its type where it is known.
type pin struct{ fingerprint, kind string }

const fingerprintMark = "SHA256:"

func parsePin(text string) (pin, error) {
	if hash, found := strings.CutPrefix(text, fingerprintMark); found {
		if len(strings.TrimRight(hash, "=")) != 43 { // 32 bytes in base64
			return pin{}, fmt.Errorf("host key %q: after SHA256: a fingerprint has 43 characters", text)
		}
		return pin{fingerprint: fingerprintMark + strings.TrimRight(hash, "=")}, nil
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(text))
	if err != nil {
		if _, _, key, _, _, err = ssh.ParseKnownHosts([]byte(text)); err != nil {
			return pin{}, fmt.Errorf("host key %.40q: give SHA256:..., or a line of known_hosts (ssh-keyscan HOST)", text)
		}
	}
	return pin{ssh.FingerprintSHA256(key), key.Type()}, nil
}

func (e Endpoint) pins() ([]pin, error) {
	var pins []pin
	for _, text := range e.SSH.HostKeys {
		one, err := parsePin(text)
		if err != nil {
			return nil, err
		}
		pins = append(pins, one)
	}
	if len(pins) == 0 {
		return nil, errors.New("host key: none is given: without one, anybody could be the server")
	}
	return pins, nil
}

// sshConfig makes what the handshake needs.
func (e Endpoint) sshConfig() (*ssh.ClientConfig, error) {
	pins, err := e.pins()
	if err != nil {
		return nil, err
	}
	c := &ssh.ClientConfig{User: e.User, HostKeyCallback: checkHostKey(pins), HostKeyAlgorithms: algorithms(pins)}
	if len(e.SSH.PrivateKey) > 0 {
		signer, err := ssh.ParsePrivateKey(e.SSH.PrivateKey)
		if err != nil {
			return nil, fmt.Errorf("private key of SSH: %w", err)
		}
		c.Auth = append(c.Auth, ssh.PublicKeys(signer))
	}
	if e.Password != "" {
		c.Auth = append(c.Auth, ssh.Password(e.Password), ssh.KeyboardInteractive(e.answerAll))
	}
	return c, nil
}

// answerAll gives the password to the one question that is not shown while it is typed.
func (e Endpoint) answerAll(_, _ string, questions []string, echos []bool) ([]string, error) {
	answers := make([]string, len(questions))
	for n := range questions {
		if echos[n] {
			return nil, errors.New("the server asks for more than the password")
		}
		answers[n] = e.Password
	}
	return answers, nil
}

func checkHostKey(pins []pin) ssh.HostKeyCallback {
	return func(_ string, _ net.Addr, key ssh.PublicKey) error {
		found := ssh.FingerprintSHA256(key)
		if slices.ContainsFunc(pins, func(p pin) bool { return p.fingerprint == found }) {
			return nil
		}
		return fmt.Errorf("%w: it shows a key of type %s, %s: ask the bank whether it has changed, and never trust the line alone",
			errHostKey, key.Type(), found)
	}
}

// errHostKey is a server that shows another key than those that are pinned.
var errHostKey = errors.New("this is not the server that is known")

// algorithms asks the server for keys of the types that are pinned; where a type is not known, for any.
func algorithms(pins []pin) []string {
	var kinds []string
	for _, p := range pins {
		switch p.kind {
		case "":
			return nil
		case ssh.KeyAlgoRSA:
			kinds = append(kinds, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		default:
			kinds = append(kinds, p.kind)
		}
	}
	return kinds
}

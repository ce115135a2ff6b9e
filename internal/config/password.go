package config

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// passwordBytesMax bounds the file of a password or a key.
const passwordBytesMax = 64 << 10

// password returns how to get the password of an endpoint; it is read only when the endpoint is used. Where a
// private key is given it may be left out.
func (s *section) password(hasKey bool) func() (string, error) {
	if hasKey && !s.optional("password_env").said && !s.optional("password_file").said {
		return func() (string, error) { return "", nil }
	}
	read := s.secret("password")
	return func() (string, error) {
		where, secret, err := read()
		if err != nil {
			return "", err
		}
		return checkPassword(where, secret)
	}
}

// secret returns how to get what stands in the environment variable NAME_env or in the file NAME_file; one of the two
// must be said. It also tells where that is.
func (s *section) secret(name string) func() (where, secret string, err error) {
	env, file := s.optional(name+"_env"), s.optional(name+"_file")
	if env.said == file.said && !s.absent {
		s.bad("give either %s_env or %s_file", name, name)
	}
	env.check(checkEnvName)
	r := s.r
	if env.said {
		return r.needs(env, func() (string, string, error) { return env.key + ": $" + env.text, r.getenv(env.text), nil })
	}
	return r.needs(file, func() (string, string, error) {
		secret, err := readSecret(r.path(file.text))
		if err != nil {
			return "", "", fmt.Errorf("%s: %w", file.key, err)
		}
		return file.key + ": " + r.path(file.text), secret, nil
	})
}

// Secret is something that nostro.yaml names and that must be there beside it.
type Secret struct {
	Line int
	Key  string
	Read func() error // errs, with the remedy, where it is not there or cannot be used
}

// needs notes that a secret is needed, and returns how to get it.
func (r *reader) needs(v value, read func() (where, secret string, err error)) func() (string, string, error) {
	if !v.said {
		return read // that neither is there is told already
	}
	r.secrets = append(r.secrets, Secret{v.line, v.key, func() error {
		where, secret, err := read()
		if err != nil {
			return err
		}
		_, err = checkPassword(where, secret)
		return err
	}})
	return read
}

var envForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// checkEnvName does not show the name, for it may be the password itself.
func checkEnvName(name string) error {
	if !envForm.MatchString(name) {
		return errors.New("this names no environment variable: write a name such as NOSTRO_BANK_PASSWORD, " +
			"never the password itself")
	}
	return nil
}

// checkPassword refuses what cannot be one line of FTP.
func checkPassword(where, secret string) (string, error) {
	switch {
	case secret == "":
		return "", fmt.Errorf("%s is empty or not set: put the password there", where)
	case strings.ContainsAny(secret, "\r\n\x00"):
		return "", fmt.Errorf("%s has more than one line: put the password there alone", where)
	}
	return secret, nil
}

// ReadSecret reads a file that only its owner can read, without the end of its last line. Any other file is refused,
// with the remedy.
func ReadSecret(path string) (string, error) { return readSecret(path) }

// readSecret reads a file that nobody else may read, without the end of its line.
func readSecret(path string) (string, error) {
	_, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s is not there: write the secret into it, and chmod 600 it", path)
	}
	if err == nil {
		err = checkClosed(path, "and change what is in it if they may have")
	}
	if err != nil {
		return "", err
	}
	data, err := readLimited(path, passwordBytesMax)
	if err == nil && len(data) > passwordBytesMax {
		err = fmt.Errorf("%s has more than %d bytes: it is no secret of ours", path, passwordBytesMax)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), err
}

// checkClosed refuses a file with a secret that anybody but its owner can read, or that belongs to somebody else; then
// is what is to be done about the secret itself.
func checkClosed(path, then string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("others can read %s: chmod 600 it, %s", path, then)
	}
	return checkOwner(path, info)
}

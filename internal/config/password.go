package config

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// passwordBytesMax bounds the file of a password.
const passwordBytesMax = 4096

// password returns how to get the secret of an endpoint; it is read only when the endpoint is used.
func (s *section) password() func() (string, error) {
	env, file := s.optional("password_env"), s.optional("password_file")
	if env.said == file.said && !s.absent {
		s.bad("give either password_env or password_file")
	}
	env.check(checkEnvName)
	r := s.r
	if env.said {
		return func() (string, error) { return checkPassword(env.key+": $"+env.text, r.getenv(env.text)) }
	}
	return func() (string, error) {
		secret, err := readSecret(r.path(file.text))
		if err != nil {
			return "", fmt.Errorf("%s: %w", file.key, err)
		}
		return checkPassword(file.key+": "+r.path(file.text), secret)
	}
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

// readSecret reads a file that nobody else may read, without the end of its line.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s is not there: write the password into it, and chmod 600 it", path)
	}
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others can read %s: chmod 600 it, and change the password if they may have", path)
	}
	data, err := readLimited(path, passwordBytesMax)
	if err == nil && len(data) > passwordBytesMax {
		err = fmt.Errorf("%s has more than %d bytes: it is no password", path, passwordBytesMax)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), err
}

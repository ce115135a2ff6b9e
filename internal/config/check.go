package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Check reads a nostro.yaml, wherever it lies, and tries every secret that it names. Problems are all that is wrong, by
// line, missing secrets included; the error is one of reading the file itself.
func Check(path string, getenv func(string) string) (Problems, error) {
	data, err := readLimited(path, bytesMax)
	if err != nil {
		return nil, err
	}
	r := &reader{dir: filepath.Dir(path), getenv: getenv}
	if root := r.root(data); root != nil {
		r.config(root)
	}
	problems := r.problems
	for _, s := range r.secrets {
		if err := s.Read(); err != nil {
			problems = append(problems, Problem{s.Line, s.Key, withoutKey(s.Key, err)})
		}
	}
	return problems.sorted(), nil
}

// withoutKey is the text of an error about a secret, which begins with its key already.
func withoutKey(key string, err error) string {
	if errors.Is(err, os.ErrPermission) {
		return "cannot be read: " + err.Error() + ": let the user that runs nostro read it"
	}
	return strings.TrimPrefix(err.Error(), key+": ")
}

// Package config reads nostro.yaml, the one file in which an installation says what it has decided.
//
// It promises to be strict: an unknown key, a missing value and a bad one are errors that name the key and
// the remedy, and all bad values are told at once. Secrets come from the environment or from a file that
// others cannot read, never from nostro.yaml itself.
//
// It refuses defaults where money hangs on them: accounts, profiles, cut-off and rates must be said.
package config

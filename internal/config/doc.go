// Package config reads nostro.yaml, the one file in which an installation says what it has decided.
//
// It promises to be strict: an unknown key, a missing value and a bad one are problems that name the line,
// the key and the remedy, and all of them are told at once. A text is taken character by character as it
// is written: where YAML would make a number of it (0123 is 83, 1.10 is 1.1), quotes are asked for. Secrets
// come from the environment or from a file that others cannot read, never from nostro.yaml itself.
//
// It refuses defaults where money hangs on them: accounts, profiles, cut-off, rates and approvers must be
// said. It refuses what it takes to hide a value from a reader: anchors, aliases, tags, merge keys and a
// second document.
package config

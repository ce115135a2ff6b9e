// Package openpgp encrypts and signs what goes to correspondents, and decrypts and verifies what comes from them. It is
// the jobs.Envelopes of production.
//
// It promises that a file is opened only where everything that was asked for holds: it is encrypted to our key, and
// signed by the one key of the bank that nostro.yaml names by its fingerprint, while that key counts. The clear text is
// handed out only after the signature over all of it, and the check of its encryption, were good.
//
// It refuses keys that are expired or revoked, keys whose fingerprint is another one than expected, and text that was
// only compressed to fill the disk. It touches no disk and reads no clock; passphrases and private keys never appear in
// an error.
package openpgp

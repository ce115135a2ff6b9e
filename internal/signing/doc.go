// Package signing holds the key with which an installation signs checkpoints of its books.
//
// It promises that the private key is made by the system's source of chance, lies in a file of its own
// that nobody else may read, is never replaced, and never leaves that file; and that what it opens was
// signed by that key. A note is what golang.org/x/mod/sumdb/note calls so: a text, a blank line and
// Ed25519 signatures, each under the name of its key.
//
// It refuses a key that others can read, a pair that does not belong together, and a note that carries no
// signature of this installation. It does not know what a note says.
package signing

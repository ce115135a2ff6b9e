// Package backup copies an installation into a folder, and back.
//
// It promises that a backup is of one state: the database as it was committed at one instant, while writers
// go on, and every file of the spool that this state speaks of, since files are in the spool before the
// database names them and never leave it. A MANIFEST with the SHA-256 of every file is written last: a
// backup without it was never finished. The form is that of sha256sum, so "sha256sum -c MANIFEST" checks it
// without this program.
//
// It refuses to write over anything, to restore what is not byte for byte what the manifest says, and to
// copy secrets: the installation's key, the signing key and passwords stay where they are, and must be kept
// apart.
package backup

// Package spool keeps the bytes of files in a folder.
//
// It promises that a file is there with all of its bytes or not at all, that it is on the disk when Write
// returns, and that a name, once used, keeps its bytes for ever. Several goroutines and processes may share
// a folder.
//
// Where a key is given the files are encrypted on the disk (age). What is read, compared and refused is always the
// clear bytes; files from before the key are read as they are.
//
// It refuses names that lead out of the folder or that some file system would take differently, and other
// bytes under a used name. It knows nothing of what the bytes mean.
package spool

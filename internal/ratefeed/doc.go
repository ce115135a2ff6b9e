// Package ratefeed fetches rate files from where their sources publish them: over HTTP and HTTPS, from an FTP
// server, and from a folder or a file.
//
// It promises that what it hands on is whole: bytes that break off, or are more than the limit, are an error.
// It asks again where that may help, with longer and longer pauses, and not where it cannot. It asks an HTTP
// server only for what has changed since the last visit.
//
// It does not know what a rate is, and stores nothing.
package ratefeed

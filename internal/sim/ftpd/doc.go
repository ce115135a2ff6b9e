// Package ftpd is a small FTP server for the simulated banks: for the demo, the fixtures and tests.
//
// It promises to speak the passive part of RFC 959, EPSV of RFC 2428 and SIZE, MDTM, MLST and MLSD of
// RFC 3659 over real sockets, to keep each user's files in memory in a Tree that the simulated bank works
// on as well, and to do wrong on command whatever a list of Fault values asks for. What it does depends on
// the commands that it gets and on that list alone, so a run can be repeated.
//
// It refuses to serve production: there is no TLS, no active mode, no disk, and passwords are compared as
// plain text.
package ftpd

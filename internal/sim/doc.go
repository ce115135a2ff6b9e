// Package sim is a small world in which Nostro can be tried: banks that answer, and FTP servers on
// loopback through which files go to them and come back.
//
// It promises that the same files and the same instants give the same answers, byte for byte. It refuses
// to serve production: it pays nobody.
package sim

// Package bank simulates a correspondent bank: it takes the files that we send, keeps account books, and
// answers with ISO 20022 files, honestly or with the troubles of a script.
//
// It promises that the same configuration, files, days and instants give the same bytes and file names;
// that every statement adds up and follows on the one before; and that what it writes is valid against
// the ISO schemas of pacs.002.001.10, pacs.004.001.09, camt.029.001.09, camt.053.001.08 and head.001.001.02.
//
// It refuses a file that it cannot read, with the reason, and books nothing of it. A payment that it can
// read and will not book is answered with a rejection. It never books a payment twice.
//
// It shares no code with the rooms that write our messages and read the bank's, so that each side checks
// the other. It knows no clock, disk, network or chance: the caller brings the instant, and identifiers are
// derived from content. A Bank is not safe for concurrent use.
package bank

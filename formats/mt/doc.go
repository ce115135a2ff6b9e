// Package mt reads the statements MT940 and MT950 and the interim reports MT942 of the SWIFT FIN standard into the
// model of package formats, so that they are proven, matched and shown as camt messages are: an MT940 or MT950 as a
// camt.053, an MT942 as a camt.052.
//
// It promises that every amount, date and direction is read exactly or the file is refused with its line and a
// remedy, that pages of a statement within one file become one statement whose intermediate balances were seen to
// follow on each other, and that the year of an entry date is the one that lies nearest to the value date. It refuses
// what money would be booked by and cannot be read. Fields that it does not know are listed as unread, as in XML.
//
// The fields are those of the SWIFT User Handbook, Category 9; the structure of field 86 with ?20 is that of the
// German banking industry (DFÜ-Abkommen, annex 3).
package mt

// Package formats turns payments into ISO 20022 messages and bank messages into values, exactly.
//
// It promises to write strictly: every message is valid against its ISO schema and against the profile of
// the correspondent, and a message that breaks a rule is refused with all its broken rules at once. It
// promises to read leniently: any prefix, any envelope, several encodings, every version; an element that
// it does not understand is listed in Unread, an optional value that it cannot read in Warnings.
//
// It writes pacs.008.001.08, pacs.009.001.08 (CORE and COV), pain.001.001.09, camt.057.001.06 and
// camt.056.001.08, with head.001.001.02 where the profile asks for it; docs/formats.md tells by which rules.
// It reads the messages that Kinds lists, into one model for each kind of content:
// Statement (camt.052, camt.053, camt.054), Status (pacs.002, pain.002, admi.002), Return (pacs.004),
// Resolution (camt.029), TransferIn (pacs.008, pacs.009, pain.001), CancellationIn (camt.056) and NoticeIn
// (camt.057). Read gathers a small file; Stream hands out a file of any size, one item at a time and in fixed
// memory, and reads the entries of a large statement with two processors.
//
// It refuses to round or to guess an amount, a currency, a direction or a status: what lacks them says so in
// its Problems, and Inbound.Bookable is an error that names the places. It refuses document type and entity
// declarations, and files beyond the limits named in this package.
//
// The rules are cited by the names that the CBPR+ usage guidelines give them: "UR26 R28" is rule 28 of
// the guideline for standards release 2026, "SR26 pacs.008" the schema of its pacs.008.
package formats

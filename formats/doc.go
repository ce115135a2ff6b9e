// Package formats turns payments into ISO 20022 messages and bank messages into values, exactly.
//
// It promises to write strictly: every message is valid against its ISO schema and against the profile of
// the correspondent, and a message that breaks a rule is refused with all its broken rules at once. It
// promises to read leniently: any prefix, any envelope, several encodings; an element that it does not
// understand is listed in Inbound.Unread, an optional value that it cannot read in Inbound.Warnings.
//
// It writes pacs.008.001.08, pacs.009.001.08 (CORE) and camt.057.001.06, with head.001.001.02 where the
// profile asks for it. It reads pacs.002, pacs.004 and camt.053: versions 001.10, 001.09 and 001.08
// fully, and other versions from .02 on as far as the same elements serve.
//
// It refuses to round or to guess an amount, a currency or a direction: a balance or an entry without
// them cannot be booked, so the whole file is an error that names the place. It refuses document type and
// entity declarations, and files beyond the limits named in this package.
//
// The rules are cited by the names that the CBPR+ usage guidelines give them: "UR26 R28" is rule 28 of
// the guideline for standards release 2026, "SR26 pacs.008" the schema of its pacs.008.
package formats

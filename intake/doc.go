// Package intake reads the files that bring participants, their accounts and their obligations: CSV with a header, and for
// obligations JSON Lines too. What other forms give of an obligation is held to the same rules by Given.
//
// It promises that every row is either taken, exactly as written, or refused with file, line, field,
// value, reason and what to do; that all bad fields of a row are reported, not only the first; and that a
// bad row never stops the others.
//
// It refuses to repair: no rounding, no trimming, no guessed decimal point, no default currency. A file
// whose header is not understood is refused as a whole. A field does not span lines, so an unbalanced
// quote hurts its own line only. Whether a row is new, known or in conflict is the caller's to ask of the
// store, by identifier and content hash.
package intake

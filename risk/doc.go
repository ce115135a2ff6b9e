// Package risk holds the rule of four eyes over a release of files.
//
// It promises that a decision counts only if another person than the maker took it, that person may
// approve, and what was decided on is byte for byte what would leave: the digest covers every file of the
// release by name, size and SHA-256.
//
// It refuses the maker as checker, whatever the role, an identity that is empty or cannot be read, a
// digest of other files, and a refusal without a reason.
package risk

// Package risk holds the rule of four eyes over a release of files, and over whatever else other persons must approve.
//
// It promises that a decision counts only if a person took it who had no part in making what is decided, that
// person may approve, and what was decided on is byte for byte what would leave: the digest covers every file of the
// release by name, size and SHA-256. Rules that ask for more persons, or for certain roles, are data; how many are
// missing is a pure function of what was asked and what was said.
//
// It refuses a maker as checker, whatever the role, an identity that is empty or cannot be read, a digest of
// something else, a person who is counted twice, and a refusal without a reason.
package risk

package formats

import (
	"fmt"
	"strings"
)

// Rule is one rule that a message must keep, by its number in the table of docs/formats.md. A number never
// changes its meaning; new rules go to the end.
type Rule int

// ruleEntry is one row of the table.
type ruleEntry struct {
	name    string
	source  string // where the rule stands
	setting string // the settings of a Profile that switch or change it, by their names in nostro.yaml; "" for none
}

// Rules returns every rule, by number.
func Rules() []Rule {
	all := make([]Rule, len(ruleTable)-1)
	for n := range all {
		all[n] = Rule(n + 1)
	}
	return all
}

func (r Rule) entry() ruleEntry {
	if r < 1 || int(r) >= len(ruleTable) {
		return ruleEntry{}
	}
	return ruleTable[r]
}

// Number returns the rule's number as errors and documents write it: "N17".
func (r Rule) Number() string { return fmt.Sprintf("N%02d", int(r)) }

// String returns the rule's name, such as "instr-id", or "" for a rule that this package does not know.
func (r Rule) String() string { return r.entry().name }

// Source returns where the rule stands: "UR26 R28" is rule 28 of the CBPR+ usage guideline of the message for
// standards release 2026, "SR26" its schema, "XSD" the ISO schema, "own" a rule of ours.
func (r Rule) Source() string { return r.entry().source }

// Setting returns the settings of a profile that decide about the rule, by their names in nostro.yaml, or "".
func (r Rule) Setting() string { return r.entry().setting }

// Violation is one broken rule: where in the message, which rule, the value, what is wrong and what to do
// next. Account numbers are masked and names left out, so that it may stand in a log.
type Violation struct {
	Path    string // "FIToFICstmrCdtTrf/CdtTrfTxInf[2]/PmtId/InstrId"
	Rule    Rule
	Value   string // as given; masked for an account; "" where it is missing or a person's
	Problem string
	Remedy  string
}

// String returns the violation in one line.
func (v Violation) String() string {
	return fmt.Sprintf("%s: %s: %s: %s (%s: %s)", v.Path, v.Problem, v.Remedy, v.Rule.Number(), v.Rule, v.Rule.Source())
}

// violationsMax is how many violations of one message are kept: enough to mend it by, and few enough that a
// message of a million bad transfers does not fill the memory.
const violationsMax = 1000

// Violations is the error of a message that breaks rules: all of them, in the order in which they are found.
type Violations struct {
	Message string // "pacs.008.001.08"
	Profile string
	Broken  []Violation
	More    int // broken rules beyond the first 1,000, which are not kept
}

// Error lists every broken rule, one to a line.
func (v *Violations) Error() string {
	lines := make([]string, 0, len(v.Broken)+2)
	lines = append(lines, v.Message+" breaks rules of the profile "+v.Profile+":")
	for _, broken := range v.Broken {
		lines = append(lines, "  "+broken.String())
	}
	if v.More > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more: mend these first", v.More))
	}
	return strings.Join(lines, "\n")
}

// Has tells whether the rule is among the broken ones.
func (v *Violations) Has(rule Rule) bool {
	for _, broken := range v.Broken {
		if broken.Rule == rule {
			return true
		}
	}
	return false
}

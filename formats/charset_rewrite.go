package formats

import (
	"errors"
	"unicode/utf8"
)

// rewriter gives texts as a profile has them written. It remembers the last few that it had to change, for
// each is asked for when it is checked and again when it is written.
type rewriter struct {
	memo [8]struct{ given, written string }
	next int
}

var errControl = errors.New("it has control characters or bad UTF-8: give plain text on one line")

// rewrite returns the text as the profile has it written, or the rule that it breaks. A text of printable
// ASCII, as most are, is not copied.
func (r *rewriter) rewrite(p *Profile, text string) (string, Rule, error) {
	isASCII := allIn(text, classExtended)
	switch {
	case p.Characters != FINX && (isASCII || utf8.ValidString(text) && len(foreignIn(text, isPlain)) == 0):
		return text, 0, nil
	case p.Characters != FINX:
		return text, RuleControl, errControl
	case isASCII:
		return withoutBlankEnds(text), 0, nil
	}
	for i := range r.memo {
		if r.memo[i].given == text {
			return r.memo[i].written, 0, nil
		}
	}
	latin, err := Transliterate(text)
	if err != nil {
		return text, RuleLatin, err
	}
	latin = withoutBlankEnds(latin)
	r.memo[r.next].given, r.memo[r.next].written = text, latin
	r.next = (r.next + 1) % len(r.memo)
	return latin, 0, nil
}

package screening

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// checkEntry refuses an entry that could never hit, or that is over a limit.
func checkEntry(e Entry, at FileError) error {
	switch {
	case e.ID == "":
		return at.because("id", "it is empty", "number the entry")
	case len(e.Names) > NamesMax:
		return at.because("names", fmt.Sprintf("entry %s has %d, at most %d are taken", e.ID, len(e.Names), NamesMax), "split the entry")
	case len(e.Countries) > valuesMax || len(e.BICs) > valuesMax:
		return at.because("countries", fmt.Sprintf("entry %s has more than %d of them, or of BICs", e.ID, valuesMax), "split the entry")
	case e.Kind == KindCountry && len(e.Countries) == 0:
		return at.because("countries", fmt.Sprintf("entry %s is a country and names none", e.ID), "write its code of ISO 3166, such as KP")
	case len(e.Names) == 0 && e.Kind != KindCountry && len(e.BICs) == 0:
		return at.because("name", fmt.Sprintf("entry %s has no name, no country and no BIC", e.ID), "look whether the file is whole")
	}
	for _, n := range e.Names {
		if reason := wrongName(n.Text); reason != "" {
			return at.because("name", fmt.Sprintf("entry %s: %s", e.ID, reason), "look whether the file is whole and in UTF-8")
		}
	}
	for _, b := range e.BICs {
		if len(b) != bankLength && len(b) != bankLength+3 {
			return at.because("bics", fmt.Sprintf("entry %s: %q has %d characters", e.ID, b, len(b)), "a BIC has 8 or 11")
		}
	}
	return nil
}

func wrongName(text string) string {
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return fmt.Sprintf("%q is not in UTF-8", text)
	case utf8.RuneCountInString(text) > TextMax:
		return fmt.Sprintf("a name has more than %d characters", TextMax)
	case Normalise(text) == "":
		return fmt.Sprintf("%q has no letter", text)
	}
	return ""
}

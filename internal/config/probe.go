package config

import (
	"fmt"
	"regexp"
)

var probeForm = regexp.MustCompile(`^nostro-probe[A-Za-z0-9._-]{0,40}$`)

// checkProbe takes the name of a probe, which nobody can take for a payment: those begin with our BIC and end in .xml.
func checkProbe(name string) error {
	if !probeForm.MatchString(name) || endsInXML.MatchString(name) {
		return fmt.Errorf("%q could be taken for a payment: begin it with nostro-probe, and do not end it in .xml", name)
	}
	return nil
}

var endsInXML = regexp.MustCompile(`(?i)\.xml(\.|$)`)

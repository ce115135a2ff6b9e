package config

import (
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	with := func(name string) []byte {
		return edited(t, "      # openpgp:  ", "      probe: "+name+"\n      # openpgp:  ")
	}
	for _, good := range []string{"nostro-probe", "nostro-probe.txt", "nostro-probe-EXMPGB2L.tmp"} {
		if got := mustParse(t, with(good)).Endpoints["rhein"].Probe; got != good {
			t.Errorf("%s: %q", good, got)
		}
	}
	for _, bad := range []string{"EXMPGB2LXXX-1.xml", "probe", "nostro-probe.xml", "nostro-probe.XML.pgp", "nostro-probe/x", "../nostro-probe"} {
		if text := problemsOf(t, with(bad)).Error(); !strings.Contains(text, "could be taken for a payment") {
			t.Errorf("%s: %s", bad, text)
		}
	}
}

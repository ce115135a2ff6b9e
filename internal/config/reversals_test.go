package config

import (
	"bytes"
	"strings"
	"testing"
)

func TestReversalsOfACorrespondent(t *testing.T) {
	with := func(text string) []byte {
		from := []byte("    endpoint:                     # where files")
		return bytes.Replace(Template(), from, append([]byte("    reversals: "+text+"\n"), from...), 1)
	}
	for text, want := range map[string]bool{"flipped": true, "as-given": false} {
		if got := mustParse(t, with(text)).Settings.Correspondents[0].FlippedReversals; got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
	if mustParse(t, Template()).Settings.Correspondents[0].FlippedReversals {
		t.Error("nothing is said, and they are flipped")
	}
	if _, err := Parse(with("sometimes"), newHouse(t), noEnv); err == nil || !strings.Contains(err.Error(), "use as-given, flipped") {
		t.Errorf("got %v", err)
	}
}

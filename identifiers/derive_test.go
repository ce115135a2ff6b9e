package identifiers_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/identifiers"
)

func deriver(t interface{ Fatal(...any) }, key string) identifiers.Deriver {
	d, err := identifiers.NewDeriver([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// These values must never change: a bank may still hold payments under them.
func TestDerivedIdentifiersAreStable(t *testing.T) {
	d := deriver(t, "0123456789abcdef")
	for _, tt := range []struct{ what, got, want string }{
		{"InstrID", d.InstrID("2026-11-24", "ACME", "EUR"), "N3MFES6DPWMY5F2V"},
		{"UETR", d.UETR("2026-11-24", "ACME", "EUR"), "74c7d998-43f8-4dbf-ac46-cef527eeb962"},
		{"MsgID", d.MsgID("PO", "2026-11-24", "ACME", "EUR"), "PORZVL7PMBFIL7DKXE"},
		{"MsgID, long prefix", d.MsgID("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "1"), "ABCDEFGHIJKLMNOPQRSMEOGPDX6PRMHGCNA"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s is %s, want %s", tt.what, tt.got, tt.want)
		}
	}
}

func TestNewDeriverRefusesAShortKey(t *testing.T) {
	for _, key := range []string{"", "0123456789abcde"} {
		if _, err := identifiers.NewDeriver([]byte(key)); err == nil || !strings.Contains(err.Error(), "at least 16") {
			t.Errorf("key of %d bytes: error %v", len(key), err)
		}
	}
}

func TestNewDeriverKeepsItsOwnKey(t *testing.T) {
	key := []byte("0123456789abcdef")
	d, err := identifiers.NewDeriver(key)
	if err != nil {
		t.Fatal(err)
	}
	before := d.UETR("a")
	key[0] = 'X'
	if d.UETR("a") != before {
		t.Error("a change of the caller's bytes changed the identifiers")
	}
}

var (
	instrForm = regexp.MustCompile(`^[A-Z][A-Z2-7]{15}$`)
	uuidForm  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

func TestDerivedIdentifiersHaveTheirForm(t *testing.T) {
	d := deriver(t, "0123456789abcdef")
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.String(), 0, 4).Draw(t, "parts")
		if id := d.InstrID(parts...); !instrForm.MatchString(id) {
			t.Fatalf("InstrID is %q", id)
		}
		if id := d.UETR(parts...); !uuidForm.MatchString(id) || identifiers.CheckUETR(id) != nil {
			t.Fatalf("UETR is %q", id)
		}
		prefix := rapid.StringMatching(`[A-Z]{0,30}`).Draw(t, "prefix")
		if id := d.MsgID(prefix, parts...); len(id) > 35 || !strings.HasPrefix(id, prefix[:min(len(prefix), 19)]) {
			t.Fatalf("MsgID is %q", id)
		}
	})
}

func TestWhatDiffersHasOtherIdentifiers(t *testing.T) {
	d := deriver(t, "0123456789abcdef")
	all := map[string]string{}
	for name, id := range map[string]string{
		"ab,c": d.UETR("ab", "c"), "a,bc": d.UETR("a", "bc"), "abc": d.UETR("abc"), "none": d.UETR(), "empty": d.UETR(""),
		"two empty": d.UETR("", ""), "zero byte": d.UETR("a\x00b"), "a,b": d.UETR("a", "b"),
		"other key":   deriver(t, "0123456789abcdeX").UETR("a", "b"),
		"prefix":      d.MsgID("A", "b"),
		"long prefix": d.MsgID(strings.Repeat("A", 20), "b"), "longer prefix": d.MsgID(strings.Repeat("A", 21), "b"),
	} {
		if twin, ok := all[id]; ok {
			t.Errorf("%q and %q are both %s", name, twin, id)
		}
		all[id] = name
	}
}

func TestCheckUETR(t *testing.T) {
	for text, good := range map[string]bool{
		"eb6305c9-1f7f-49de-aed0-16487c27b42d": true, "00000000-0000-4000-8000-000000000000": true,
		"174c245f-2682-4291-9d67-2a41e530cd27": true, "174c245f-2682-4291-bd67-2a41e530cd27": true,
		"": false, "EB6305C9-1F7F-49DE-AED0-16487C27B42D": false, // upper case
		"eb6305c9-1f7f-19de-aed0-16487c27b42d": false, // version 1
		"eb6305c9-1f7f-49de-ced0-16487c27b42d": false, // another variant
		"eb6305c91f7f49deaed016487c27b42d":     false, "{eb6305c9-1f7f-49de-aed0-16487c27b42d}": false,
		"eb6305c9-1f7f-49de-aed0-16487c27b42d\n": false, "eb6305c9-1f7f-49de-aed0-16487c27b42g": false,
	} {
		if err := identifiers.CheckUETR(text); (err == nil) != good {
			t.Errorf("%q: error %v, want good %t", text, err, good)
		}
	}
}

package formats

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCodesHaveShortMeanings(t *testing.T) {
	for name, texts := range map[string]map[string]string{"status": statusTexts, "reason": reasonTexts} {
		for code, text := range texts {
			if len(code) != 4 || code != strings.ToUpper(code) || text == "" || len(text) > 70 {
				t.Errorf("%s %q: %q", name, code, text)
			}
		}
	}
	for _, code := range []string{"RCVD", "ACSP", "ACSC", "RJCT", "PDNG", "BLCK", "PART"} {
		if StatusText(code) == "" {
			t.Errorf("status %s has no text", code)
		}
	}
	for _, code := range []string{"AC01", "AC04", "AM04", "AM05", "FOCR", "NARR", "MS03", "CH20", "G004"} {
		if ReasonText(code) == "" {
			t.Errorf("reason %s has no text", code)
		}
	}
	for _, code := range []string{"", "XXXX", "rjct", "E433", "650"} {
		if StatusText(code) != "" || ReasonText(code) != "" {
			t.Errorf("%q is not known and must have no text", code)
		}
	}
}

// TestCodesAreISOCodes finds codes that ISO does not list, where its lists lie beside the repository.
func TestCodesAreISOCodes(t *testing.T) {
	folder := filepath.Join("..", "..", "shared", "codesets")
	files, _ := filepath.Glob(filepath.Join(folder, "external_*.json"))
	if len(files) == 0 {
		t.Skipf("SKIPPED: no ISO code lists in %s", folder)
	}
	known := map[string]bool{"PART": true, "RJCR": true, "PDCR": true, "ACCR": true, "PACR": true} // of the schemas
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list struct{ Codes map[string]string }
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for code := range list.Codes {
			known[code] = true
		}
	}
	for _, texts := range []map[string]string{statusTexts, reasonTexts} {
		for code := range texts {
			if !known[code] {
				t.Errorf("%s is in no list of ISO", code)
			}
		}
	}
}

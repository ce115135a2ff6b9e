package codeset

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// externalLists are the lists of which ISO publishes the codes outside its schemas, with the file's name.
var externalLists = map[string]List{
	"external_payment_transaction_status_code": Statuses, "external_status_reason_code": StatusReasons,
	"external_return_reason_code": ReturnReasons, "external_cancellation_reason_code": CancellationReasons,
	"external_payment_cancellation_rejection_code": RejectionReasons, "external_balance_type_code": Balances,
	"external_entry_status_code": EntryStatuses, "external_purpose_code": Purposes,
	"external_category_purpose_code": CategoryPurposes,
}

// TestEveryISOCodeHasAText compares with ISO's lists where they lie beside the repository: no code is
// missing, none is invented, and the words are not ISO's.
func TestEveryISOCodeHasAText(t *testing.T) {
	for name, list := range externalLists {
		official := readOfficial(t, name)
		for code, definition := range official {
			text := list.Text(code)
			if text == "" {
				t.Errorf("%s: %s has no text", name, code)
			}
			if normalised(text) == normalised(definition) {
				t.Errorf("%s: %s has ISO's own words: %q", name, code, text)
			}
		}
		for code := range list.All() {
			if official[code] == "" && !(code == "PART" && name == "external_payment_transaction_status_code") {
				t.Errorf("%s: %s is not ISO's", name, code)
			}
		}
	}
}

// readOfficial returns ISO's codes with their definitions, or skips aloud.
func readOfficial(t *testing.T, name string) map[string]string {
	t.Helper()
	folder := os.Getenv("NOSTRO_CODESETS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "codesets")
	}
	data, err := os.ReadFile(filepath.Join(folder, name+".json"))
	if err != nil {
		t.Skipf("SKIPPED: no ISO code lists in %s: set NOSTRO_CODESETS to their folder", folder)
	}
	var list struct{ Codes map[string]string }
	if err := json.Unmarshal(data, &list); err != nil || len(list.Codes) == 0 {
		t.Fatalf("%s: no codes: %v", name, err)
	}
	return list.Codes
}

// normalised leaves the letters and digits, in lower case.
func normalised(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

func TestNormalised(t *testing.T) {
	if got := normalised("No Mandate. (2)"); got != "nomandate2" {
		t.Errorf("%q", got)
	}
}

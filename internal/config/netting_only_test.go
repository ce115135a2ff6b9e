package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/netting"
)

func nettingOnly(t *testing.T, text string) (netting.Terms, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terms.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return LoadNetting(path)
}

func TestOnlyTheNettingIsRead(t *testing.T) {
	terms, err := nettingOnly(t, "key_file: /nowhere\nnetting:\n  default: bilateral\n  agreements:\n"+
		"    - {name: core, model: multilateral, participants: [a, b]}\n")
	if err != nil || terms.Default != netting.Bilateral || len(terms.Agreements) != 1 || terms.Agreements[0].Name != "core" {
		t.Fatalf("%+v %v", terms, err)
	}
	if terms, err = nettingOnly(t, "house:\n  name: x\n"); err != nil || !terms.IsZero() {
		t.Fatalf("without the section: %+v %v", terms, err)
	}
}

func TestWhatIsWrongInTheNettingIsToldWithFileAndLine(t *testing.T) {
	for _, text := range []string{"netting:\n  default: sideways\n", "netting:\n  defualt: gross\n", "netting: [\n", "\xff"} {
		_, err := nettingOnly(t, text)
		problems := Problems(nil)
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), "terms.yaml") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := LoadNetting(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

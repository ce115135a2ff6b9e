package formats

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadFixtures compares all that is read of each file in testdata/in with its golden dump.
func TestReadFixtures(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "in", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := Read(fixture(t, filepath.Base(file)))
			if err != nil {
				t.Fatal(err)
			}
			golden, got := strings.TrimSuffix(file, ".xml")+".want", dump(in)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("differs from %s:\n%s", golden, got)
			}
		})
	}
}

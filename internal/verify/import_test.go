package verify

import (
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The verifier shares no code with what it checks: neither with Nostro nor with the library that Nostro
// builds its log on.
func TestImportsNothingOfTheWriter(t *testing.T) {
	entries, err := os.ReadDir(".")
	must(t, err)
	files := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		files++
		parsed, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.ImportsOnly)
		must(t, err)
		for _, spec := range parsed.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			must(t, err)
			first, _, _ := strings.Cut(path, "/")
			if strings.Contains(first, ".") && path != "modernc.org/sqlite" && path != "golang.org/x/mod/sumdb/note" ||
				first == "nostro" {
				t.Errorf("%s imports %s", e.Name(), path)
			}
		}
	}
	if files < 10 {
		t.Errorf("only %d files looked at", files)
	}
}

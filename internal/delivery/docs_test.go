package delivery_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every fault that the page lists names a test, and that test is there.
func TestEveryFaultOfThePageHasItsTest(t *testing.T) {
	page, err := os.ReadFile("../../docs/delivery.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(page), "| fault | test |\n| --- | --- |\n")
	rows := regexp.MustCompile(`(?m)^\| (.+) \| (Test\w+)(?: \(([\w/]+)\))? \|$`).FindAllStringSubmatch(table, -1)
	if !found || len(rows) != strings.Count(table, "\n| ")+1 || len(rows) < 30 {
		t.Fatalf("%d rows can be read of %d", len(rows), strings.Count(table, "\n| ")+1)
	}
	for _, row := range rows {
		folder := "internal/delivery"
		if row[3] != "" {
			folder = row[3]
		}
		if !hasTest(t, filepath.Join("../..", folder), row[2]) {
			t.Errorf("%s: there is no %s in %s", row[1], row[2], folder)
		}
	}
}

func hasTest(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+name+"(t *testing.T)") {
			return true
		}
	}
	return false
}

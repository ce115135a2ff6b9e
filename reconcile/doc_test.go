package reconcile_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	. "nostro/reconcile"
)

// The page shows the rules that hold, in their order, each key, and how many kinds of stories the generator tells.
func TestThePageOfReconciliationIsTrue(t *testing.T) {
	page, rows := pageOf(t), "| --- | --- | --- | --- |\n"
	for _, r := range DefaultRules() {
		events := "everything"
		if len(r.Events) > 0 {
			events = words(r.Events)
		}
		rows += fmt.Sprintf("| `%s` | %s | %s | %s |\n", r.Name, words(r.Keys), events, r.May)
	}
	if !strings.Contains(page, rows+"\n") {
		t.Errorf("the page does not show\n%s", rows)
	}
	for _, k := range Keys() {
		if !strings.Contains(page, "`"+string(k)+"`") {
			t.Errorf("the page does not tell what %s is", k)
		}
	}
	for _, e := range Events() {
		if !strings.Contains(page, "`"+string(e)+"`") {
			t.Errorf("the page does not name %s", e)
		}
	}
	if want := fmt.Sprintf("%d kinds of stories", len(stories)); !strings.Contains(page, want) {
		t.Errorf("the page does not say %q", want)
	}
}

// pageOf is the page about reconciliation.
func pageOf(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../docs/reconciliation.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func words[T ~string](all []T) string {
	var list []string
	for _, one := range all {
		list = append(list, string(one))
	}
	return strings.Join(list, ", ")
}

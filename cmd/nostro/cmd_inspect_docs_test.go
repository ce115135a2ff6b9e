package main

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documented are the objects of the form for machines, by their section in docs/inspect.md.
var documented = map[string][]reflect.Type{
	"file":      {reflect.TypeFor[fileJSONHead](), reflect.TypeFor[fileJSONTail]()},
	"document":  {reflect.TypeFor[documentJSON]()},
	"statement": {reflect.TypeFor[statementJSON]()},
	"balance":   {reflect.TypeFor[bankBalanceJSON]()},
	"batch":     {reflect.TypeFor[batchJSON]()},
	"returned":  {reflect.TypeFor[returnedJSON]()},
	"exchange":  {reflect.TypeFor[exchangeJSON]()},
	"reason":    {reflect.TypeFor[reasonJSON]()},
	"item":      {reflect.TypeFor[itemJSON]()},
	"entry":     {reflect.TypeFor[entryJSON]()},
	"detail":    {reflect.TypeFor[detailJSON]()},
	"chain":     {reflect.TypeFor[chainJSON]()},
	"unread":    {reflect.TypeFor[unreadJSON]()},
}

// Lists that are written one by one, and so stand in no type.
var written = map[string][]string{"file": {"documents", "statements", "items", "entries"}, "entry": {"details"}}

func TestInspectDocumentsItsForm(t *testing.T) {
	sections := documentedMembers(t)
	for name, types := range documented {
		var want []string
		for _, typ := range types {
			want = append(want, membersOf(typ)...)
		}
		want = append(want, written[name]...)
		slices.Sort(want)
		if got := sections[name]; !slices.Equal(got, want) {
			t.Errorf("%s: docs/inspect.md has %v, the code %v", name, got, want)
		}
	}
	if len(sections) != len(documented) {
		t.Errorf("docs/inspect.md has %d objects, the code %d", len(sections), len(documented))
	}
}

func membersOf(typ reflect.Type) []string {
	var out []string
	for i := range typ.NumField() {
		out = append(out, typ.Field(i).Tag.Get("json"))
	}
	return out
}

var member = regexp.MustCompile("`([a-z0-9_]+)`")

// documentedMembers reads the first column of the tables, by section, sorted.
func documentedMembers(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/inspect.md")
	if err != nil {
		t.Fatal(err)
	}
	out, section := map[string][]string{}, ""
	for line := range strings.Lines(string(text)) {
		if name, found := strings.CutPrefix(line, "### "); found {
			section = strings.TrimSpace(name)
		}
		if section == "" || !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, match := range member.FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
			out[section] = append(out[section], match[1])
		}
	}
	for _, members := range out {
		slices.Sort(members)
	}
	return out
}

package formats

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leafCheck walks the tree that encoding/xml finds and compares it with what was read, leaf by leaf: each
// leaf is in the item that it belongs to, or listed as unread, or warned about.
type leafCheck struct {
	t       testing.TB
	name    string
	unread  map[string]bool // paths
	told    map[string]bool // paths that a warning or a problem is about
	entries []*StatementEntry
	details []*EntryDetail
	stmts   []*Statement
	items   map[string][]any // by the name of their element
	docs    []*Document
	leaves  int
}

func newLeafCheck(t testing.TB, name string, in *Inbound) *leafCheck {
	c := &leafCheck{t: t, name: name, unread: map[string]bool{}, told: map[string]bool{},
		items: map[string][]any{}}
	for _, u := range in.Unread {
		c.unread[u.Path] = true
	}
	for _, w := range in.Warnings {
		c.told[unnumbered(w.Path)] = true
	}
	for i := range in.Documents {
		d := &in.Documents[i]
		c.docs = append(c.docs, d)
		d.eachProblem(func(problems []Problem) {
			for _, p := range problems {
				c.told[unnumbered(p.Path)] = true
			}
		})
		c.addItems(d)
		for j := range d.Statements {
			c.addStatement(&d.Statements[j])
		}
	}
	return c
}

func unnumbered(path string) string { return string(appendUnnumbered(nil, []byte(path))) }

// walk compares what is in an element with the bag of the item around it.
func (c *leafCheck) walk(n *node, above string, holder *bag) {
	path := strings.TrimPrefix(above+"/"+n.name, "/")
	if c.unread[path] {
		return
	}
	for _, a := range n.attrs {
		if a.Name.Local != "Ccy" && a.Name.Space != "xmlns" && a.Name.Local != "xmlns" &&
			!strings.HasSuffix(a.Name.Space, "XMLSchema-instance") && !c.unread[path+"/@"+a.Name.Local] {
			c.t.Errorf("%s: attribute %s of %s is lost", c.name, a.Name.Local, path)
		}
	}
	own, strict := c.itemOf(n)
	if own != nil {
		holder = own
	}
	for _, child := range n.children {
		c.walk(child, path, holder)
	}
	if len(n.children) == 0 || n.text != "" {
		c.leaf(n, path, holder)
	}
	if own != nil && strict && !c.t.Failed() {
		if left := own.left(n); len(left) > 0 {
			c.t.Errorf("%s: %s: the model holds %q, which the file does not say", c.name, path, left)
		}
	}
}

func (c *leafCheck) leaf(n *node, path string, holder *bag) {
	c.leaves++
	if holder == nil || !holder.holds(n) {
		beside, _ := strings.CutSuffix(path, "CdtDbtInd")
		if c.told[path] || len(n.children) > 0 && c.unread[path+"/text()"] || c.told[beside+"Amt"] {
			return // of an amount that cannot be read, the direction is not held either
		}
		c.t.Errorf("%s: %s is lost: %q", c.name, path, n.text)
	}
}

// itemOf returns the bag of the item that an element begins; nil where it begins none. In the order of the
// file, the model has as many items as the file has elements.
func (c *leafCheck) itemOf(n *node) (b *bag, strict bool) {
	switch {
	case n.name == "Ntry":
		return newBag(*next(c, n, &c.entries)), true
	case n.name == "TxDtls":
		return newBag(*next(c, n, &c.details)), true
	case (n.name == "Stmt" || n.name == "Rpt" || n.name == "Ntfctn") && len(c.stmts) > 0:
		return newBag(*next(c, n, &c.stmts)), false
	case len(c.items[n.name]) > 0:
		item := c.items[n.name][0]
		c.items[n.name] = c.items[n.name][1:]
		return newBag(item), false
	}
	return nil, false
}

func next[T any](c *leafCheck, n *node, list *[]*T) *T {
	if len(*list) == 0 {
		c.t.Fatalf("%s: there is no %s left in the model", c.name, n.name)
	}
	first := (*list)[0]
	*list = (*list)[1:]
	return first
}

// checkLeaves reads a file and walks it.
func checkLeaves(t testing.TB, name string, data []byte) (leaves int) {
	t.Helper()
	in, err := Read(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	top, err := parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	c := newLeafCheck(t, name, &in)
	all := newBag()
	for _, d := range c.docs {
		all.merge(around(d))
	}
	for _, root := range top.children {
		c.walk(root, "", all)
	}
	if n := len(c.entries) + len(c.details) + len(c.stmts); n > 0 {
		t.Errorf("%s: the model has %d entries, details or statements that the file has not", name, n)
	}
	return c.leaves
}

func TestNoLeafOfASampleIsLost(t *testing.T) {
	files := samples(t)
	leaves, read := 0, 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := Read(files[name]); err == nil {
			leaves += checkLeaves(t, name, files[name])
			read++
		}
	}
	t.Logf("%d leaves of %d files", leaves, read)
}

// What we write ourselves, too, is read without a loss.
func TestNoLeafOfAFixtureIsLost(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkLeaves(t, file, data)
	}
}

func TestNoLeafOfAGeneratedStatementIsLost(t *testing.T) {
	var file strings.Builder
	if _, err := (generated{1000}).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	checkLeaves(t, "generated", []byte(file.String()))
}

// The check itself must be able to fail.
func TestALostLeafIsFound(t *testing.T) {
	data := []byte(statementWith(`<Ntry>` + oneUSD + credit + `<Sts>BOOK</Sts><AddtlNtryInf>x</AddtlNtryInf></Ntry>`))
	for name, spoil := range map[string]func(*StatementEntry){
		"text lost":   func(e *StatementEntry) { e.Info = "" },
		"text added":  func(e *StatementEntry) { e.Ref = "y" },
		"amount lost": func(e *StatementEntry) { e.Amount = usd(101) },
	} {
		in := mustRead(t, string(data))
		spoil(&in.Documents[0].Statements[0].Entries[0])
		deaf := &deafTB{TB: t}
		c := newLeafCheck(deaf, name, &in)
		c.walk(mustParse(t, data).children[0], "", around(c.docs[0]))
		if len(deaf.said) == 0 {
			t.Errorf("%s: nothing was found", name)
		}
	}
}

// deafTB is a test that hears of failures and does not fail.
type deafTB struct {
	testing.TB
	said []string
}

func (d *deafTB) Errorf(format string, args ...any) {
	d.said = append(d.said, fmt.Sprintf(format, args...))
}

func (d *deafTB) Failed() bool { return len(d.said) > 0 }

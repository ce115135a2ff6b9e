package ftpd

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"
)

// Errors of a Tree; test with errors.Is.
var (
	ErrNoFile   = errors.New("there is no such file")
	ErrNoFolder = errors.New("there is no such folder")
	ErrTaken    = errors.New("the name is taken")
)

// Tree is the files of one user, kept in memory. The simulated bank works on it while clients do; it is
// safe for concurrent use. Paths are absolute, "/" is the root, and ".." never leads out of it.
type Tree struct {
	clock func() time.Time

	mu       sync.Mutex
	nodes    map[string]*node
	arrivals map[string]int
}

type node struct {
	folder   bool
	data     []byte
	modified time.Time
}

// Item is a file or a folder in a listing.
type Item struct {
	Name     string
	Folder   bool
	Bytes    int64
	Modified time.Time
}

func newTree(clock func() time.Time) *Tree {
	return &Tree{
		clock:    clock,
		nodes:    map[string]*node{"/": {folder: true, modified: clock()}},
		arrivals: make(map[string]int),
	}
}

// Put writes a whole file, makes the folders above it, and replaces what was there. It errs where the path
// is a folder or leads through a file.
func (t *Tree) Put(name string, data []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	name = clean(name)
	if err := t.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	if n, ok := t.nodes[name]; ok && n.folder {
		return fmt.Errorf("%s is a folder: %w", name, ErrTaken)
	}
	t.nodes[name] = &node{data: slices.Clone(data), modified: t.clock()}
	t.arrivals[name]++
	return nil
}

// Get returns a copy of a file's bytes; false: there is no such file.
func (t *Tree) Get(name string) ([]byte, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.nodes[clean(name)]
	if !ok || n.folder {
		return nil, false
	}
	return slices.Clone(n.data), true
}

// List returns what is in a folder, sorted by name; nothing where there is no such folder.
func (t *Tree) List(folder string) []Item {
	t.mu.Lock()
	defer t.mu.Unlock()
	folder = clean(folder)
	var items []Item
	for p, n := range t.nodes {
		if p != "/" && path.Dir(p) == folder {
			items = append(items, n.item(path.Base(p)))
		}
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Name, b.Name) })
	return items
}

// Arrivals counts how often a whole file came into being under a name: by Put, by a complete upload, or by
// a rename. A test proves with it that nothing was delivered twice.
func (t *Tree) Arrivals(name string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.arrivals[clean(name)]
}

func (n *node) item(name string) Item {
	return Item{Name: name, Folder: n.folder, Bytes: int64(len(n.data)), Modified: n.modified}
}

// clean makes a path absolute and free of dots.
func clean(p string) string { return path.Clean("/" + p) }

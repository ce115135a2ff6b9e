package ftpd

import (
	"fmt"
	"path"
	"strings"
)

// Remove takes a file away, or a folder that is empty.
func (t *Tree) Remove(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	name = clean(name)
	n, ok := t.nodes[name]
	if !ok || name == "/" {
		return fmt.Errorf("%s: %w", name, ErrNoFile)
	}
	if n.folder && t.filled(name) {
		return fmt.Errorf("%s is not empty: %w", name, ErrTaken)
	}
	delete(t.nodes, name)
	return nil
}

// Rename moves a file. It errs where there is no such file, where the new name is taken, or where the new
// folder is missing.
func (t *Tree) Rename(from, to string) error { return t.rename(from, to, false) }

// MakeFolder makes a folder and those above it; one that is there already is fine.
func (t *Tree) MakeFolder(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.makeFolder(clean(name))
}

func (t *Tree) rename(from, to string, overwrite bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	from, to = clean(from), clean(to)
	n, ok := t.nodes[from]
	if !ok || n.folder {
		return fmt.Errorf("%s: %w", from, ErrNoFile)
	}
	if old, ok := t.nodes[to]; ok && (old.folder || !overwrite) {
		return fmt.Errorf("%s: %w", to, ErrTaken)
	}
	if !t.isFolder(path.Dir(to)) {
		return fmt.Errorf("%s: %w", path.Dir(to), ErrNoFolder)
	}
	delete(t.nodes, from)
	t.nodes[to] = n
	t.arrivals[to]++
	return nil
}

// create makes an empty file where its folder is there; what it held is gone, as STOR does.
func (t *Tree) create(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.isFolder(path.Dir(name)) {
		return fmt.Errorf("%s: %w", path.Dir(name), ErrNoFolder)
	}
	if t.isFolder(name) {
		return fmt.Errorf("%s is a folder: %w", name, ErrTaken)
	}
	t.nodes[name] = &node{modified: t.clock()}
	return nil
}

// extend adds bytes to a file while it arrives, so that whoever looks sees the half of it. A file that was
// renamed or taken away meanwhile stays away.
func (t *Tree) extend(name string, data []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.nodes[name]; ok && !n.folder {
		n.data = append(n.data, data...)
	}
}

// arrived counts a complete upload.
func (t *Tree) arrived(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.arrivals[name]++
}

// find returns what is at a path.
func (t *Tree) find(name string) (Item, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.nodes[name]
	if !ok {
		return Item{}, false
	}
	return n.item(path.Base(name)), true
}

func (t *Tree) makeFolder(name string) error {
	for at := name; at != "/"; at = path.Dir(at) {
		if n, ok := t.nodes[at]; ok && !n.folder {
			return fmt.Errorf("%s is a file: %w", at, ErrTaken)
		}
	}
	for at := name; at != "/"; at = path.Dir(at) {
		if _, ok := t.nodes[at]; !ok {
			t.nodes[at] = &node{folder: true, modified: t.clock()}
		}
	}
	return nil
}

func (t *Tree) isFolder(name string) bool {
	n, ok := t.nodes[name]
	return ok && n.folder
}

func (t *Tree) filled(folder string) bool {
	for p := range t.nodes {
		if strings.HasPrefix(p, folder+"/") {
			return true
		}
	}
	return false
}

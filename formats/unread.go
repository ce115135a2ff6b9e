package formats

import (
	"maps"
	"slices"
)

// unread returns the paths, without numbers, of the topmost elements that nobody took, and of texts
// between elements: each once, sorted.
func unread(top *node) []string {
	found := map[string]bool{}
	for _, root := range top.children {
		root.collectUnread("", found)
	}
	if top.text != "" {
		found["text()"] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func (n *node) collectUnread(above string, found map[string]bool) {
	path := n.name
	if above != "" {
		path = above + "/" + n.name
	}
	if !n.taken {
		found[path] = true
		return
	}
	if n.text != "" && len(n.children) > 0 {
		found[path+"/text()"] = true
	}
	for _, child := range n.children {
		child.collectUnread(path, found)
	}
}

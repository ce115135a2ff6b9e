package verify

import "crypto/sha256"

// tree is a Merkle tree of RFC 6962 that grows leaf by leaf. It keeps the roots of its complete subtrees,
// largest first, and nothing else.
type tree struct {
	size     int64
	subtrees []hash
}

// nodeHash is that of an inner node.
func nodeHash(left, right hash) hash {
	var node [1 + 2*sha256.Size]byte
	node[0] = 1
	copy(node[1:], left[:])
	copy(node[1+sha256.Size:], right[:])
	return sha256.Sum256(node[:])
}

// push adds a leaf and appends to done the hashes that it completes: itself, then each larger subtree.
func (t *tree) push(leaf hash, done []hash) []hash {
	done = append(done, leaf)
	for n := t.size; n&1 == 1; n >>= 1 {
		last := len(t.subtrees) - 1
		leaf = nodeHash(t.subtrees[last], leaf)
		t.subtrees = t.subtrees[:last]
		done = append(done, leaf)
	}
	t.subtrees = append(t.subtrees, leaf)
	t.size++
	return done
}

// root is that of the whole tree.
func (t *tree) root() hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	last := len(t.subtrees) - 1
	root := t.subtrees[last]
	for n := last - 1; n >= 0; n-- {
		root = nodeHash(t.subtrees[n], root)
	}
	return root
}

// copy returns a tree that grows on its own.
func (t *tree) copy() *tree {
	return &tree{t.size, append([]hash(nil), t.subtrees...)}
}

package xmltext

import "bytes"

// settle makes attributes of what a whole tag holds: checks that they are unique, takes the declarations of
// namespaces out, resolves references and prefixes.
func (t *Tokenizer) settle() progress {
	t.scratch = t.scratch[:0]
	declarations := 0
	for i := range t.attrs {
		a := &t.attrs[i]
		if t.repeated(i, sameAsWritten) {
			return t.brokenf(t.r, "attribute %s appears twice in one tag", excerpt(a.Name))
		}
		if bytes.IndexByte(a.Value, '&') >= 0 || bytes.IndexByte(a.Value, '\r') >= 0 {
			before := len(t.scratch)
			t.scratch = appendResolved(t.scratch, a.Value)
			a.Value = t.scratch[before:]
		}
		if a.declares() {
			declarations++
			if p := t.declare(a); p == failed {
				return failed
			}
		}
	}
	if declarations > 0 {
		t.dropDeclarations()
	}
	for i := range t.attrs {
		a := &t.attrs[i]
		if len(a.Prefix) == 0 {
			continue
		}
		a.Space = t.spaces.of(t.spaces.find(a.Prefix), a.Prefix)
		if t.repeated(i, sameExpanded) {
			return t.brokenf(t.r, "attribute %s appears twice in one tag, in one namespace", excerpt(a.Name))
		}
	}
	return passed
}

// repeated tells whether one of the attributes before the i-th is the same. There are few.
func (t *Tokenizer) repeated(i int, same func(a, b *Attr) bool) bool {
	for j := range i {
		if same(&t.attrs[j], &t.attrs[i]) {
			return true
		}
	}
	return false
}

func sameAsWritten(a, b *Attr) bool {
	return bytes.Equal(a.Name, b.Name) && bytes.Equal(a.Prefix, b.Prefix)
}

// sameExpanded: only attributes with a prefix have a namespace.
func sameExpanded(a, b *Attr) bool {
	return len(a.Prefix) > 0 && bytes.Equal(a.Name, b.Name) && bytes.Equal(a.Space, b.Space)
}

// dropDeclarations leaves the attributes proper.
func (t *Tokenizer) dropDeclarations() {
	kept := t.attrs[:0]
	for _, a := range t.attrs {
		if !a.declares() {
			kept = append(kept, a)
		}
	}
	t.attrs = kept
}

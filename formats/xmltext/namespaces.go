package xmltext

import "bytes"

// spaces are the namespaces in force.
type spaces struct {
	bindings []binding
	arena    []byte // what the bindings point into: the tags that declare them leave the window
	scope
}

// binding is a prefix and its namespace; the prefix of the default namespace is empty.
type binding struct{ prefix, space []byte }

// scope is what an element changes and its end restores.
type scope struct {
	bound, used int    // lengths of bindings and arena
	standard    []byte // the default namespace
}

var (
	prefixXML   = []byte("xml")
	prefixXMLNS = []byte("xmlns")
	spaceXML    = []byte("http://www.w3.org/XML/1998/namespace")
)

// declares tells whether an attribute declares a namespace.
func (a *Attr) declares() bool {
	if len(a.Prefix) == 0 {
		return bytes.Equal(a.Name, prefixXMLNS)
	}
	return bytes.Equal(a.Prefix, prefixXMLNS)
}

// declare puts a declaration of the tag at t.r in force.
func (t *Tokenizer) declare(a *Attr) progress {
	if len(a.Value) > t.limits.NameBytes {
		return t.beyond(t.r, "bytes of a namespace", t.limits.NameBytes)
	}
	var prefix []byte
	if len(a.Prefix) > 0 {
		prefix = a.Name
	}
	if bytes.Equal(prefix, prefixXMLNS) {
		return t.broken(t.r, "prefix xmlns cannot be declared")
	}
	t.spaces.bind(prefix, a.Value)
	return passed
}

func (s *spaces) bind(prefix, space []byte) {
	b := binding{prefix: s.keep(prefix), space: s.keep(space)}
	s.bindings = append(s.bindings, b)
	s.bound++
	if len(prefix) == 0 {
		s.standard = b.space
	}
}

// keep copies b to where it stays until its scope is left.
func (s *spaces) keep(b []byte) []byte {
	s.arena = append(s.arena, b...)
	kept := s.arena[s.used:len(s.arena):len(s.arena)]
	s.used = len(s.arena)
	return kept
}

// leave restores what was in force around an element.
func (s *spaces) leave(outer scope) {
	if s.bound == outer.bound {
		return
	}
	s.scope = outer
	s.bindings = s.bindings[:s.bound]
	s.arena = s.arena[:s.used]
}

func (s *spaces) ofElement(prefix []byte) []byte {
	if len(prefix) == 0 {
		return s.standard
	}
	return s.of(prefix)
}

// of returns the namespace of a prefix, and the prefix itself where it is not declared.
func (s *spaces) of(prefix []byte) []byte {
	if bytes.Equal(prefix, prefixXML) {
		return spaceXML
	}
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if bytes.Equal(s.bindings[i].prefix, prefix) {
			return s.bindings[i].space
		}
	}
	return prefix
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

package xmltext

import "bytes"

// spaces are the namespaces in force.
type spaces struct {
	bindings []binding
	standard int    // the binding of the default namespace
	arena    []byte // what the bindings point into: the tags that declare them leave the window
}

// binding is a prefix and its namespace; the prefix of the default namespace is empty. Bindings of inner
// elements come later.
type binding struct {
	prefix, space []byte
	begin         int // of what it has in the arena
}

// unbound is the binding of a prefix that is not declared.
const unbound = -1

var (
	prefixXML   = []byte("xml")
	prefixXMLNS = []byte("xmlns")
	spaceXML    = []byte("http://www.w3.org/XML/1998/namespace")
)

// newSpaces binds what every document has: no default namespace, and the prefix xml.
func newSpaces() spaces {
	return spaces{bindings: []binding{{}, {prefix: prefixXML, space: spaceXML}}}
}

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
	switch {
	case bytes.Equal(prefix, prefixXMLNS):
		return t.broken(t.r, "prefix xmlns cannot be declared")
	case bytes.Equal(prefix, prefixXML):
		return passed // it is bound for good
	}
	t.spaces.bind(prefix, a.Value)
	return passed
}

func (s *spaces) bind(prefix, space []byte) {
	if len(prefix) == 0 {
		s.standard = len(s.bindings)
	}
	begin := len(s.arena)
	s.arena = append(append(s.arena, prefix...), space...)
	kept := s.arena[begin:len(s.arena):len(s.arena)]
	s.bindings = append(s.bindings, binding{kept[:len(prefix)], kept[len(prefix):], begin})
}

// leave drops the bindings of an element, which has so many around it.
func (s *spaces) leave(bound int) {
	s.arena = s.arena[:s.bindings[bound].begin]
	s.bindings = s.bindings[:bound]
	s.standard = s.find(nil)
}

// find returns the binding of a prefix, or unbound.
func (s *spaces) find(prefix []byte) int {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if bytes.Equal(s.bindings[i].prefix, prefix) {
			return i
		}
	}
	return unbound
}

// of returns the namespace of a prefix whose binding is i.
func (s *spaces) of(i int, prefix []byte) []byte {
	if i == unbound {
		return prefix
	}
	return s.bindings[i].space
}

package reconcile

// PlainMatch is Match with references that are compared each with each, in the words of the rules: no hash, no parts, no
// lanes. It is what the fast join must equal.
func PlainMatch(rules Rules, s Statement, instructions []Instruction) (Outcome, error) {
	if err := s.check(); err != nil {
		return Outcome{}, err
	}
	if err := checkAll(instructions); err != nil {
		return Outcome{}, err
	}
	m := newMatcher(rules, s, instructions)
	m.asWritten = true
	for _, x := range []*index{&m.known, &m.elsewhere} {
		for kind := range keyKinds {
			plain := m.plainly(x, kind)
			x.joins[kind] = [turns]*join{plain, plain, plain}
		}
	}
	m.run()
	m.arrange()
	return m.outcome, nil
}

func (m *matcher) plainly(x *index, kind keyKind) *join {
	j := &join{same: make([]int32, len(m.details)), groups: make([]group, len(m.details))}
	said, own := make([]string, len(m.details)), make([]string, len(x.tallies))
	for n := range said {
		said[n] = normalise(kind.said(m.details[n]))
	}
	for n := range own {
		own[n] = normalise(kind.own(x.tallies[n].Instruction))
	}
	for n := range said {
		for first := 0; first <= n && said[n] != ""; first++ {
			if said[first] == said[n] {
				j.same[n] = int32(first + 1)
				break
			}
		}
		for i := range own {
			if int(j.same[n]) == n+1 && own[i] == said[n] {
				j.groups[n].add(&x.tallies[i])
			}
		}
		j.groups[n].sort()
	}
	return j
}

// HashOf and Same show how references are compared, and Pairs how those that are alone are brought together.
var (
	Pairs  = pairs
	HashOf = hashOf
	Same   = sameReference
)

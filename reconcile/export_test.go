package reconcile

// PlainMatch is Match with references that are compared each with each, in the words of the rules: no hash, no parts, no
// lanes. It is what the fast join must equal.
func PlainMatch(rules Rules, s Statement, instructions []Instruction) (Outcome, error) {
	m, err := newMatcher(rules, s, instructions, lanesMin)
	if err != nil {
		return Outcome{}, err
	}
	m.asWritten, m.crowdMin = true, len(instructions)
	for now := range turns {
		m.number(now)
	}
	for _, x := range []*index{&m.known, &m.elsewhere} {
		for kind := range keyKinds {
			plain := m.plainly(x, kind)
			x.joins[kind] = [turns]*join{plain, plain, plain}
		}
	}
	return m.match(), nil
}

// CrowdMatch is Match that takes lists of more than min instructions for long, and works in two lanes on whatever there is.
func CrowdMatch(rules Rules, s Statement, instructions []Instruction, min int) (Outcome, error) {
	m, err := newMatcher(rules, s, instructions, 0)
	if err != nil {
		return Outcome{}, err
	}
	m.crowdMin = min
	return m.match(), nil
}

func (m *matcher) plainly(x *index, kind keyKind) *join {
	j := &join{same: make([]int32, m.details), groups: make([]group, m.details)}
	said, own := make([]string, m.details), make([]string, len(x.stubs))
	for n := range m.units {
		for at := range m.units[n].details {
			said[int(m.units[n].first)+at] = normalise(kind.said(&m.units[n].details[at]))
		}
	}
	for n := range own {
		own[n] = normalise(kind.own(x.stubs[n].Instruction))
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
				j.groups[n].add(x.tally(int32(i)))
			}
		}
		j.groups[n].sort()
	}
	return j
}

// HashOf and Same show how references are compared.
var (
	HashOf = hashOf
	Same   = sameReference
)

// Pairs shows how those that are alone are brought together; takes tells of which of the known there may be a pair.
func Pairs(named, known []uint32, takes []bool) []int32 {
	all := make([]books, len(known))
	for n := range all {
		if takes[n] {
			all[n] = booksDebit
		}
	}
	c := newCrew(len(named), 0)
	defer c.leave()
	return pairs(named, known, all, booksDebit, c)
}

// PlainText tells whether the hash of the text stands for all that is the same.
func PlainText(s string) bool { _, plain := hashText(s); return plain }

// Follows shows how a statement is compared with the one before it.
func (s Statement) Follows(previous Previous) ([]Break, error) { return s.follows(previous) }

package screening

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// vocabulary is a set of distinct words and where in the list each stands. It finds the words that are like a given
// one without comparing it with all of them, and loses none.
type vocabulary struct {
	joined  bool // its words are two that stand beside each other, written as one
	words   []token
	places  [][]place
	byText  map[string]int32
	byFold  map[string][]int32
	byBones map[string][]int32
	byFirst map[rune][]int32 // words of more than one letter, by their first
	byLong  [][]shape        // words by their length
	byWide  [][]shape        // and by their length when folded
}

// place is where a word stands: in which name of the index, from which word of it, over how many.
type place struct {
	name         int32
	start, count uint8
}

// shape is a word at a glance: which letters it has.
type shape struct {
	letters uint32
	word    int32
}

func newVocabulary(joined bool) *vocabulary {
	return &vocabulary{joined: joined, byText: map[string]int32{}, byFold: map[string][]int32{}, byBones: map[string][]int32{}, byFirst: map[rune][]int32{}}
}

func (v *vocabulary) add(s span, p place) {
	key := wordKey(s.token)
	w, known := v.byText[key]
	if !known {
		w = v.learn(s.token, key)
	}
	v.places[w] = append(v.places[w], p)
}

func (v *vocabulary) learn(t token, key string) int32 {
	w := int32(len(v.words))
	v.byText[key] = w
	v.words, v.places = append(v.words, t), append(v.places, nil)
	v.byFold[t.folded] = append(v.byFold[t.folded], w)
	v.byBones[t.bones] = append(v.byBones[t.bones], w)
	v.byLong = grown(v.byLong, t.length, shape{t.letters.present(), w})
	v.byWide = grown(v.byWide, t.width, shape{t.sounds.present(), w})
	if first, _ := utf8.DecodeRuneInString(t.text); t.length > 1 {
		v.byFirst[first] = append(v.byFirst[first], w)
	}
	return w
}

func grown(by [][]shape, length int, s shape) [][]shape {
	for len(by) <= length {
		by = append(by, nil)
	}
	by[length] = append(by[length], s)
	return by
}

// wordKey tells the same letters from a script without vowels apart.
func wordKey(t token) string {
	if t.bare {
		return "\x00" + t.text
	}
	return t.text
}

// candidates appends every word that may be like the one asked for, in order, each once.
func (v *vocabulary) candidates(s span) []int32 {
	first, _ := utf8.DecodeRuneInString(s.text)
	all := slices.Concat(v.byFold[s.folded], v.byBones[s.bones])
	if s.length == 1 {
		all = append(all, v.byFirst[first]...)
	}
	for _, key := range []string{string(first), "\x00" + string(first), s.text, "\x00" + s.text} {
		if w, known := v.byText[key]; known {
			all = append(all, w)
		}
	}
	all = v.near(all, v.byLong, s, s.length, s.letters, func(t token) histogram { return t.letters })
	all = v.near(all, v.byWide, s, s.width, s.sounds, func(t token) histogram { return t.sounds })
	slices.Sort(all)
	return slices.Compact(all)
}

// near appends the words that may be few edits away, by what is counted of both.
func (v *vocabulary) near(all []int32, by [][]shape, s span, length int, counts histogram, of func(token) histogram) []int32 {
	letters := counts.present()
	for other := max(0, length-longEdits); other <= length+longEdits && other < len(by); other++ {
		edits := editsMax(max(length, other))
		if v.joined || s.count > 1 { // of which joinedLeast is asked
			edits = min(edits, max(length, other)*(same-joinedLeast)/same)
		}
		if edits == 0 || other-length > edits || length-other > edits {
			continue
		}
		for _, shape := range by[other] {
			if bits.OnesCount32(letters^shape.letters) <= 2*edits && counts.apart(of(v.words[shape.word])) <= 2*edits {
				all = append(all, shape.word)
			}
		}
	}
	return all
}

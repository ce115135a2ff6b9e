package screening

import (
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// The similarity of two words in basis points, by how they agree. A word of which less than that agrees is another one.
const (
	same          = 10_000
	soundsSame    = 9_500 // the same after folding; what is nearly so after it is so much less
	bareSkeleton  = 9_000 // the same consonants, and one of them is of a script that writes no vowels
	sameSkeleton  = 8_500 // the same consonants, at least four
	initialLetter = 8_000 // an initial and a word that begins with it

	bareSkeletonLeast = 3
	skeletonLeast     = 4
)

// token is a word of a name, ready to be compared.
type token struct {
	text, folded, bones string
	bare                bool // its script writes no short vowels
	length, width       int  // characters of the text and of what is folded
	letters, sounds     histogram
}

func newToken(w written) token {
	t := token{text: w.text, bare: w.bare, length: utf8.RuneCountInString(w.text), letters: histogramOf(w.text)}
	t.folded = fold(t.text)
	t.bones = skeleton(t.folded)
	t.width, t.sounds = utf8.RuneCountInString(t.folded), histogramOf(t.folded)
	return t
}

// longEdits is how many letters may be wrong in a long word.
const longEdits = 2

// editsMax is how many letters may be wrong in a word so long that it may still be the same.
func editsMax(length int) int {
	switch {
	case length < 4:
		return 0
	case length < 8:
		return 1
	}
	return longEdits
}

// similarity returns how alike two words are in basis points; 0 where they are not.
func similarity(a, b token) int {
	switch {
	case a.text == b.text:
		return same
	case a.folded == b.folded && a.length > 1 && b.length > 1:
		return soundsSame
	case a.bones == b.bones && (a.bare || b.bare) && len(a.bones) >= bareSkeletonLeast:
		return bareSkeleton
	}
	score := 0
	if a.bones == b.bones && len(a.bones) >= skeletonLeast {
		score = sameSkeleton
	}
	if a.length == 1 && b.length > 1 && initial(a, b) || b.length == 1 && a.length > 1 && initial(b, a) {
		score = initialLetter
	}
	if near(a.length, b.length, a.letters, b.letters) {
		score = max(score, edited(a.text, b.text, a.length, b.length))
	}
	if near(a.width, b.width, a.sounds, b.sounds) {
		score = max(score, edited(a.folded, b.folded, a.width, b.width)-(same-soundsSame))
	}
	return score
}

func initial(letter, word token) bool {
	r, _ := utf8.DecodeRuneInString(word.text)
	return letter.text == string(r)
}

// edited compares letter by letter: what must be inserted, left out, changed or exchanged with its neighbour (optimal
// string alignment).
func edited(a, b string, lengthA, lengthB int) int {
	longer := max(lengthA, lengthB)
	distance := edlib.OSADamerauLevenshteinDistance(a, b)
	if distance > editsMax(longer) {
		return 0
	}
	return same - same*distance/longer
}

// near tells whether two words may be so few edits apart that they count as alike. It lets none go that are: one edit
// changes the length by at most one, and the count of letters by at most two.
func near(lengthA, lengthB int, a, b histogram) bool {
	edits := editsMax(max(lengthA, lengthB))
	if edits == 0 || lengthA-lengthB > edits || lengthB-lengthA > edits {
		return false
	}
	return a.apart(b) <= 2*edits
}

// histogram counts the letters of a word, up to 15 of each of 32 classes; a class may hold several letters.
type histogram [2]uint64

func histogramOf(word string) histogram {
	var h histogram
	for _, r := range word {
		class := uint(r) % 32
		half, at := class/16, class%16*4
		if h[half]>>at&15 < 15 {
			h[half] += 1 << at
		}
	}
	return h
}

// present returns which classes of letters the word has, one bit each.
func (h histogram) present() uint32 {
	bits := uint32(0)
	for class := range 32 {
		if h[class/16]>>(class%16*4)&15 > 0 {
			bits |= 1 << class
		}
	}
	return bits
}

// apart returns by how much the counts differ, summed; it never says more than the words differ by.
func (h histogram) apart(other histogram) int {
	sum := 0
	for half := range h {
		x, y := h[half], other[half]
		for x != y {
			a, b := int(x&15), int(y&15)
			sum += max(a-b, b-a)
			x, y = x>>4, y>>4
		}
	}
	return sum
}

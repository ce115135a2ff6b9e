package jobs

import "strings"

// MayClash tells whether a file for one correspondent could get the name of a file for another, in letters of either
// case: the spool keeps all of them in one folder. It may say so where they cannot, never the other way round.
//
// The sequence runs through all files of a release, whoever gets them. So two names that agree on cycle and sequence at
// the same place are of the same file; and two that must differ in some character before that are never equal.
func MayClash(house string, a, b Correspondent) bool {
	return mayEqual(a.FileNames.places(house, a.ID), b.FileNames.places(house, b.ID))
}

// place is one character of a name, or the digits of a number whose length nobody knows.
type place struct {
	first    string // what it can begin with, in small letters
	openEnds string // "" for one character; else whose number it is
}

const digits = "0123456789"

// places lays the pattern out from the left.
func (n FileNames) places(house, correspondent string) []place {
	parts, _ := n.parts() // what is no pattern gives no name
	var all []place
	for _, p := range parts {
		switch p.placeholder {
		case "house":
			all = append(all, layOut(house)...)
		case "correspondent":
			all = append(all, layOut(correspondent)...)
		case "date":
			all = append(all, layOut("########")...)
		case "cycle":
			all = append(append(all, layOut("####-##-##-")...), place{digits, p.placeholder})
		case "sequence":
			all = append(all, place{digits + "r", p.placeholder})
		case "message":
			all = append(all, layOut("????.###.###.##")...)
		default:
			all = append(all, layOut(p.literal)...)
		}
	}
	return all
}

// layOut turns a text into places; # stands for a digit and ? for a letter.
func layOut(text string) []place {
	var all []place
	for _, c := range strings.ToLower(text) {
		switch c {
		case '#':
			all = append(all, place{first: digits})
		case '?':
			all = append(all, place{first: "abcdefghijklmnopqrstuvwxyz"})
		default:
			all = append(all, place{first: string(c)})
		}
	}
	return all
}

func mayEqual(a, b []place) bool {
	agreed := map[string]bool{}
	for n := 0; n < len(a) && n < len(b); n++ {
		x, y := a[n], b[n]
		switch {
		case x.openEnds != "" && x.openEnds == y.openEnds:
			agreed[x.openEnds] = true
		case !strings.ContainsAny(x.first, y.first):
			return false
		case x.openEnds != y.openEnds:
			return true // their characters stand at other places from here on
		}
		if agreed["cycle"] && agreed["sequence"] {
			return false
		}
	}
	return false // the shorter one ends here, the other goes on
}

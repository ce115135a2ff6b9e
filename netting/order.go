package netting

import (
	"cmp"
	"slices"

	"nostro/money"
)

// inOrder returns the obligations by currency, Seq and ID. Nearly always they come by Seq: parted by currency they are in
// order then, and only what is not is sorted.
func inOrder(obligations []Obligation) []Obligation {
	var found []money.Currency
	var counts []int
	partOf := map[money.Currency]uint16{}
	parts := make([]uint16, len(obligations))
	for n := range obligations {
		c := obligations[n].Amount.Currency()
		part, known := partOf[c]
		if !known {
			part = uint16(len(found))
			partOf[c], found, counts = part, append(found, c), append(counts, 0)
		}
		parts[n] = part
		counts[part]++
	}
	starts := startsOf(found, counts)
	sorted, at := make([]Obligation, len(obligations)), slices.Clone(starts)
	for n := range obligations {
		part := parts[n]
		sorted[at[part]] = obligations[n]
		at[part]++
	}
	for part, from := range starts {
		sortPart(sorted[from : from+counts[part]])
	}
	return sorted
}

// startsOf tells where each currency begins among all, by code.
func startsOf(found []money.Currency, counts []int) []int {
	byCode := make([]int, len(found))
	for n := range byCode {
		byCode[n] = n
	}
	slices.SortFunc(byCode, func(a, b int) int { return cmp.Compare(found[a].Code(), found[b].Code()) })
	starts, from := make([]int, len(found)), 0
	for _, part := range byCode {
		starts[part] = from
		from += counts[part]
	}
	return starts
}

func sortPart(part []Obligation) {
	for n := 1; n < len(part); n++ {
		if part[n-1].Seq >= part[n].Seq {
			slices.SortFunc(part, func(a, b Obligation) int { return compareObligations(&a, &b) })
			return
		}
	}
}

package config

import (
	"fmt"

	"nostro/netting"
)

// LoadNetting reads the section netting of a nostro.yaml and nothing else of it, for who nets without the rest of a
// house: no key, no bank and no person has to be there. What is wrong in the section is an error that wraps Problems.
func LoadNetting(path string) (netting.Terms, error) {
	data, err := readLimited(path, bytesMax)
	if err != nil {
		return netting.Terms{}, err
	}
	r := &reader{}
	terms := netting.Terms{}
	if root := r.root(data); root != nil {
		terms = root.netting()
	}
	if len(r.problems) > 0 {
		return netting.Terms{}, fmt.Errorf("%s: %w", path, r.problems.sorted())
	}
	return terms, nil
}

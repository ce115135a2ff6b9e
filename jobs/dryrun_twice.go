package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"nostro/intake"
	"nostro/netting"
)

// repeated returns the hashes that more than one good row has: candidates for identifiers that come twice. Equal
// identifiers have equal hashes, so none is missed; a second pass looks at the identifiers themselves.
func (p *dryPass) repeated() map[uint64]struct{} {
	found := make([][]uint64, idParts)
	var working sync.WaitGroup
	for first := range len(p.workers) {
		working.Go(func() {
			var room []uint64
			for part := first; part < idParts; part += len(p.workers) {
				found[part], room = p.repeatedOf(part, room)
			}
		})
	}
	working.Wait()
	all := map[uint64]struct{}{}
	for _, hash := range slices.Concat(found...) {
		all[hash] = struct{}{}
	}
	return all
}

// repeatedOf looks at the hashes of one part, which fit into a cache. 0 stands for an empty slot, and for itself apart.
func (p *dryPass) repeatedOf(part int, room []uint64) (found, again []uint64) {
	count := 0
	for _, w := range p.workers {
		count += len(w.ids[part])
	}
	size := 1
	for size < 2*count {
		size *= 2
	}
	if cap(room) < size {
		room = make([]uint64, size)
	}
	slots, zeros := room[:size], 0
	clear(slots)
	for _, w := range p.workers {
		for _, hash := range w.ids[part] {
			if hash == 0 {
				zeros++
				continue
			}
			at := hash & uint64(size-1)
			for slots[at] != 0 && slots[at] != hash {
				at = (at + 1) & uint64(size-1)
			}
			if slots[at] == hash {
				found = append(found, hash)
			}
			slots[at] = hash
		}
		w.ids[part] = nil
	}
	if zeros > 1 {
		found = append(found, 0)
	}
	return found, room
}

// settleApart decides about the rows that were set apart, in the order of files and lines, as an import does: the
// first of an identifier is taken, the same again is known already, and another is a conflict. What no agreement
// covers is refused.
func (p *dryPass) settleApart() (taken []intake.Obligation, err error) {
	var apart []apartRow
	for _, w := range p.workers {
		apart = append(apart, w.apart...)
	}
	if len(apart) > dryKeptMax {
		return nil, fmt.Errorf("%d obligations must be kept: %w, where %d are the limit: give fewer at once", len(apart), errDryBound, dryKeptMax)
	}
	slices.SortFunc(apart, func(a, b apartRow) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line)) })
	first := make(map[string]int, len(apart))
	for n, row := range apart {
		at, known := first[row.value.ID]
		name := p.fileName(row.file)
		switch {
		case known && apart[at].value == row.value:
			p.out.Known++
		case known:
			p.refuse(row.file, intake.Refusal{File: name, Line: row.line, Field: "id", Value: row.value.ID,
				Reason: fmt.Sprintf("conflict: %s:%d has this id with other content", p.fileName(apart[at].file), apart[at].line),
				Remedy: "give a new id if it is another one, or take one of the two out"})
		default:
			first[row.value.ID] = n
			if _, _, covered := p.run.Terms.Of(asOwed(row.value)); !covered {
				p.refuse(row.file, uncovered(name, row.line, row.value.ID))
				continue
			}
			taken = append(taken, row.value)
		}
	}
	return taken, nil
}

func asOwed(o intake.Obligation) netting.Obligation {
	return netting.Obligation{ID: o.ID, Payer: o.Payer, Payee: o.Payee, Amount: o.Amount, ValueDate: o.ValueDate}
}

func (p *dryPass) refuse(file int, r intake.Refusal) {
	p.out.RowsRefused++
	p.out.RefusalCount++
	p.refusals = append(p.refusals, placedRefusal{file, r})
}

// firstRefusals are those that are shown, by file and line.
func (p *dryPass) firstRefusals() []intake.Refusal {
	slices.SortStableFunc(p.refusals, func(a, b placedRefusal) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.Line, b.Line))
	})
	var first []intake.Refusal
	for _, r := range p.refusals[:min(len(p.refusals), refusalsHeldMax)] {
		first = append(first, r.Refusal)
	}
	return first
}

package screening

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// scan compares with every name of the list: what the index must find.
func scan(entries []Entry, text string, least int, accept func(Entry, Name, int) bool) []Match {
	asked := newName(text)
	var all []Match
	for e, entry := range entries {
		for n, one := range entry.Names {
			if s := compare(asked, newName(one.Text)); s >= least && accept(entry, one, s) {
				all = append(all, Match{e, n, s})
			}
		}
	}
	return best(all)
}

func anyName(Entry, Name, int) bool { return true }

// The index finds what a scan finds: names of words that are near each other, joined, initials, in two scripts.
func TestIndexLosesNothing(t *testing.T) {
	word := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("abehk")), 1, 12, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("абвгдеиу")), 1, 9, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("محمدرا")), 1, 6, -1),
		rapid.SampledFrom([]string{"al", "bin", "ltd", "bank", "trading", "mohamed", "muhammad", "Юсуф", "o'neil", "中国银行", "the", "j."}))
	draw := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, 5).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		var entries []Entry
		for n, text := range rapid.SliceOfN(draw, 1, 12).Draw(t, "list") {
			names := []Name{{Text: text}}
			if n%3 == 0 {
				names = append(names, Name{draw.Draw(t, "alias"), true})
			}
			entries = append(entries, Entry{ID: fmt.Sprint(n), Names: names})
		}
		x := NewIndex(entries)
		for range 3 {
			asked := draw.Draw(t, "asked")
			least := rapid.IntRange(1, same).Draw(t, "least")
			got, want := x.Search(asked, least, anyName), scan(entries, asked, least, anyName)
			if !slices.Equal(got, want) {
				t.Fatalf("%q at %d: the index finds %v, the scan %v in %v", asked, least, got, want, entries)
			}
		}
	})
}

// drawn returns names of two to four words, from a vocabulary of syllables.
func drawn(count int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	syllables := strings.Fields("mo ha med al ra shid iv an si do rov pet ka ri na jo se li chen wang gar ci a lo pez mar tin ov sk iy " +
		"ber ger hoff man ali has san ibra him yu suf ek ate ri na vol kov bra un schm idt")
	words := make([]string, 1+count/2)
	for n := range words {
		for range 2 + r.IntN(3) {
			words[n] += syllables[r.IntN(len(syllables))]
		}
	}
	all := make([]string, count)
	for n := range all {
		parts := make([]string, 2+r.IntN(3))
		for k := range parts {
			parts[k] = words[r.IntN(len(words))]
		}
		all[n] = strings.Join(parts, " ")
	}
	return all
}

func drawnEntries(count int) []Entry {
	entries := make([]Entry, count)
	for n, text := range drawn(count, 7) {
		entries[n] = Entry{ID: fmt.Sprint(n), Names: []Name{{Text: text}}}
	}
	return entries
}

// Benchmark of 100,000 names against 20,000: all by the index, some by the scan, which is the baseline.
func BenchmarkScreen(b *testing.B) {
	const parties, listed, scanned = 100_000, 20_000, 100
	entries, names := drawnEntries(listed), drawn(parties, 9)
	prepared := make([]name, listed)
	for n, e := range entries {
		prepared[n] = newName(e.Names[0].Text)
	}
	for b.Loop() {
		start := b.Elapsed()
		x, hits := NewIndex(entries), 0
		built := b.Elapsed() - start
		start = b.Elapsed()
		for _, text := range names {
			hits += len(x.Search(text, 8500, anyName))
		}
		indexed := (b.Elapsed() - start).Seconds() / parties
		start = b.Elapsed()
		for _, text := range names[:scanned] {
			asked := newName(text)
			for _, l := range prepared {
				compare(asked, l)
			}
		}
		full := (b.Elapsed() - start).Seconds() / scanned
		b.ReportMetric(full/indexed, "times-the-scan")
		b.ReportMetric(indexed*1e6, "µs/name")
		b.ReportMetric(full*1e6, "µs/name-scanned")
		b.ReportMetric(built.Seconds(), "s-to-build")
		b.ReportMetric(float64(hits), "hits")
	}
}

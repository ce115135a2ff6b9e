package risk

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDigestIsFixed(t *testing.T) {
	files := []FileHash{{"a.xml", "00", 1}, {"b.xml", "ff", 2}}
	const want = "ac515c19e6fd59585e3e480fd1cf064fad2a184465ac40377bca982f6cea284f"
	if got := Digest(files); got != want {
		t.Errorf("digest is %s, want %s: approvals already given would no longer count", got, want)
	}
}

func TestDigestTellsFilesApart(t *testing.T) {
	lists := map[string][]FileHash{
		"none":             nil,
		"one":              {{"a", "b", 1}},
		"other name":       {{"A", "b", 1}},
		"other hash":       {{"a", "c", 1}},
		"other size":       {{"a", "b", 2}},
		"shifted":          {{"ab", "", 1}},
		"shifted back":     {{"", "ab", 1}},
		"twice":            {{"a", "b", 1}, {"a", "b", 1}},
		"empty":            {{"", "", 0}},
		"two empty":        {{"", "", 0}, {"", "", 0}},
		"negative size":    {{"a", "b", -1}},
		"exchanged hashes": {{"a", "y", 1}, {"b", "x", 1}},
		"right hashes":     {{"a", "x", 1}, {"b", "y", 1}},
	}
	seen := map[string]string{}
	for name, files := range lists {
		digest := Digest(files)
		if other, twice := seen[digest]; twice {
			t.Errorf("%q and %q have one digest", name, other)
		}
		if len(digest) != 64 {
			t.Errorf("%q has the digest %q", name, digest)
		}
		seen[digest] = name
	}
}

var drawnFiles = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) FileHash {
	return FileHash{rapid.StringN(0, 4, -1).Draw(t, "name"), rapid.StringN(0, 4, -1).Draw(t, "hash"),
		rapid.Int64Range(0, 3).Draw(t, "bytes")}
}), 0, 5)

func TestDigestDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := drawnFiles.Draw(t, "files")
		given := slices.Clone(files)
		shuffled := rapid.Permutation(files).Draw(t, "order")
		if Digest(files) != Digest(shuffled) {
			t.Fatalf("%v and %v differ", files, shuffled)
		}
		if !slices.Equal(files, given) {
			t.Fatal("the files of the caller were sorted in place")
		}
	})
}

func TestDigestIsInjective(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := drawnFiles.Draw(t, "first"), drawnFiles.Draw(t, "second")
		if (Digest(first) == Digest(second)) != sameFiles(first, second) {
			t.Fatalf("%v and %v", first, second)
		}
	})
}

func sameFiles(a, b []FileHash) bool {
	count := map[FileHash]int{}
	for _, f := range a {
		count[f]++
	}
	for _, f := range b {
		count[f]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

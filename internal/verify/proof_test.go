package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

// proofs makes proof files as the program does: of every entry under every checkpoint that covers it, and
// of every pair of checkpoints.
func proofs(t *testing.T, w *world) (inclusion, consistency [][]byte) {
	t.Helper()
	s, err := store.Open(t.Context(), w.db, noon)
	must(t, err)
	defer s.Close()
	stages := &jobs.Stages{Store: s}
	for _, n := range w.notes {
		var size int64
		_, err := fmt.Sscanf(n.Name, "%d.note", &size)
		must(t, err)
		for number := int64(1); number <= size; number++ {
			p, err := stages.ProveEntry(t.Context(), fmt.Sprint(number), string(n.Note), w.key)
			inclusion = append(inclusion, encode(t, p, err))
		}
		for _, older := range w.notes {
			if older.Name <= n.Name {
				p, err := stages.ProveExtension(t.Context(), string(older.Note), string(n.Note), w.key)
				consistency = append(consistency, encode(t, p, err))
			}
		}
	}
	return inclusion, consistency
}

func encode(t *testing.T, v any, err error) []byte {
	t.Helper()
	must(t, err)
	data, err := json.Marshal(v)
	must(t, err)
	return data
}

func TestProofsOfTheProgramHold(t *testing.T) {
	w := newWorld(t)
	inclusion, consistency := proofs(t, w)
	if len(inclusion) != 12+25+40 || len(consistency) != 6 {
		t.Fatalf("%d and %d proofs", len(inclusion), len(consistency))
	}
	for n, data := range append(inclusion, consistency...) {
		a := Proof("p.json", data, []string{w.key.public})
		if a.Verdict != Verified {
			t.Errorf("%+v\n%s", a, data)
		}
		says := "as it stands in this file, is in the "
		if n >= len(inclusion) {
			says = " that were signed later begin with the "
		}
		var text bytes.Buffer
		must(t, a.Write(&text))
		if lines := strings.Split(text.String(), "\n"); len(lines) != 3 || lines[0] != "verified: p.json" || !strings.HasPrefix(lines[1], "proven:    ") ||
			!strings.Contains(lines[1], says) {
			t.Errorf("it tells %q", lines)
		}
	}
}

// changeProof returns the proof with one member changed.
func changeProof(t *testing.T, data []byte, change func(p map[string]any)) []byte {
	t.Helper()
	var p map[string]any
	must(t, json.Unmarshal(data, &p))
	change(p)
	out, err := json.Marshal(p)
	must(t, err)
	return out
}

func TestProofsThatDoNotHold(t *testing.T) {
	w := newWorld(t)
	inclusion, consistency := proofs(t, w)
	one, two := inclusion[12+6], consistency[1] // entry 7 under 25; 12 to 25
	entry := func(member string, value any) func(p map[string]any) {
		return func(p map[string]any) { p["entry"].(map[string]any)[member] = value }
	}
	set := func(member string, value any) func(p map[string]any) {
		return func(p map[string]any) { p[member] = value }
	}
	replace := func(member, from, to string) func(p map[string]any) {
		return func(p map[string]any) { p[member] = strings.Replace(p[member].(string), from, to, 1) }
	}
	const zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	for name, c := range map[string]struct {
		proof  []byte
		change func(p map[string]any)
		want   Verdict
		says   string
	}{
		"memo":          {one, entry("memo", "x"), Tampered, "entry 7 (booked:1:7:charge), entry"},
		"number":        {one, entry("number", 8), Tampered, "audit_path"},
		"leaf hash":     {one, set("leaf_hash", zeros), Tampered, "leaf_hash"},
		"leaf index":    {one, set("leaf_index", 3), Tampered, "leaf_index"},
		"path":          {one, set("audit_path", []string{zeros}), Tampered, "audit_path"},
		"path of stubs": {one, set("audit_path", []string{"AAAA"}), Tampered, "audit_path"},
		"size":          {one, set("tree_size", 26), Tampered, "not that of the note"},
		"note":          {one, replace("checkpoint", "\n25\n", "\n24\n"), Tampered, "signature is not good"},
		"no note":       {one, set("checkpoint", ""), Tampered, "no signed note"},
		"no entry":      {one, set("entry", nil), BadInput, "has no entry"},
		"posting": {one, entry("postings", []map[string]string{{"minor_units": "1.5"}}), BadInput,
			"no whole number"},
		"account that is two": {one, entry("postings", []map[string]string{{"minor_units": "1", "currency": "USD",
			"account": "nostro:A\tUSD\t-1\nnostro:B"}}), BadInput, "there is no account"},
		"form":             {one, set("form", "nostro inclusion proof 2"), BadInput, "known are"},
		"unknown member":   {one, set("trust", true), BadInput, "no proof file"},
		"consistency path": {two, set("path", []string{zeros, zeros}), Tampered, "path: it does not show"},
		"stub":             {two, set("path", []string{"AAAA"}), Tampered, "path: it does not show"},
		"no path":          {two, set("path", nil), Tampered, "path: it does not show"},
		"older root":       {two, set("older_root", zeros), Tampered, "older_checkpoint"},
		"newer note":       {two, replace("newer_checkpoint", "\n25\n", "\n27\n"), Tampered, "newer_checkpoint"},
		"turned round": {two, func(p map[string]any) {
			for _, m := range []string{"size", "root", "checkpoint"} {
				p["older_"+m], p["newer_"+m] = p["newer_"+m], p["older_"+m]
			}
		}, Tampered, "path"},
	} {
		t.Run(name, func(t *testing.T) {
			a := Proof("p.json", changeProof(t, c.proof, c.change), []string{w.key.public})
			var text bytes.Buffer
			must(t, a.Write(&text))
			if a.Verdict != c.want || !strings.Contains(text.String(), c.says) || strings.Contains(text.String(), "proven:") {
				t.Errorf("want %s with %q, got\n%s", c.want, c.says, text.String())
			}
		})
	}
}

func TestProofWithoutItsKeyCannotBeTold(t *testing.T) {
	w := newWorld(t)
	inclusion, consistency := proofs(t, w)
	for _, data := range [][]byte{inclusion[0], consistency[0]} {
		for _, keys := range [][]string{nil, {newSigner(t, "nostro-0badcafe").public}} {
			if a := Proof("p.json", data, keys); a.Verdict != CannotTell {
				t.Errorf("%+v", a)
			}
		}
		if a := Proof("p.json", data, []string{"key"}); a.Verdict != BadInput {
			t.Errorf("%+v", a)
		}
	}
	if a := Proof("p.json", []byte("{"), nil); a.Verdict != BadInput {
		t.Errorf("%+v", a)
	}
}

// Every path of every small tree climbs to its root, and to no other when any node is changed.
func TestClimbAndExtendsOnEverySmallTree(t *testing.T) {
	for size := int64(1); size <= 40; size++ {
		leaves := make([]hash, size)
		for n := range leaves {
			leaves[n] = hash{byte(n), 1}
		}
		root := rootOf(leaves)
		for index := range size {
			path := pathOf(leaves, index)
			if got, ok := climb(leaves[index][:], index, size, path); !ok || got != root {
				t.Fatalf("leaf %d of %d does not climb to the root", index, size)
			}
			if got, ok := climb(leaves[index][:], index, size, append(path, leaves[0][:])); ok && got == root {
				t.Fatalf("leaf %d of %d climbs by a path that is too long", index, size)
			}
			if got, ok := climb(leaves[index][:], (index+1)%(size+1), size, path); ok && got == root && size > 1 {
				t.Fatalf("leaf %d of %d climbs from the wrong place", index, size)
			}
		}
	}
}

func rootOf(leaves []hash) hash {
	var grown tree
	for _, l := range leaves {
		grown.push(l, nil)
	}
	return grown.root()
}

// pathOf is RFC 6962 section 2.1.1, word for word.
func pathOf(leaves []hash, index int64) [][]byte {
	if len(leaves) == 1 {
		return nil
	}
	half := int64(1)
	for half*2 < int64(len(leaves)) {
		half *= 2
	}
	if index < half {
		root := rootOf(leaves[half:])
		return append(pathOf(leaves[:half], index), root[:])
	}
	root := rootOf(leaves[:half])
	return append(pathOf(leaves[half:], index-half), root[:])
}

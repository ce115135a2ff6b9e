package jobs

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/formats"
)

const nameHouse = "NWSLGB2LXXX"

// A correspondent without a pattern has the names that it always had.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	first := namedFile{house: nameHouse, correspondent: "rhein", cycle: "2026-11-24-1", date: "20261124", message: "pacs.008.001.08",
		release: 1, sequence: 7}
	third := first
	third.release = 3
	whole := "{house}-{date}-{correspondent}-{cycle}-{sequence}-{message}.xml"
	for _, c := range []struct {
		names FileNames
		file  namedFile
		want  string
	}{
		{FileNames{}, first, "NWSLGB2LXXX-2026-11-24-1-0007-pacs.008.001.08.xml"},
		{FileNames{}, third, "NWSLGB2LXXX-2026-11-24-1-r3-0007-pacs.008.001.08.xml"},
		{FileNames{Pattern: whole}, first, "NWSLGB2LXXX-20261124-rhein-2026-11-24-1-0007-pacs.008.001.08.xml"},
		{FileNames{Pattern: whole, Case: "upper"}, third, "NWSLGB2LXXX-20261124-RHEIN-2026-11-24-1-R3-0007-PACS.008.001.08.XML"},
		{FileNames{Case: "lower"}, first, "nwslgb2lxxx-2026-11-24-1-0007-pacs.008.001.08.xml"},
		{FileNames{Pattern: "P{sequence}_{cycle}", Max: 18}, first, "P0007_2026-11-24-1"},
	} {
		got, err := c.names.name(c.file)
		again, _ := c.names.name(c.file)
		if err != nil || got != c.want || again != got {
			t.Errorf("%+v: %q, then %q, want %q (%v)", c.names, got, again, c.want, err)
		}
		ours, err := c.names.matches(nameHouse, "rhein", got+".pgp.part")
		if err != nil || !ours {
			t.Errorf("%q is not known as ours: %v", got, err)
		}
		if ours, _ := c.names.matches(nameHouse, "rhein", "ACK-"+got); ours {
			t.Errorf("ACK-%s is taken for ours", got)
		}
		if longest := c.names.Longest(nameHouse, "rhein"); longest < len(got) {
			t.Errorf("%q is longer than the longest, %d", got, longest)
		}
	}
}

// A name is never cut: where it gets too long all the same, nothing is written.
func TestNameThatIsTooLong(t *testing.T) {
	t.Parallel()
	names := FileNames{Pattern: "P{sequence}_{cycle}", Max: 18}
	_, err := names.name(namedFile{correspondent: "rhein", cycle: "2026-11-24-1", release: 2, sequence: 7})
	if !errors.Is(err, ErrNeedsPerson) || !strings.Contains(err.Error(), "has 21 characters, at most 18 go: shorten file_name") {
		t.Errorf("%v", err)
	}
}

// What uniqueness leans on: every message that we send has an identifier of the one form.
func TestMessagesHaveTheFormThatNamesExpect(t *testing.T) {
	t.Parallel()
	names := FileNames{Pattern: "{message}"}
	for _, message := range []string{formats.MessageNotice, formats.MessageRecall, formats.InstitutionTransfer.Message(),
		formats.CustomerTransfer.Message(), formats.CustomerInitiation.Message(), formats.CoverTransfer.Message()} {
		if is, err := names.matches("", "", message); !is || err != nil || len(message) != placeholders["message"].longest {
			t.Errorf("%s is of another form: %v", message, err)
		}
	}
}

// anyPattern draws patterns with the two placeholders that are needed; many are good.
func anyPattern() *rapid.Generator[string] {
	part := rapid.SampledFrom([]string{"{house}", "{correspondent}", "{date}", "{message}", "{date}-", "-{date}", "-", "-", "_", ".xml", "r",
		"r2-", "1", "2026-11-24-1"})
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(part, 1, 4).Draw(t, "parts")
		return strings.Join(rapid.Permutation(append(parts, "{cycle}", "{sequence}")).Draw(t, "order"), "")
	})
}

// namedWorld is files of which many are nearly the same, each in two messages, of which only one will ever be written.
func namedWorld(correspondent string) (world []namedFile) {
	for _, day := range []string{"2026-11-24", "2026-11-25"} {
		for _, cycle := range []string{"-1", "-2", "-11", "-111"} {
			for _, release := range []int{1, 2, 22} {
				for _, sequence := range []int{1, 11, 1000, 10001, 11000, 110001, 2026, 20261124} {
					for _, message := range []string{"pacs.008.001.08", "camt.057.001.06"} {
						world = append(world, namedFile{nameHouse, correspondent, day + cycle, message,
							strings.ReplaceAll(day, "-", ""), release, sequence, false})
					}
				}
			}
		}
	}
	return world
}

// Two files never get one name, in letters of either case: not by one pattern, and not by two that are allowed beside
// each other. Correspondents have names that invite it.
func TestNoTwoFilesGetOneName(t *testing.T) {
	t.Parallel()
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom([]string{"a", "a-1", "r", "r2", "1", "2026-11-24-1", "nwslgb2lxxx"})
		pattern := rapid.OneOf(anyPattern(), anyPattern(), rapid.Just(FilePatternDefault))
		a := Correspondent{ID: id.Draw(t, "a"), FileNames: FileNames{Pattern: pattern.Draw(t, "pattern of a")}}
		b := Correspondent{ID: id.Draw(t, "b"), FileNames: FileNames{Pattern: pattern.Draw(t, "pattern of b")}}
		if rapid.Bool().Draw(t, "same") {
			b.FileNames = a.FileNames
		}
		if a.FileNames.Check() != nil || b.FileNames.Check() != nil || MayClash(nameHouse, a, b) {
			return
		}
		type key struct {
			cycle             string
			release, sequence int
		}
		of := map[string]key{}
		for _, c := range []Correspondent{a, b} {
			for _, f := range namedWorld(c.ID) {
				name, err := c.FileNames.name(f)
				if err != nil {
					t.Fatal(err)
				}
				name, k := strings.ToLower(name), key{f.cycle, f.release, f.sequence}
				if other, taken := of[name]; taken && other != k {
					t.Fatalf("%q for %s and %q for %s give %q to %v and %v", a.FileNames.Pattern, a.ID, b.FileNames.Pattern, b.ID, name, other, k)
				}
				of[name] = k
			}
		}
		compared++
	})
	if compared == 0 {
		t.Error("no names were compared")
	}
}

// A pattern never clashes with itself; what could is refused alone.
func TestPatternBesideItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Correspondent{ID: "a", FileNames: FileNames{Pattern: anyPattern().Draw(t, "pattern")}}
		if c.FileNames.Check() == nil && MayClash(nameHouse, c, c) {
			t.Fatalf("%q clashes with itself", c.FileNames.Pattern)
		}
	})
}

func TestPatternsThatMayClash(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"", "", false},
		{"{cycle}-{sequence}-a", "{cycle}-{sequence}-b", false},
		{"{correspondent}-{cycle}-{sequence}", "{correspondent}-{sequence}-{cycle}", false},
		{"{cycle}-{sequence}", "{sequence}-{cycle}", true},
		{"A{cycle}-{sequence}", "a{sequence}-{cycle}", true},
		{"A{cycle}-{sequence}", "B{sequence}-{cycle}", false},
		{"{cycle}-{date}-{sequence}", "{cycle}-{sequence}-{date}", true},
	} {
		a := Correspondent{ID: "hudson", FileNames: FileNames{Pattern: c.a}}
		b := Correspondent{ID: "rhein", FileNames: FileNames{Pattern: c.b}}
		if MayClash(nameHouse, a, b) != c.want || MayClash(nameHouse, b, a) != c.want {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.want)
		}
	}
}

package screening

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the measured figures into docs/screening.md")

// Common names of several countries, as statistics offices publish them, and words of made-up companies.
var (
	givenNames = strings.Fields("James Mary John Patricia Robert Jennifer Michael Linda David Elizabeth Mohammed Fatima Ahmed Aisha Ali Omar Hassan Layla " +
		"Ivan Olga Dmitri Elena Sergei Natalia Vladimir Irina Wei Fang Min Jing Hiroshi Yuki Maria Jose Carlos Ana Luis Carmen Hans Ursula Peter Anna " +
		"Pierre Marie Giovanni Giulia Mehmet Ayse Raj Priya Arjun Sunita")
	familyNames = strings.Fields("Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Khan Hussein Rahman Abdullah Hassan Ibrahim Saleh Mansour " +
		"Ivanov Petrov Sidorov Kuznetsov Popov Volkov Sokolov Wang Li Zhang Chen Liu Tanaka Suzuki Sato Mueller Schmidt Schneider Fischer Weber Dubois Moreau " +
		"Rossi Bianchi Yilmaz Kaya Singh Sharma Patel Kumar Gupta Novak")
	firmWords = strings.Fields("Northern Harbour Golden Atlas Summit River Crescent Falcon Orchid Delta Pioneer Lantern Meridian Cobalt Willow Anchor Beacon Granite " +
		"Horizon Juniper")
	firmKinds = []string{"Trading LLC", "Shipping Ltd", "Bank", "Holding AG", "Industries Inc", "Petroleum Co", "Logistics GmbH", "Foods SA", "Textiles", "Pharma"}
)

// population returns listed names and others of the same words: persons of two and three names, and companies.
func population() (listed, others []string) {
	r := rand.New(rand.NewPCG(6, 6))
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	seen := map[string]bool{}
	draw := func(count int) (all []string) {
		for len(all) < count {
			name := pick(givenNames) + " " + pick(familyNames)
			switch len(all) % 4 {
			case 0:
				name = pick(givenNames) + " " + pick(givenNames) + " " + pick(familyNames)
			case 3:
				name = pick(firmWords) + " " + pick(firmWords) + " " + pick(firmKinds)
			}
			if !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
		return all
	}
	return draw(1000), draw(3000)
}

// edit changes one word of at least five letters by one typing error.
func edit(r *rand.Rand, name string, change func(word []rune, at int) []rune) string {
	words := strings.Fields(name)
	var long []int
	for n, w := range words {
		if len(w) >= 5 {
			long = append(long, n)
		}
	}
	if len(long) == 0 {
		return ""
	}
	n := long[r.IntN(len(long))]
	word := []rune(words[n])
	words[n] = string(change(word, 1+r.IntN(len(word)-2)))
	return strings.Join(words, " ")
}

type distortion struct {
	what string
	of   func(r *rand.Rand, name string) string // "" where it does not apply
}

func distortions() []distortion {
	letter := func(r *rand.Rand) rune { return rune('a' + r.IntN(26)) }
	return []distortion{
		{"the same name", func(_ *rand.Rand, n string) string { return n }},
		{"capitals, punctuation, a legal form more", func(_ *rand.Rand, n string) string {
			return strings.ReplaceAll(strings.ToUpper(n), " ", ", ") + ", L.L.C."
		}},
		{"words in another order", func(_ *rand.Rand, n string) string {
			words := strings.Fields(n)
			slices.Reverse(words)
			return strings.Join(words, " ")
		}},
		{"one letter wrong", func(r *rand.Rand, n string) string {
			return edit(r, n, func(w []rune, at int) []rune { w[at] = letter(r); return w })
		}},
		{"one letter missing", func(r *rand.Rand, n string) string {
			return edit(r, n, func(w []rune, at int) []rune { return slices.Delete(w, at, at+1) })
		}},
		{"one letter too much", func(r *rand.Rand, n string) string {
			return edit(r, n, func(w []rune, at int) []rune { return slices.Insert(w, at, letter(r)) })
		}},
		{"two letters exchanged", func(r *rand.Rand, n string) string {
			return edit(r, n, func(w []rune, at int) []rune { w[at], w[at+1] = w[at+1], w[at]; return w })
		}},
		{"two words written as one", func(_ *rand.Rand, n string) string { return strings.Replace(n, " ", "", 1) }},
		{"one name of three left out", func(_ *rand.Rand, n string) string {
			if words := strings.Fields(n); len(words) == 3 && slices.Contains(givenNames, words[0]) {
				return words[0] + " " + words[2]
			}
			return ""
		}},
		{"the given name as an initial", func(_ *rand.Rand, n string) string {
			words := strings.Fields(n)
			if !slices.Contains(givenNames, words[0]) {
				return ""
			}
			words[0] = words[0][:1] + "."
			return strings.Join(words, " ")
		}},
		{"typing errors in two words", func(r *rand.Rand, n string) string {
			once := edit(r, n, func(w []rune, at int) []rune { w[at] = letter(r); return w })
			return edit(r, once, func(w []rune, at int) []rune { return slices.Delete(w, at, at+1) })
		}},
	}
}

// measured returns the figures of docs/screening.md as the lines of its table.
func measured() []string {
	listed, others := population()
	entries := make([]Entry, len(listed))
	for n, name := range listed {
		entries[n] = Entry{ID: fmt.Sprint(n), Names: []Name{{Text: name}}}
	}
	thresholds := []int{8000, 8500, 9000, 9500}
	x := NewIndex(entries)
	finds := func(text string, least int, want int) bool {
		return slices.ContainsFunc(x.Search(text, least, anyName), func(m Match) bool { return want < 0 || m.Entry == want })
	}
	row := func(what string, figures []string) string {
		return "| " + what + " | " + strings.Join(figures, " | ") + " |"
	}
	var lines []string
	for _, d := range distortions() {
		var figures []string
		for _, least := range thresholds {
			r := rand.New(rand.NewPCG(1, 2))
			hit, all := 0, 0
			for n, name := range listed {
				if text := d.of(r, name); text != "" {
					all++
					if finds(text, least, n) {
						hit++
					}
				}
			}
			figures = append(figures, fmt.Sprintf("%.1f %%", 100*float64(hit)/float64(all)))
		}
		lines = append(lines, row(d.what, figures))
	}
	var figures []string
	for _, least := range thresholds {
		hit := 0
		for _, text := range others {
			if finds(text, least, -1) {
				hit++
			}
		}
		figures = append(figures, fmt.Sprintf("%.1f %%", 100*float64(hit)/float64(len(others))))
	}
	return append(lines, row("**other names that hit all the same**", figures))
}

const marks = "<!-- measured -->\n"

// The figures of the page are those that are measured here.
func TestPageHasTheMeasuredFigures(t *testing.T) {
	const page = "../../docs/screening.md"
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), marks)
	if len(parts) != 3 {
		t.Fatalf("%s has %d marks %q, not 2", page, len(parts)-1, marks)
	}
	table := "| how the name differs | 80 % | 85 % | 90 % | 95 % |\n| --- | ---: | ---: | ---: | ---: |\n" + strings.Join(measured(), "\n") + "\n"
	if *update {
		if err := os.WriteFile(page, []byte(parts[0]+marks+table+marks+parts[2]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if parts[1] != table {
		t.Errorf("%s says\n%s\nmeasured is\n%s", page, parts[1], table)
	}
}

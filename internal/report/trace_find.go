package report

import (
	"regexp"
	"strconv"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// leastHash is how many characters of a SHA-256 tell files apart.
const leastHash = 8

var hashForm = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

// finder collects what an id may mean.
type finder struct {
	*records
	kind  string // "" where the id came without one
	id    string
	found []Candidate
	seen  map[string]bool
}

// The kinds of things that can be traced, as they stand before an id.
var traceKinds = []string{"cycle", "obligation", "participant", "instruction", "file", "file-in", "input",
	"statement", "break", "recall", "entry"}

// find returns every meaning of the id, in the order of the lineage.
func (r *records) find(id string) []Candidate {
	id = strings.TrimSpace(id)
	f := &finder{records: r, id: id, seen: map[string]bool{}}
	for _, kind := range traceKinds {
		if rest, ok := strings.CutPrefix(id, kind+":"); ok {
			f.kind, f.id = kind, rest
		}
	}
	f.parties()
	f.payments()
	f.files()
	f.bank()
	return f.found
}

// add keeps the candidate where it matches and its kind is wanted; each once.
func (f *finder) add(matches bool, kind, id, text string) {
	if !matches || f.kind != "" && f.kind != kind || f.seen[kind+":"+id] {
		return
	}
	f.seen[kind+":"+id] = true
	f.found = append(f.found, Candidate{kind, id, text})
}

func (f *finder) parties() {
	for _, c := range f.all {
		text := "cycle, " + string(c.State)
		if c.State == lifecycle.CycleAborted {
			text += " by " + c.AbortedBy + ": " + c.AbortedWhy
		}
		f.add(c.ID == f.id, "cycle", c.ID, text)
	}
	for _, list := range [][]jobs.Obligation{f.obligations, f.waiting} {
		for _, o := range list {
			f.add(o.ID == f.id, "obligation", o.ID, "obligation of "+o.Payer+" to "+o.Payee+", "+o.Amount.String())
		}
	}
	for _, p := range f.participants {
		f.add(p.ID == f.id, "participant", p.ID, "participant "+p.Name)
	}
}

func (f *finder) payments() {
	for _, i := range f.instructions {
		uetr := f.kind == "" && strings.EqualFold(i.UETR, f.id)
		f.add(i.ID == f.id || uetr, "instruction", i.ID, "instruction, "+i.Participant+", "+i.Amount.String())
	}
}

func (f *finder) files() {
	for _, o := range f.filesOut {
		matches := o.Name == f.id || f.kind == "" && o.MsgID == f.id || f.hash(o.SHA256)
		f.add(matches, "file", o.Name, "file to "+o.Correspondent)
	}
	for _, i := range f.filesIn {
		number := strconv.FormatInt(i.ID, 10)
		matches := f.kind == "" && i.Name == f.id || f.kind == "file-in" && number == f.id || f.hash(i.SHA256)
		f.add(matches, "file-in", number, "file "+i.Name+" from "+i.Correspondent)
	}
	for _, i := range f.inputs {
		f.add(f.kind == "" && i.Name == f.id || f.hash(i.SHA256), "input", i.SHA256, "input file "+i.Name)
	}
}

func (f *finder) hash(sha256 string) bool {
	id := strings.ToLower(f.id)
	return hashForm.MatchString(id) && strings.HasPrefix(sha256, id)
}

func (f *finder) bank() {
	for _, s := range f.statements {
		number := strconv.FormatInt(s.ID, 10)
		matches := f.kind == "" && s.BankID == f.id || f.kind == "statement" && number == f.id
		f.add(matches, "statement", number, "statement "+s.BankID+" of "+s.Correspondent+", "+s.Currency.Code())
	}
	for _, b := range f.breaks {
		number := strconv.FormatInt(b.ID, 10)
		f.add(f.kind == "break" && number == f.id, "break", number, "break, "+string(b.Reason))
	}
	for _, c := range f.recalls {
		number := strconv.FormatInt(c.ID, 10)
		matches := f.kind == "" && (c.CaseID == f.id || c.MsgID == f.id) || f.kind == "recall" && number == f.id
		f.add(matches, "recall", number, "recall of "+c.Instruction+", "+string(c.State()))
	}
	for _, p := range f.journal {
		number := strconv.FormatInt(p.number, 10)
		matches := f.kind == "" && p.entry.Key == f.id || f.kind == "entry" && number == f.id
		f.add(matches, "entry", number, "entry "+number+" of the journal, "+string(p.entry.Kind))
	}
}

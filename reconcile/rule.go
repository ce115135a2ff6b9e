package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Key is what an entry and an instruction must have in common for a rule to bring them together.
type Key string

// The keys, a closed set. A rule has one of the references or one of the groups, and may ask for the amount too.
const (
	KeyUETR       Key = "uetr"          // the UETR
	KeyInstrID    Key = "instr-id"      // our InstrId
	KeyEndToEndID Key = "end-to-end-id" // the EndToEndId
	KeyCover      Key = "cover"         // the EndToEndId of the entry is our InstrId, as of a cover payment
	KeyBankRef    Key = "bank-ref"      // the reference under which the bank booked what it undoes
	KeyMangled    Key = "mangled"       // our InstrId stands in what the bank says, in whatever form
	KeyDetails    Key = "details"       // each detail of the entry names one instruction
	KeyMessage    Key = "message-id"    // all open instructions of one message
	KeyAmount     Key = "amount"        // what is outstanding, with the charges that the bank states
	KeyValueDate  Key = "value-date"    // the value date
)

// Keys returns the closed set of keys.
func Keys() []Key {
	return []Key{KeyUETR, KeyInstrID, KeyEndToEndID, KeyCover, KeyBankRef, KeyMangled, KeyDetails, KeyMessage, KeyAmount, KeyValueDate}
}

// Action is what a rule may do with what it finds.
type Action string

// The actions: to post, or to leave it to a person who accepts it.
const (
	MayPost    Action = "post"
	MaySuggest Action = "suggest"
)

// Event is what an entry may turn out to be.
type Event string

// The events that a rule may be bound to.
const (
	EventPayOut Event = "pay-out" // a debit books a pay-out
	EventPayIn  Event = "pay-in"  // a credit books a pay-in
	EventReturn Event = "return"  // a credit gives a pay-out back, or the bank takes back what it booked
	EventCharge Event = "charge"  // a debit beside an instruction is what the bank charges for it
)

// Events returns the closed set of events.
func Events() []Event { return []Event{EventPayOut, EventPayIn, EventReturn, EventCharge} }

// Rule is one way in which entries find their instructions. It is data: an installation writes its own.
type Rule struct {
	Name       string // stands in every match that it makes
	Keys       []Key  // all of them must hold
	Events     []Event
	Tolerances []Tolerance // how far an amount may be off; none: not at all
	Exchanges  []Tolerance // how far what was booked may be off what the bank's rate makes of another currency; none: it is not posted
	Window     *Window     // how far value dates may be apart; nil: any
	May        Action
}

// Rules are the rules in the order in which they are tried: each goes over all entries before the next.
type Rules []Rule

// The names of the rules that are there where nostro.yaml names none, and of what needs no rule.
const (
	RuleUETR           = "UETR + direction"
	RuleInstrID        = "InstrId"
	RuleEndToEndAmount = "EndToEndId + amount"
	RuleDetails        = "instructions named in one entry"
	RuleMessage        = "message total"
	RuleEndToEnd       = "EndToEndId"
	RuleCover          = "cover payment"
	RuleBankRef        = "reference of the bank"
	RuleMangled        = "mangled reference + amount"
	RuleMangledName    = "mangled reference"
	RuleAlike          = "amount alone"
	RuleStatedCharges  = "charges stated by the bank"
	RuleNone           = "none"
)

// DefaultRules returns the rules of an installation that names none of its own, strongest first.
func DefaultRules() Rules {
	return Rules{
		{Name: RuleUETR, Keys: []Key{KeyUETR}, May: MayPost},
		{Name: RuleInstrID, Keys: []Key{KeyInstrID}, May: MayPost},
		{Name: RuleEndToEndAmount, Keys: []Key{KeyEndToEndID, KeyAmount}, May: MayPost},
		{Name: RuleCover, Keys: []Key{KeyCover, KeyAmount}, May: MayPost},
		{Name: RuleBankRef, Keys: []Key{KeyBankRef, KeyAmount}, Events: []Event{EventReturn}, May: MayPost},
		{Name: RuleDetails, Keys: []Key{KeyDetails, KeyAmount}, May: MayPost},
		{Name: RuleMessage, Keys: []Key{KeyMessage, KeyAmount}, May: MayPost},
		{Name: RuleEndToEnd, Keys: []Key{KeyEndToEndID}, Events: []Event{EventPayIn, EventReturn}, May: MayPost},
		{Name: RuleMangled, Keys: []Key{KeyMangled, KeyAmount}, Events: []Event{EventPayIn}, May: MayPost},
		{Name: RuleMangledName, Keys: []Key{KeyMangled}, May: MaySuggest},
		{Name: RuleAlike, Keys: []Key{KeyAmount}, May: MaySuggest},
	}
}

// What stands in a finding that no rule made.
var (
	noRule      = &Rule{Name: RuleNone}
	statedRule  = &Rule{Name: RuleStatedCharges}
	messageRule = &Rule{Name: RuleMessage}
)

// found returns the key that finds instructions: a reference, a group, or the amount where there is neither.
func (r *Rule) found() Key {
	for _, k := range r.Keys {
		if k != KeyAmount && k != KeyValueDate {
			return k
		}
	}
	return KeyAmount
}

func (r *Rule) has(k Key) bool { return slices.Contains(r.Keys, k) }

// takes tells whether the rule is for what a unit would be with an instruction of the direction.
func (r *Rule) takes(u *unit, d Direction) bool {
	if len(r.Events) == 0 {
		return true
	}
	event := EventPayOut
	switch {
	case u.back, u.credit() && d == Out:
		event = EventReturn
	case u.credit():
		event = EventPayIn
	}
	return slices.Contains(r.Events, event)
}

// charges tells whether the rule is for charges.
func (r *Rule) charges() bool { return slices.Contains(r.Events, EventCharge) }

// Check errs where a rule cannot be applied, or would let chance decide about money.
func (rules Rules) Check() error {
	seen := map[string]bool{}
	for n := range rules {
		r := &rules[n]
		if seen[r.Name] || r.Name == "" {
			return fmt.Errorf("rule %d: the name %q is empty or taken: give each rule a name of its own", n+1, r.Name)
		}
		seen[r.Name] = true
		if err := r.check(); err != nil {
			return fmt.Errorf("rule %q: %w", r.Name, err)
		}
	}
	return nil
}

func (r *Rule) check() error {
	finders := 0
	for _, k := range r.Keys {
		if !slices.Contains(Keys(), k) {
			return fmt.Errorf("key %q is not known", k)
		}
		if k != KeyAmount && k != KeyValueDate {
			finders++
		}
	}
	group := r.has(KeyDetails) || r.has(KeyMessage)
	switch {
	case finders > 1:
		return fmt.Errorf("it has more than one key that finds instructions: make a rule of each")
	case finders == 0 && !r.has(KeyAmount):
		return fmt.Errorf("it has no key that finds instructions: add a reference, or amount")
	case finders == 0 && r.May == MayPost:
		return fmt.Errorf("it has no reference, and what is alike is not the same: let it suggest")
	case (r.has(KeyMangled) || r.has(KeyBankRef)) && r.May == MayPost && !r.has(KeyAmount):
		return fmt.Errorf("such a reference is not enough to post: add amount to its keys, or let it suggest")
	case r.charges() && (len(r.Events) > 1 || len(r.Tolerances) == 0 || group || r.has(KeyMangled) || r.has(KeyBankRef) || r.has(KeyAmount)):
		return fmt.Errorf("a rule for charges needs a reference, no amount, no other event, and a tolerance: how much a charge may be")
	case group && !r.has(KeyAmount):
		return fmt.Errorf("several instructions are settled by their sum only: add amount to its keys")
	case r.May != MayPost && r.May != MaySuggest:
		return fmt.Errorf("it may %q: say %s or %s", r.May, MayPost, MaySuggest)
	}
	for _, e := range r.Events {
		if !slices.Contains(Events(), e) {
			return fmt.Errorf("event %q is not known", e)
		}
	}
	for _, t := range r.Tolerances {
		if err := t.check(); err != nil {
			return err
		}
	}
	if len(r.Exchanges) > 0 && (!r.strong() || group || r.charges() || r.has(KeyAmount)) {
		return fmt.Errorf("what was booked in another currency needs a reference that is ours alone, and no amount: keys uetr, instr-id or cover")
	}
	for _, t := range r.Exchanges {
		if err := t.check(); err != nil {
			return err
		}
	}
	if r.Window != nil && (r.Window.Before < 0 || r.Window.After < 0) {
		return fmt.Errorf("its window is below zero days")
	}
	return nil
}

// Text returns the rules in words that mean them and nothing else, one a line.
func (rules Rules) Text() string {
	var b strings.Builder
	for n := range rules {
		r := &rules[n]
		fmt.Fprintf(&b, "%d %q keys %v events %v may %s", n+1, r.Name, r.Keys, r.Events, r.May)
		if r.Window != nil {
			fmt.Fprintf(&b, " window -%d +%d", r.Window.Before, r.Window.After)
		}
		for _, t := range r.Tolerances {
			fmt.Fprintf(&b, " tolerance %s", t)
		}
		for _, t := range r.Exchanges {
			fmt.Fprintf(&b, " exchange %s", t)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Digest returns the SHA-256 of the text in lower-case hex. It is kept with what the rules matched.
func (rules Rules) Digest() string {
	sum := sha256.Sum256([]byte(rules.Text()))
	return hex.EncodeToString(sum[:])
}

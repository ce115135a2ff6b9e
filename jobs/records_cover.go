package jobs

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
)

// CoverDeal is a trade with a counterparty that flattens what cycles left us of a currency. Its id is that of the
// trade: the same deal is recorded once.
type CoverDeal struct {
	ID string
	fx.Deal
	Shares           []CoverShare // what of it belongs to which cycle; they sum to the deal
	Counterparty     string
	BoughtAt, SoldAt string // correspondents: where it arrives, and from where it leaves
	Digest           string // of all of the above
	Maker            string
	MadeAt           time.Time
	State            lifecycle.Deal
}

// CoverShare is what of a deal belongs to one cycle. It is below zero on both sides where the cycle was open the other
// way than all that the deal covers.
type CoverShare struct {
	Cycle        string
	Bought, Sold money.Amount
}

// Cycles returns those that the deal covers.
func (d CoverDeal) Cycles() []string {
	cycles := make([]string, len(d.Shares))
	for n, share := range d.Shares {
		cycles[n] = share.Cycle
	}
	return cycles
}

// ShareOf returns what of the deal belongs to the cycle, nothing where it does not cover it.
func (d CoverDeal) ShareOf(cycle string) CoverShare {
	for _, share := range d.Shares {
		if share.Cycle == cycle {
			return share
		}
	}
	return CoverShare{cycle, money.Zero(d.Bought.Currency()), money.Zero(d.Sold.Currency())}
}

// covers names the cycles as the digest has them: one by itself; of several, what each gets.
func (d CoverDeal) covers() string {
	if len(d.Shares) == 1 {
		return d.Shares[0].Cycle
	}
	words := make([]string, len(d.Shares))
	for n, share := range d.Shares {
		words[n] = share.Cycle + " " + share.Bought.String() + " " + share.Sold.String()
	}
	return strings.Join(words, "; ")
}

// ContentDigest is the SHA-256 of what was dealt, in lower-case hex: a change to any of it gives another one.
func (d CoverDeal) ContentDigest() string {
	h := sha256.New()
	for _, part := range []string{d.ID, d.covers(), d.Pair.String(), d.Rate.String(), d.Bought.String(), d.Sold.String(),
		d.TradeDate.String(), d.ValueDate.String(), d.Counterparty, d.BoughtAt, d.SoldAt} {
		h.Write([]byte(strconv.Itoa(len(part)) + ":" + part + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// leg is one side of the deal, as the bank books it.
func (d CoverDeal) leg(side Side) (correspondent string, amount money.Amount, credit bool) {
	if side == SideBought {
		return d.BoughtAt, d.Bought, true
	}
	return d.SoldAt, d.Sold, false
}

// words names the deal for people.
func (d CoverDeal) words() string { return d.wordsWith(money.Amount.String) }

// said is words with amounts in groups of digits, for people. What stands in entries keeps to words, which never change.
func (d CoverDeal) said() string {
	return d.wordsWith(func(a money.Amount) string { return a.Currency().Code() + " " + a.Grouped() })
}

func (d CoverDeal) wordsWith(amount func(money.Amount) string) string {
	return strings.Join([]string{"deal", d.ID + ":", "bought", amount(d.Bought) + ",", "sold", amount(d.Sold), "at", d.Pair.String(),
		d.Rate.String(), "with", d.Counterparty}, " ")
}

// CoverDecision is what a second person said of a deal, bound to its content.
type CoverDecision struct {
	Deal, Digest, Maker, Checker, Reason string
	Confirmed                            bool
	At                                   time.Time
}

// Side is one of the two sides of a deal.
type Side string

// The sides of a deal.
const (
	SideBought Side = "bought"
	SideSold   Side = "sold"
)

// Sides returns both.
func Sides() []Side { return []Side{SideBought, SideSold} }

// CoverLeg is the booking on a proven statement that is one side of a deal. It stays in suspense until both sides
// are there.
type CoverLeg struct {
	Deal      string
	Side      Side
	Statement int64
	Entry     int
	Detail    int    // 0: the entry as a whole
	Suspense  string // the key of the entry that put it into suspense
	FoundBy   string // the person, or FoundByReference
	FoundAt   time.Time
	Charge    money.Amount // what the bank took of the side, as it states it: zero or more, in the currency of the side
}

// FoundByReference says that the bank itself named the deal.
const FoundByReference = "reference"

// CoverTx is the cover trades.
type CoverTx interface {
	// AddCoverDeal adds one that is not there yet.
	AddCoverDeal(d CoverDeal) error
	CoverDeal(id string) (d CoverDeal, found bool, err error)
	// CoverDeals returns those of a cycle by id; of cycle "" those of all.
	CoverDeals(cycle string) ([]CoverDeal, error)
	// MoveCoverDeal moves one to another state; the move is checked.
	MoveCoverDeal(id string, to lifecycle.Deal) error
	AddCoverDecision(d CoverDecision) error
	// CoverDecisions returns all by deal.
	CoverDecisions() ([]CoverDecision, error)
	AddCoverLeg(l CoverLeg) error
	// CoverLegs returns all by deal and side.
	CoverLegs() ([]CoverLeg, error)
}

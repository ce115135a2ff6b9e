package limit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
)

// owed reads obligations, each as "PAYER PAYEE CURRENCY MINOR"; they are called O1, O2 ... in that order.
func owed(t testing.TB, lines ...string) []Obligation {
	t.Helper()
	var list []Obligation
	for n, line := range lines {
		var payer, payee, code string
		var minor int64
		if _, err := fmt.Sscan(line, &payer, &payee, &code, &minor); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		list = append(list, Obligation{ID: fmt.Sprintf("O%d", n+1), Seq: int64(n + 1), Payer: payer, Payee: payee,
			Amount: money.FromMinor(money.MustCurrency(code), minor)})
	}
	return list
}

// valued gives each its value in base: one for one, JPY a hundredth.
func valued(list []Obligation) []Obligation {
	for n := range list {
		minor := list[n].Amount.Minor()
		if list[n].Amount.Currency() == jpy {
			minor /= 100
		}
		list[n].InBase = money.FromMinor(eur, minor)
	}
	return list
}

func choose(t testing.TB, b Book) Choice {
	t.Helper()
	if b.Base.IsZero() {
		b.Base = eur
	}
	c, err := Choose(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func takes(t testing.TB, c Choice, want string) {
	t.Helper()
	if got := strings.Join(c.Taken, " "); got != want {
		t.Errorf("takes %q, want %q", got, want)
	}
}

func minor(c money.Currency, n int64) money.Amount { return money.FromMinor(c, n) }

// netDebit is one cap on the net debit of each participant in euros.
func netDebit(n int64) Limits { return Limits{Caps: Caps{Cycle: []money.Amount{minor(eur, n)}}} }

// market is a book of n obligations of some participants: amounts of many sizes, and a few participants who owe much
// more than they are owed.
func market(seed uint64, n, participants int, currencies ...money.Currency) []Obligation {
	r := rand.New(rand.NewPCG(seed, 1))
	list := make([]Obligation, n)
	for i := range list {
		payer := r.IntN(participants)
		if r.IntN(3) == 0 {
			payer = r.IntN(participants/4 + 1)
		}
		payee := (payer + 1 + r.IntN(participants-1)) % participants
		amount := int64(1000+r.IntN(9000)) << r.IntN(12)
		c := currencies[r.IntN(len(currencies))]
		list[i] = Obligation{ID: fmt.Sprintf("O%06d", i), Seq: int64(i + 1), Payer: fmt.Sprintf("P%03d", payer),
			Payee: fmt.Sprintf("P%03d", payee), Amount: minor(c, amount)}
	}
	return valued(list)
}

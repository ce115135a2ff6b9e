package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/money"

	"pgregory.net/rapid"
)

// account is a statement of one account for a chain.
func linked(iban string, sequence int64, date, opening, closing string) *Statement {
	h := headOf(opening, closing)
	h.ID, h.Sequence, h.Account.IBAN = fmt.Sprintf("%s-%d-%s", iban, sequence, date), sequence, iban
	h.Closing.Date = day(date)
	return NewStatement(1, "camt.053", h)
}

func TestChain(t *testing.T) {
	for name, c := range map[string]struct {
		statements []*Statement
		want       Answer
		gaps       []string
	}{
		"alone":              {[]*Statement{linked("A", 1, "2026-01-05", "1", "2")}, Unknown, nil},
		"holds":              {[]*Statement{linked("A", 1, "2026-01-05", "1", "2"), linked("A", 2, "2026-01-06", "2", "5")}, Yes, nil},
		"in any order":       {[]*Statement{linked("A", 2, "2026-01-06", "2", "5"), linked("A", 1, "2026-01-05", "1", "2")}, Yes, nil},
		"given twice":        {[]*Statement{linked("A", 1, "2026-01-05", "1", "2"), linked("A", 1, "2026-01-05", "1", "2")}, Unknown, nil},
		"starts again":       {[]*Statement{linked("A", 250, "2025-12-31", "1", "2"), linked("A", 1, "2026-01-02", "2", "3")}, Yes, nil},
		"no number":          {[]*Statement{linked("A", 0, "2026-01-05", "1", "2"), linked("A", 0, "2026-01-06", "2", "3")}, Yes, nil},
		"no balances":        {[]*Statement{linked("A", 1, "2026-01-05", "1", ""), linked("A", 2, "2026-01-06", "2", "3")}, Unknown, nil},
		"balance differs":    {[]*Statement{linked("A", 1, "2026-01-05", "1", "2"), linked("A", 2, "2026-01-06", "3", "3")}, No, []string{"statement 2 opens with 3.00, but statement 1 closed with 2.00"}},
		"number is missing":  {[]*Statement{linked("A", 1, "2026-01-05", "1", "2"), linked("A", 3, "2026-01-06", "2", "3")}, No, []string{"sequence number 3 comes after 1"}},
		"number comes twice": {[]*Statement{linked("A", 1, "2026-01-05", "1", "2"), linked("A", 1, "2026-01-06", "2", "3")}, No, []string{"sequence number 1 comes after 1"}},
		"starts again early": {[]*Statement{linked("A", 4, "2026-01-05", "1", "2"), linked("A", 1, "2026-01-06", "2", "3")}, No, []string{"sequence number 1 comes after 4"}},
	} {
		t.Run(name, func(t *testing.T) {
			var chains Chains
			for _, s := range c.statements {
				chains.Add(s)
			}
			got := chains.All()
			if len(got) != 1 || got[0].Holds != c.want || !slices.Equal(got[0].Gaps, c.gaps) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// Pages of one statement have one number.
func TestChainOfPages(t *testing.T) {
	first, second := linked("A", 7, "2026-01-05", "1", ""), linked("A", 7, "2026-01-05", "", "3")
	first.Head.Page, first.Head.LastPage = 1, false
	first.Head.Balances = append(first.Head.Balances, balanceOf("ITBD", usd("2")))
	second.Head.Page = 2
	second.Head.Balances = append(second.Head.Balances, balanceOf("ITBD", usd("2")))
	var chains Chains
	chains.Add(second)
	chains.Add(first)
	chains.Add(linked("A", 8, "2026-01-06", "3", "4"))
	if got := chains.All(); len(got) != 1 || got[0].Holds != Yes {
		t.Errorf("%+v", got)
	}
}

func TestChainsAreApart(t *testing.T) {
	var chains Chains
	chains.Add(linked("A", 1, "2026-01-05", "1", "2"))
	chains.Add(linked("B", 9, "2026-01-06", "7", "8"))
	euro := linked("A", 5, "2026-01-06", "", "")
	euro.Credits.currency = money.MustCurrency("EUR")
	chains.Add(euro)
	report := linked("A", 3, "2026-01-07", "9", "9")
	report.Kind = "camt.052"
	chains.Add(report)
	chains.Add(NewStatement(1, "camt.053", &formats.Statement{}))
	got := chains.All()
	if len(got) != 3 || got[0].Currency != "EUR" || got[1].Account != "A" || got[2].Account != "B" {
		t.Errorf("%+v", got)
	}
	for _, c := range got {
		if c.Statements != 1 || c.Holds != Unknown {
			t.Errorf("%+v", c)
		}
	}
}

// What a refused file added is taken back; Since tells of the accounts of one file only.
func TestForgetAndSince(t *testing.T) {
	var chains Chains
	chains.Add(linked("A", 1, "2026-01-05", "1", "2"))
	chains.Add(linked("B", 1, "2026-01-05", "1", "2"))
	mark := chains.Mark()
	chains.Add(linked("A", 2, "2026-01-06", "7", "8"))
	if got := chains.Since(mark); len(got) != 1 || got[0].Account != "A" || got[0].Statements != 2 || got[0].Holds != No {
		t.Errorf("%+v", got)
	}
	chains.Forget(mark)
	if got := chains.All(); len(got) != 2 || got[0].Statements != 1 {
		t.Errorf("%+v", got)
	}
}

func TestChainsAreBounded(t *testing.T) {
	var chains Chains
	s := linked("A", 1, "2026-01-05", "1", "2")
	for range linksMax + 3 {
		chains.Add(s)
	}
	if chains.Mark() != linksMax || chains.Dropped() != 3 {
		t.Errorf("%d kept, %d dropped", chains.Mark(), chains.Dropped())
	}
}

// The answer does not depend on the order in which files are given.
func TestChainWhateverTheOrder(t *testing.T) {
	var statements []*Statement
	for i := range 8 {
		statements = append(statements, linked("A", int64(i+1), fmt.Sprintf("2026-02-%02d", i+1), fmt.Sprint(i), fmt.Sprint(i+1)))
	}
	rapid.Check(t, func(t *rapid.T) {
		lost := rapid.IntRange(-1, len(statements)-1).Draw(t, "lost")
		var chains Chains
		for _, s := range rapid.Permutation(statements).Draw(t, "order") {
			if lost < 0 || s != statements[lost] {
				chains.Add(s)
			}
		}
		want := answer(lost <= 0 || lost == len(statements)-1)
		if got := chains.All(); len(got) != 1 || got[0].Holds != want || want == No && !strings.Contains(strings.Join(got[0].Gaps, " "), "opens with") {
			t.Fatalf("without %d: %+v", lost, got)
		}
	})
}

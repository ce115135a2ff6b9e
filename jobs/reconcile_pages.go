package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// A statement may come in several messages, page by page, in any order. Its pages wait until all of them are there; then they
// become one statement, which is proven as any other. A page by itself proves nothing.

// arrangementsMax bounds how many ways are tried to put pages together of which there are several.
const arrangementsMax = 64

// pageLateAfter is how many business days after a page came the others are late.
const pageLateAfter = 1

// joinPages puts together the statements of which all pages are there.
func (s *Stages) joinPages(ctx context.Context, tally *reconcileTally) error {
	heads, err := view(ctx, s.Store, Tx.StatementHeads)
	if err != nil || !slices.ContainsFunc(heads, Statement.isPage) {
		return err
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		statements, err := tx.Statements()
		if err != nil {
			return err
		}
		known, err := tx.SupersededStatements()
		if err != nil {
			return err
		}
		groups, names := map[string][]Statement{}, []string(nil)
		for _, st := range statements {
			if !st.isPage() {
				continue
			}
			if groups[st.number()] == nil {
				names = append(names, st.number())
			}
			groups[st.number()] = append(groups[st.number()], st)
		}
		for _, name := range names {
			pages := slices.SortedFunc(slices.Values(groups[name]), func(a, b Statement) int { return cmp.Compare(a.ID, b.ID) })
			if err := s.takePages(tx, pages, known, tally); err != nil {
				return fmt.Errorf("pages of %s: %w", name, err)
			}
		}
		return nil
	})
}

// takePages drops what came twice, and joins the rest where it is whole.
func (s *Stages) takePages(tx Tx, pages, known []Statement, tally *reconcileTally) error {
	versions := map[int64][]Statement{}
	last := int64(0)
	for n, p := range pages {
		if twin := p.twinAmong(known, pages[:n]); twin != 0 {
			if err := s.supersede(tx, p, twin, fmt.Sprintf("page %d came twice: nothing is done twice", p.Page), tally); err != nil {
				return err
			}
			continue
		}
		if versions[p.Page] = append(versions[p.Page], p); p.LastPage {
			last = max(last, p.Page)
		}
	}
	if len(versions) == 0 {
		return nil
	}
	if lacking := lackingPages(versions, last); lacking != "" {
		return s.waitForPages(tx, versions, lacking)
	}
	return s.joinVersions(tx, versions, last, tally)
}

// twinAmong returns what counts in place of the page where the same one came before, 0 where it did not.
func (st Statement) twinAmong(lists ...[]Statement) int64 {
	for _, other := range slices.Concat(lists...) {
		if other.ID < st.ID && other.Page == st.Page && other.number() == st.number() && st.sameContent(other) {
			return cmp.Or(other.Instead, other.ID)
		}
	}
	return 0
}

// lackingPages says which pages are not there, "" for none.
func lackingPages(versions map[int64][]Statement, last int64) string {
	highest := last
	for page := range versions {
		highest = max(highest, page)
	}
	var lacking []string
	for page := int64(1); page <= highest && len(lacking) < 10; page++ {
		if len(versions[page]) == 0 {
			lacking = append(lacking, fmt.Sprintf("page %d", page))
		}
	}
	if last == 0 {
		lacking = append(lacking, "the last page")
	}
	return strings.Join(lacking, ", ")
}

// waitForPages says at each page what it waits for. After a business day that is a break.
func (s *Stages) waitForPages(tx Tx, versions map[int64][]Statement, lacking string) error {
	files, err := tx.FilesIn()
	if err != nil {
		return err
	}
	for _, p := range inOrder(versions) {
		late := slices.ContainsFunc(files, func(f FileIn) bool {
			return f.ID == p.FileIn && s.businessDays(p.Currency, s.dayOf(f.FetchedAt), s.today()) >= pageLateAfter
		})
		if p.Detail = memo(fmt.Sprintf("it is page %d, and waits for %s", p.Page, lacking)); late {
			b := p.refused(reconcile.ReasonStatementGap, "Page %d of statement %s came, and %s did not. Nothing of it is posted. Ask %s for what "+
				"is missing.", p.Page, p.BankID, lacking, p.Correspondent)[0]
			if err := tx.AddBreak(s.statementBreak(p, b, Instruction{})); err != nil {
				return err
			}
		}
		if err := tx.SaveStatement(p); err != nil {
			return err
		}
	}
	return nil
}

// inOrder are all versions by page, then by arrival.
func inOrder(versions map[int64][]Statement) (all []Statement) {
	for _, list := range versions {
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b Statement) int { return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.ID, b.ID)) })
	return all
}

// joinVersions joins the pages. Where one came with several contents, the sums decide: exactly one way must add up.
func (s *Stages) joinVersions(tx Tx, versions map[int64][]Statement, last int64, tally *reconcileTally) error {
	var fitting [][]Statement
	ways := arrangements(versions, last)
	for _, pages := range ways {
		if addsUp(joined(pages)) {
			fitting = append(fitting, pages)
		}
	}
	if len(fitting) == 1 {
		return s.join(tx, fitting[0], versions, tally)
	}
	for _, p := range inOrder(versions) {
		var breaks []reconcile.Break
		switch several := len(versions[p.Page]) > 1; {
		case several:
			breaks = p.refused(reconcile.ReasonDuplicate, "Page %d of statement %s came with %d contents, and %d of the %d ways to put it together "+
				"add up. Nothing of it is posted. Ask %s which one counts.", p.Page, p.BankID, len(versions[p.Page]), len(fitting), len(ways),
				p.Correspondent)
		case p.LastPage:
			breaks = p.refused(reconcile.ReasonDoesNotAddUp, "The %d pages of statement %s are all here, and their entries do not lead from opening "+
				"%s to closing %s. Nothing of it is posted. Ask %s for the page that is wrong.", last, p.BankID, versions[1][0].Opening, p.Closing, p.Correspondent)
		default:
			continue
		}
		if err := s.dispute(tx, &p, breaks, tally); err != nil {
			return err
		}
	}
	return nil
}

// arrangements are the ways to take one version of each page.
func arrangements(versions map[int64][]Statement, last int64) [][]Statement {
	ways := [][]Statement{nil}
	for page := int64(1); page <= last; page++ {
		var longer [][]Statement
		for _, way := range ways {
			for _, version := range versions[page] {
				longer = append(longer, append(slices.Clone(way), version))
			}
		}
		if ways = longer; len(ways) > arrangementsMax {
			return nil // nobody can tell, and a person must see it
		}
	}
	return ways
}

func addsUp(st Statement) bool {
	if st.Opening.Currency().IsZero() || st.Closing.Currency().IsZero() {
		return false
	}
	proof, err := reconcile.Prove(asReconcile(st), nil)
	return err == nil && proof.State == lifecycle.StatementProven
}

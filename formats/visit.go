package formats

import "errors"

// Visit gives statements that were read whole to a visitor, as Stream gives them from a source, but that details stay with
// their entry. It takes them out of the documents. All errors of the visitor are joined.
func (in *Inbound) Visit(visit Visitor) error {
	var errs []error
	for n := range in.Documents {
		d := &in.Documents[n]
		statements := d.Statements
		d.Statements = nil
		errs = append(errs, visit.Document(d))
		for i := range statements {
			s := &statements[i]
			entries := s.Entries
			s.Entries = nil
			errs = append(errs, visit.Statement(d, s))
			for j := range entries {
				errs = append(errs, visit.Entry(s, &entries[j]))
			}
			errs = append(errs, visit.StatementEnd(d, s))
		}
		errs = append(errs, visit.DocumentEnd(d))
	}
	return errors.Join(errs...)
}

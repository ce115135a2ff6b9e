package jobs

import "context"

// WholeBreakView is BreakView by a desk that has read every break and every match.
func (s *Stages) WholeBreakView(ctx context.Context, id int64) (BreakView, error) {
	return view(ctx, s.Store, func(tx Tx) (BreakView, error) {
		desk, err := s.openBreakDesk(tx)
		if err != nil {
			return BreakView{}, err
		}
		b, err := desk.find(id)
		if err != nil {
			return BreakView{}, err
		}
		return desk.view(b)
	})
}

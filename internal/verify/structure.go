package verify

import "context"

// damage is what SQLite finds wrong.
type damage struct {
	texts []string
	err   error
}

// beginStructure lets SQLite look for damage of the tables that are walked, and of their indexes, from which
// the program reads balances and entries. It runs beside the walk, on a connection of its own. Where the program
// writes meanwhile, it may see a later state than the walk, and that has to be whole as well.
func (r *run) beginStructure(ctx context.Context) <-chan damage {
	done := make(chan damage, 1)
	go func() {
		var d damage
		for _, table := range walkedTables {
			texts, err := r.source.damageOf(ctx, table)
			if d.texts = append(d.texts, texts...); err != nil {
				d.err = err
				break
			}
		}
		done <- d
	}()
	return done
}

func (s *source) damageOf(ctx context.Context, table string) (texts []string, err error) {
	rows, err := s.db.QueryContext(ctx, "PRAGMA integrity_check("+table+")")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return texts, err
		}
		if text != "ok" {
			texts = append(texts, table+": "+text)
		}
	}
	return texts, rows.Err()
}

// endStructure waits for it. Damage accuses nobody.
func (r *run) endStructure(done <-chan damage) error {
	d := <-done
	for _, text := range d.texts {
		r.doubt("the file is damaged, or was written by something else than SQLite: %s", text)
	}
	return d.err
}

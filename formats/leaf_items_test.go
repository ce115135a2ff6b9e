package formats

func (c *leafCheck) addStatement(s *Statement) {
	c.stmts = append(c.stmts, s)
	for k := range s.Entries {
		e := &s.Entries[k]
		c.entries = append(c.entries, e)
		for l := range e.Details {
			c.details = append(c.details, &e.Details[l])
		}
	}
}

func (c *leafCheck) addItems(d *Document) {
	for i := range d.Statuses {
		if d.Statuses[i].Level == LevelPayment {
			c.items["TxInfAndSts"] = append(c.items["TxInfAndSts"], &d.Statuses[i])
		}
	}
	for i := range d.Resolutions {
		if d.Resolutions[i].Level == LevelPayment && !d.Resolutions[i].Modification {
			c.items["TxInfAndSts"] = append(c.items["TxInfAndSts"], &d.Resolutions[i])
		}
	}
	for i := range d.Returns {
		if !d.Returns[i].Group {
			c.items["TxInf"] = append(c.items["TxInf"], &d.Returns[i])
		}
	}
	for i := range d.Cancellations {
		if d.Cancellations[i].Level == LevelPayment {
			c.items["TxInf"] = append(c.items["TxInf"], &d.Cancellations[i])
		}
	}
	for i := range d.Transfers {
		c.items["CdtTrfTxInf"] = append(c.items["CdtTrfTxInf"], &d.Transfers[i])
	}
	for i := range d.Notices {
		c.items["Itm"] = append(c.items["Itm"], &d.Notices[i])
	}
}

// around is the bag of what is said once for several items, or about groups.
func around(d *Document) *bag {
	b := newBag(*d)
	for i := range d.Statuses {
		if d.Statuses[i].Level != LevelPayment {
			b.merge(newBag(d.Statuses[i]))
		}
		b.merge(newBag(d.Statuses[i].OriginalPmtInfID))
	}
	for i := range d.Resolutions {
		if d.Resolutions[i].Level != LevelPayment || d.Resolutions[i].Modification {
			b.merge(newBag(d.Resolutions[i]))
		}
	}
	for i := range d.Returns {
		b.merge(newBag(d.Returns[i].Originals, d.Returns[i].Reasons))
	}
	for i := range d.Cancellations {
		b.merge(newBag(d.Cancellations[i]))
	}
	for i := range d.Transfers {
		b.merge(newBag(d.Transfers[i]))
	}
	for i := range d.Notices {
		b.merge(newBag(d.Notices[i]))
	}
	return b
}

func (b *bag) merge(other *bag) {
	for text, n := range other.texts {
		b.texts[text] += n
	}
	b.whole = append(b.whole, other.whole...)
	for side := range other.sides {
		b.sides[side] = true
	}
}

package jobs

// checkLog computes the transparency log again from the journal: every entry is a leaf of it, and none has
// changed since it was written.
func checkLog(tx Tx, f *findings) error {
	size, err := tx.LogSize()
	if err != nil {
		return err
	}
	f.counted = int(size)
	if err := tx.CheckLog(); err != nil {
		f.fail("%v", err)
	}
	return nil
}

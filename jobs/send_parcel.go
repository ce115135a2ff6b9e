package jobs

// parcel returns what goes to the bank for the file: its bytes as they lie in the spool, which must be those
// that were written.
func (s *Stages) parcel(f FileOut) (Parcel, error) {
	data, err := s.Spool.Read("out/" + f.Name)
	if err != nil {
		return Parcel{}, err
	}
	if hashOf(data) != f.SHA256 {
		return Parcel{}, needsPerson("file %s in the spool is not the one that was written: restore it", f.Name)
	}
	return Parcel{Name: f.Name, SHA256: f.SHA256, Data: data}, nil
}

package inspect

// Answer is yes, no, or not known: silence about money is never taken for either.
type Answer string

// The answers.
const (
	Unknown Answer = ""
	Yes     Answer = "yes"
	No      Answer = "no"
)

func answer(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// Listed is a list that is counted in full and kept up to a limit, so that memory does not grow with the file.
type Listed[T any] struct {
	Kept  []T
	Count int64 // all, also those that are not kept
}

// KeptMax is how many items a Listed keeps.
const KeptMax = 200

func (l *Listed[T]) add(item T) {
	if l.Count++; len(l.Kept) < KeptMax {
		l.Kept = append(l.Kept, item)
	}
}

// Hidden is how many are not kept.
func (l *Listed[T]) Hidden() int64 { return l.Count - int64(len(l.Kept)) }

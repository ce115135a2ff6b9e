package formats

import "fmt"

// What one item of a file, such as an entry, may hold together with what stands around it: its texts in
// bytes, and each element of its lists at elementCost, or detailCost. Where a file is read as a whole, the
// limit is for all of it.
const (
	elementCost   = 512
	detailCost    = 2048
	itemRoom      = 16 << 20
	wholeFileRoom = 1 << 30
)

// spend takes from the room of the item that is read, so that memory stays bounded whatever the file.
func (r *reader) spend(n int) {
	if r.room -= n; r.room < 0 {
		r.refuse(ErrMalformed, fmt.Sprintf("it holds more than %d MiB", r.roomy>>20),
			"ask the bank to split it, or read it in parts: see Visitor")
	}
}

// release gives back what was spent since room was left, for an item that was handed out and is forgotten.
// What its surroundings hold stays spent. Where a file is read as a whole, nothing is forgotten.
func (r *reader) release(room int) {
	if r.roomy == itemRoom {
		r.room = room
	}
}

// add appends to a list of the item that is read, and returns what it appended.
func add[T any](r *reader, list *[]T, value T) *T {
	r.spend(elementCost)
	*list = append(*list, value)
	return &(*list)[len(*list)-1]
}

package xmltext

// element is an open element. Its name as written is at start:end of the window, or of names for the
// outermost t.kept elements, whose tags have left the window.
type element struct {
	head       uint64 // its first eight bytes, see headOf
	start, end int
	colon      int // behind start; 0 where there is none
	line       int
	binding    int // of its prefix
	bound      int // how many bindings were in force around it
}

// headOf returns the first bytes of a name of size bytes, of which w holds the first eight: two names of
// eight bytes or less are the same where size and head are.
func headOf(w uint64, size int) uint64 { return w << (64 - 8*min(uint(size), 8)) }

// top returns the innermost open element.
func (t *Tokenizer) top() *element { return &t.open[t.depth-1] }

// topName returns the name as written of the innermost element.
func (t *Tokenizer) topName() []byte {
	el := t.top()
	if t.depth <= t.kept {
		return t.names[el.start:el.end]
	}
	return t.buf[el.start:el.end]
}

// keepNames moves the names of all open elements out of the window, which is about to slide.
func (t *Tokenizer) keepNames() {
	for i := t.kept; i < t.depth; i++ {
		el := &t.open[i]
		begin := len(t.names)
		t.names = append(t.names, t.buf[el.start:el.end]...)
		el.start, el.end = begin, len(t.names)
	}
	t.kept = t.depth
}

// push opens the element whose name as written ends at end behind the < at t.r, and has its colon at colon.
func (t *Tokenizer) push(colon, end, binding, bound int) *element {
	if t.depth == len(t.open) {
		t.open = append(t.open, element{})
	}
	el := &t.open[t.depth]
	t.depth++
	el.start, el.end, el.colon = t.r+1, t.r+end, colon
	el.line, el.binding, el.bound = t.line, binding, bound
	return el
}

// pop closes the innermost element, el.
func (t *Tokenizer) pop(el *element) {
	if t.depth == t.kept || el.bound < len(t.spaces.bindings) {
		t.forget(el)
	}
	t.depth--
}

// forget drops what was kept for the innermost element.
func (t *Tokenizer) forget(el *element) {
	if t.kept == t.depth {
		t.kept--
		t.names = t.names[:el.start]
	}
	if len(t.spaces.bindings) > el.bound {
		t.spaces.leave(el.bound)
	}
}

// emitTag fills an event for the tag at t.r, of el; name is its name as written.
func (t *Tokenizer) emitTag(e *Event, kind Kind, el *element, name []byte) {
	e.Kind, t.leaf = kind, kind == Start
	e.Name, e.Prefix, e.Space = name, e.Prefix[:0], t.spaces.bindings[max(el.binding, 0)].space
	e.Attrs, e.Text = e.Attrs[:0], e.Text[:0]
	t.place(e)
}

// splitName takes the prefix of el out of the name of its event.
func (t *Tokenizer) splitName(e *Event, el *element) {
	if el.colon > 0 {
		e.Prefix, e.Name = e.Name[:el.colon], e.Name[el.colon+1:]
		e.Space = t.spaces.of(el.binding, e.Prefix)
	}
}

// place says where the event is that begins at t.r, in bytes of UTF-8; placed converts that.
func (t *Tokenizer) place(e *Event) {
	e.Offset, e.Line, e.Depth = t.base+int64(t.r), t.line, t.depth
}

// placed ends an event.
func (t *Tokenizer) placed(e *Event) error {
	if t.convert != nil {
		t.convertPlace(e)
	}
	return nil
}

// convertPlace makes the offset of an event one of the input, where that is not UTF-8. Only a joined text
// may begin before the window.
func (t *Tokenizer) convertPlace(e *Event) {
	if e.Offset < t.base {
		e.Offset = t.joining.offset
		return
	}
	e.Offset = t.convertedOffset(int(e.Offset - t.base))
}

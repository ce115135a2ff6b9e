package formats

import "fmt"

// warn tells that the file is not in the encoding that it should be in.
func (p *repair) warn(r *reader) {
	if p.lead > 0 {
		r.remarks.warn(Warning{Text: fmt.Sprintf("%d bytes before the XML are left out", p.lead)})
	}
	if p.turned > 0 {
		r.remarks.warn(Warning{Offset: p.first, Text: fmt.Sprintf(
			"byte %d is not UTF-8: %s read as windows-1252, names may be wrong", p.first, turnedText(p.turned-1))})
	}
}

// turnedText names the first byte that was turned and how many others were.
func turnedText(others int64) string {
	switch others {
	case 0:
		return "it was"
	case 1:
		return "it and 1 other were"
	}
	return fmt.Sprintf("it and %d others were", others)
}

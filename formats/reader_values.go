package formats

import (
	"bytes"
	"strconv"
)

// count reads a count or a sequence number; a bad one is a warning, and 0.
func (r *reader) count(into *int64) {
	if *into != 0 {
		r.unread()
		return
	}
	text := r.value()
	whole, decimals, _ := bytes.Cut(text, []byte("."))
	n, err := strconv.ParseInt(string(whole), 10, 64)
	if len(bytes.Trim(decimals, "0")) > 0 {
		n = -1
	}
	if err != nil || n < 0 {
		r.warn("%q is no whole number", text)
		return
	}
	*into = n
}

// yes reads an indicator of XML Schema; a bad one is a warning, and no.
func (r *reader) yes(into *bool) {
	switch text := r.value(); string(text) {
	case "true", "1":
		*into = true
	case "false", "0":
	default:
		r.warn("%q is neither true nor false", text)
	}
}

// uetr reads a UETR in lower case; one that is no UUID is kept with a warning.
func (r *reader) uetr(into *string) {
	if *into != "" {
		r.unread()
		return
	}
	text := r.value()
	if !isUUID(text) {
		r.warn("%q is no UUID", text)
		*into = r.keep(text)
		return
	}
	for i, c := range text {
		if c >= 'A' && c <= 'F' {
			text[i] = c + 'a' - 'A'
		}
	}
	*into = r.keep(text)
}

// isUUID tells whether the text is a UUID of any version and case: some banks send others than version 4.
func isUUID(text []byte) bool {
	if len(text) != len("8a562c67-ca16-48ba-b074-65581be6f001") {
		return false
	}
	for i, c := range text {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
				return false
			}
		}
	}
	return true
}

func appendPosition(path []byte, n int) []byte {
	return append(strconv.AppendInt(append(path, '['), int64(n), 10), ']')
}

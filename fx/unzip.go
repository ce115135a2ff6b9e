package fx

import (
	"archive/zip"
	"bytes"
	"io"
)

// unzipped returns the only file of a ZIP, as the ECB packs its CSV, and any other file as it is. What comes
// out of it is bounded, whatever the ZIP says of its size.
func unzipped(raw []byte) ([]byte, error) {
	if len(raw) > SheetBytesMax {
		return nil, refuseFile("%d bytes are more than the limit of %d", len(raw), SheetBytesMax)
	}
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return raw, nil
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, refuseFile("its ZIP cannot be read: %v", err)
	}
	if len(archive.File) != 1 {
		return nil, refuseFile("its ZIP holds %d files, not one", len(archive.File))
	}
	in, err := archive.File[0].Open()
	if err != nil {
		return nil, refuseFile("its ZIP cannot be read: %v", err)
	}
	text, err := io.ReadAll(io.LimitReader(in, SheetBytesMax+1))
	if err != nil {
		return nil, refuseFile("its ZIP cannot be read: %v", err)
	}
	if len(text) > SheetBytesMax {
		return nil, refuseFile("its ZIP holds more than the limit of %d bytes", SheetBytesMax)
	}
	return text, nil
}

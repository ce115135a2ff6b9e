package report

import (
	"bytes"
	"os"
	"testing"
)

func TestLookHTML(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, samplePicture(t)); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/rep/page.html", b.Bytes(), 0o644)
}

package report

import (
	"bytes"
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	var b bytes.Buffer
	Console(&b, samplePicture(t), ConsoleOptions{})
	b.WriteString("=========\n")
	StatusConsole(&b, samplePicture(t), ConsoleOptions{})
	os.Stdout.Write(b.Bytes())
}

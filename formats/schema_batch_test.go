package formats

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// messagesPerProfile is how many messages of random legal content are validated; NOSTRO_MESSAGES asks for
// another number.
func messagesPerProfile(t *testing.T) int {
	if text := os.Getenv("NOSTRO_MESSAGES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("NOSTRO_MESSAGES=%q is no number", text)
		}
		return n
	}
	return 1000
}

// TestRandomLegalContentIsValid has xmllint, which takes thousands of files at once, validate what is written
// of random legal content, header and document each against its ISO schema.
func TestRandomLegalContentIsValid(t *testing.T) {
	needSchemas(t)
	for _, name := range ProfileNames() {
		t.Run(name, func(t *testing.T) {
			b := schemaBatch{folder: t.TempDir(), files: map[string][]string{}}
			generator := drafts(name)
			for seed := range messagesPerProfile(t) {
				d := generator.Example(seed)
				b.add(t, d.data, "Document")
				if strings.Contains(string(d.data), "<AppHdr ") {
					b.add(t, d.data, "AppHdr")
				}
			}
			b.validate(t)
		})
	}
}

// schemaBatch is files by the schema that they must keep.
type schemaBatch struct {
	folder string
	files  map[string][]string
	count  int
}

func (b *schemaBatch) add(t *testing.T, data []byte, element string) {
	t.Helper()
	cut, namespace, err := cutElement(data, element)
	if err != nil {
		t.Fatal(err)
	}
	b.count++
	path := filepath.Join(b.folder, fmt.Sprintf("%06d.xml", b.count))
	if err := os.WriteFile(path, cut, 0o600); err != nil {
		t.Fatal(err)
	}
	message := strings.TrimPrefix(namespace, namespacePrefix)
	b.files[message] = append(b.files[message], path)
}

func (b *schemaBatch) validate(t *testing.T) {
	t.Helper()
	for message, files := range b.files {
		schema := filepath.Join(schemaFolder(), message+".xsd")
		for some := range slices.Chunk(files, 2000) {
			arguments := append([]string{"--noout", "--nonet", "--schema", schema}, some...)
			output, err := exec.Command("xmllint", arguments...).CombinedOutput()
			valid := strings.Count(string(output), " validates\n")
			if err != nil || valid != len(some) {
				t.Errorf("%s: %d of %d files are valid: %v\n%s", message, valid, len(some), err, complaints(string(output)))
			}
		}
		t.Logf("%s: %d files", message, len(files))
	}
}

// complaints are the first lines that do not say that a file is valid.
func complaints(output string) string {
	lines := slices.DeleteFunc(strings.Split(output, "\n"), func(line string) bool { return strings.HasSuffix(line, " validates") })
	return strings.Join(lines[:min(len(lines), 10)], "\n")
}

package formats

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// schemaFolder is where the ISO schemas lie: NOSTRO_SCHEMAS, or beside the repository.
func schemaFolder() string {
	if folder := os.Getenv("NOSTRO_SCHEMAS"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "shared", "schemas")
}

func TestOutputIsValidAgainstTheISOSchemas(t *testing.T) {
	needSchemas(t)
	for name, data := range outputs(t) {
		checkSchema(t, name, data, "Document")
		if strings.Contains(name, "cbpr+") {
			checkSchema(t, name, data, "AppHdr")
		}
	}
	cred := messageOf(CustomerTransfer)
	cred.Transfers[0].ChargeBearer = "CRED"
	data, err := WriteTransfers(mustProfile(t, "cbpr+"), cred)
	if err != nil {
		t.Fatal(err)
	}
	checkSchema(t, "CRED", data, "Document")
}

// TestFixturesAreValid keeps our own inbound fixtures honest: they are what a bank may send.
func TestFixturesAreValid(t *testing.T) {
	needSchemas(t)
	files, err := filepath.Glob(filepath.Join("testdata", "in", "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := toUTF8(fixture(t, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.Replace(text, []byte(`encoding="ISO-8859-1"`), []byte(`encoding="UTF-8"`), 1)
		if bytes.Contains(text, []byte(":camt.053.001.01\"")) {
			t.Logf("%s was not checked: the schema of the first version is not in the collection", file)
			continue
		}
		checkSchema(t, file, text, "Document")
		if bytes.Contains(text, []byte("AppHdr")) {
			checkSchema(t, file, text, "AppHdr")
		}
	}
}

// needSchemas skips aloud where the means to check against the ISO schemas are absent.
func needSchemas(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("SKIPPED: xmllint is not installed (package libxml2-utils), so no schema was checked")
	}
	if _, err := os.Stat(schemaFolder()); err != nil {
		t.Skipf("SKIPPED: no ISO schemas in %s: set NOSTRO_SCHEMAS to their folder", schemaFolder())
	}
}

// checkSchema validates one element on its own: header and document have separate schemas.
func checkSchema(t *testing.T, name string, data []byte, element string) {
	t.Helper()
	cut, namespace, err := cutElement(data, element)
	if err != nil {
		t.Fatal(err)
	}
	schema := filepath.Join(schemaFolder(), strings.TrimPrefix(namespace, namespacePrefix)+".xsd")
	command := exec.Command("xmllint", "--noout", "--nonet", "--schema", schema, "-")
	command.Stdin = bytes.NewReader(cut)
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("%s, %s: %v\n%s", name, element, err, output)
	}
}

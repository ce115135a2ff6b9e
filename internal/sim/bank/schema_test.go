package bank

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// schemas returns the folder of the ISO schemas, and skips where they or xmllint are not there.
func schemas(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("NOT TESTED against the ISO schemas: xmllint is not installed (libxml2-utils)")
	}
	folder := os.Getenv("NOSTRO_SCHEMAS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "schemas")
	}
	if _, err := os.Stat(filepath.Join(folder, "camt.053.001.08.xsd")); err != nil {
		t.Skip("NOT TESTED against the ISO schemas: set NOSTRO_SCHEMAS to a folder with them: " + err.Error())
	}
	return folder
}

// cut returns the element of the name, with the declaration of the file before it, and its namespace.
func cut(t *testing.T, data []byte, name string) (part []byte, message string) {
	t.Helper()
	declaration, rest, _ := bytes.Cut(data, []byte("\n"))
	for _, prefix := range []string{"", "bah:", "doc:", "h:"} {
		start := bytes.Index(rest, []byte("<"+prefix+name+" "))
		end := bytes.Index(rest, []byte("</"+prefix+name+">"))
		if start < 0 || end < 0 {
			continue
		}
		part = append(append(part, declaration...), '\n')
		part = append(part, rest[start:end]...)
		part = append(part, "</"+prefix+name+">\n"...)
		_, after, _ := bytes.Cut(rest[start:], []byte(namespace))
		space, _, _ := bytes.Cut(after, []byte(`"`))
		return part, string(space)
	}
	return nil, ""
}

// validate checks Document, and AppHdr where there is one, of all files against their schemas.
func validate(t *testing.T, folder string, files []File) {
	t.Helper()
	bySchema := map[string][]string{}
	dir := t.TempDir()
	for i, f := range files {
		for _, name := range []string{"Document", "AppHdr"} {
			part, message := cut(t, f.Data, name)
			if part == nil {
				if name == "Document" {
					t.Fatalf("%s: no Document", f.Name)
				}
				continue
			}
			path := filepath.Join(dir, fmt.Sprintf("%04d-%s.xml", i, name))
			if err := os.WriteFile(path, part, 0o600); err != nil {
				t.Fatal(err)
			}
			bySchema[message] = append(bySchema[message], path)
		}
	}
	for message, paths := range bySchema {
		args := append([]string{"--noout", "--schema", filepath.Join(folder, message+".xsd")}, paths...)
		if out, err := exec.Command("xmllint", args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", message, err, strings.ReplaceAll(string(out), dir, ""))
		}
	}
}

func layouts() []Layout {
	var list []Layout
	for _, envelope := range []bool{false, true} {
		for _, prefix := range []string{"", "doc"} {
			for _, encoding := range []Encoding{UTF8, Latin1} {
				list = append(list, Layout{envelope, prefix, encoding})
			}
		}
	}
	return list
}

func TestEverythingWrittenIsValidInEveryLayout(t *testing.T) {
	folder := schemas(t)
	for _, layout := range layouts() {
		t.Run(fmt.Sprintf("%+v", layout), func(t *testing.T) {
			files := wholeWorld(t, layout)
			validate(t, folder, files)
			kinds := map[string]int{}
			for _, f := range files {
				kinds[strings.Split(f.Name, "-")[2]]++
				if has := bytes.Contains(f.Data, []byte("AppHdr")); has != layout.Envelope {
					t.Errorf("%s: AppHdr there: %v", f.Name, has)
				}
			}
			if kinds["pacs.002"] != 5 || kinds["pacs.004"] != 4 || kinds["camt.053"] != 16 || kinds["camt.029"] != 3 {
				t.Errorf("the world did not show everything: %v", kinds)
			}
		})
	}
}

func TestSamplesAreValid(t *testing.T) {
	folder := schemas(t)
	validate(t, folder, []File{
		{"pacs.008", pacs008("M1", payment{n: 1}, payment{n: 2, currency: "JPY", amount: "7"})},
		{"pacs.009", pacs009("M2", payment{n: 3, bic: "PEERGB2L"})},
		{"camt.056", camt056("R1", payment{n: 6})},
		{"camt.057", camt057("M3", payment{n: 4}, payment{n: 5, uetr: "-"})},
	})
}

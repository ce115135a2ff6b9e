package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the top of the source tree, seen from this package.
const root = "../.."

// sources returns every Go file of the tree, with its path from the top.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && p != root || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if strings.HasSuffix(p, ".go") {
			relative, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			files = append(files, filepath.ToSlash(relative))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 100 {
		t.Fatalf("only %d Go files found: the walk does not see the tree", len(files))
	}
	return files
}

func parse(t *testing.T, file string) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, filepath.Join(root, file), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return set, parsed
}

// functionLinesMax is the longest that a function may be.
const functionLinesMax = 70

func TestFunctionsAreShort(t *testing.T) {
	for _, file := range sources(t) {
		set, parsed := parse(t, file)
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > functionLinesMax {
				t.Errorf("%s: %s has %d lines, %d are the most", file, f.Name.Name, lines, functionLinesMax)
			}
		}
	}
}

// Floating point: the second reader of package formats reads amounts into it, and is there to be compared; the samples of
// Prometheus are floating point, and no amount is among them.
func TestNoFloatOnThePathOfMoney(t *testing.T) {
	for _, file := range sources(t) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "formats/second") || strings.HasPrefix(file, "internal/metrics/") || room(path.Dir(file)) == "internal/report" && strings.Contains(file, "svg") {
			continue
		}
		set, parsed := parse(t, file)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && (id.Name == "float64" || id.Name == "float32") {
				t.Errorf("%s: %s: money takes no path with floating point", set.Position(id.Pos()), id.Name)
			}
			return true
		})
	}
}

// forbidden calls, and where alone they may stand. Div rounds at 16 places before one rounds oneself.
var forbidden = []struct {
	call  *regexp.Regexp
	where string
	why   string
}{
	{regexp.MustCompile(`^time\.(Now|Since|Until)$`), "cmd/nostro", "the clock is injected"},
	{regexp.MustCompile(`\.Div$`), "", "decimal.Div rounds twice: use DivRound or QuoRem once"},
	{regexp.MustCompile(`^panic$`), "", "bad input is an error"},
}

func TestForbiddenCalls(t *testing.T) {
	for _, file := range sources(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		set, parsed := parse(t, file)
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, f := range forbidden {
				if f.call.MatchString(nameOf(call.Fun)) && (f.where == "" || room(path.Dir(file)) != f.where) && !mayPanic(file, parsed, call) {
					t.Errorf("%s: %s: %s", set.Position(call.Pos()), nameOf(call.Fun), f.why)
				}
			}
			return true
		})
	}
}

func nameOf(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return nameOf(f.X) + "." + f.Sel.Name
	}
	return ""
}

// mayPanic: a function called Must... is for values that stand in source code.
func mayPanic(_ string, parsed *ast.File, call *ast.CallExpr) bool {
	if nameOf(call.Fun) != "panic" {
		return false
	}
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Pos() <= call.Pos() && call.End() <= f.End() {
			return strings.HasPrefix(f.Name.Name, "Must") || strings.HasPrefix(f.Name.Name, "must")
		}
	}
	return false
}

// Every exported name is documented.
func TestExportedNamesAreDocumented(t *testing.T) {
	for _, file := range sources(t) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "cmd/") {
			continue
		}
		set, parsed := parse(t, file)
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.IsExported() && f.Doc == nil && !ofHidden(f) {
				t.Errorf("%s: %s is exported and has no comment", set.Position(f.Pos()), f.Name.Name)
			}
		}
	}
}

// ofHidden tells whether a method belongs to a type that is not exported.
func ofHidden(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return false
	}
	expr := f.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if index, ok := expr.(*ast.IndexExpr); ok {
		expr = index.X
	}
	id, ok := expr.(*ast.Ident)
	return ok && !id.IsExported()
}

package house

import (
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors is the house, floor by floor. A room may import rooms of lower floors only. Tests may use any real
// part, so that no mock stands in for it; Go itself refuses the cycles.
var floors = map[string]int{
	"money": 0, "calendar": 0, "lifecycle": 0, "identifiers": 0,
	"ledger": 1, "netting": 1, "fx": 1, "formats": 1, "reconcile": 1, "intake": 1, "risk": 1,
	"jobs":            2,
	"internal/config": 3, "internal/delivery": 3, "internal/ratefeed": 3, "internal/report": 3, "internal/sim": 3, "internal/spool": 3,
	"internal/store": 3, "internal/export": 3, "internal/signing": 3, "internal/verify": 3, "internal/backup": 3, "internal/openpgp": 3, "internal/logging": 3, "internal/notify": 3, "internal/metrics": 3,
	"fixtures": 3, "internal/house": 3,
	"cmd/nostro": 4,
}

// room returns the room to which a package belongs: internal/sim/bank is part of internal/sim.
func room(pkg string) string {
	for pkg != "." && pkg != "/" {
		if _, known := floors[pkg]; known {
			return pkg
		}
		pkg = path.Dir(pkg)
	}
	return ""
}

func TestImportsPointDown(t *testing.T) {
	files := sources(t)
	for _, file := range files {
		from := room(path.Dir(file))
		if from == "" {
			t.Errorf("%s lies in no room: give its folder a floor", file)
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			checkImport(t, file, from, imported)
		}
	}
}

func checkImport(t *testing.T, file, from, imported string) {
	t.Helper()
	pkg, ours := strings.CutPrefix(imported, "nostro/")
	if !ours {
		checkPure(t, file, from, imported)
		return
	}
	to := room(pkg)
	isTest := strings.HasSuffix(file, "_test.go")
	switch {
	case to == from, floors[to] < floors[from], isTest:
	default:
		t.Errorf("%s (floor %d) imports %s (floor %d): imports point down only", file, floors[from], pkg, floors[to])
	}
}

// impure are the packages that the pure floors never import: clock, disk, network, chance. What only
// names things of them (io, time for instants) is allowed.
var impure = []string{"os", "net", "net/http", "math/rand", "math/rand/v2", "crypto/rand", "database/sql", "log", "log/slog", "sync"}

func checkPure(t *testing.T, file, from, imported string) {
	t.Helper()
	if floors[from] > 1 || strings.HasSuffix(file, "_test.go") {
		return
	}
	for _, forbidden := range impure {
		if imported == forbidden {
			t.Errorf("%s imports %s: floors 0 and 1 are pure", file, imported)
		}
	}
}

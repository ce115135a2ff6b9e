package formats

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A file that is cut off anywhere is refused at a place within it, and nothing of it is handed out by Read.
func TestCutOffAnywhere(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "in", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		end := strings.LastIndex(string(data), ">")
		for n := 0; n < end; n += 1 + n/100 {
			in, err := Read(data[:n])
			refusal := refusalOf(t, err)
			if refusal.Class != ErrMalformed && refusal.Class != ErrUnsupported || refusal.Offset > int64(n) || in.Documents != nil {
				t.Fatalf("%s cut at %d: got %v", file, n, err)
			}
		}
	}
}

// repeated is a text that comes so many times, between a head and a foot, without ever being in memory.
func repeatedText(head, text string, times int, foot string) io.Reader {
	return io.MultiReader(strings.NewReader(head), &repeater{text: text, left: times}, strings.NewReader(foot))
}

type repeater struct {
	text string
	left int
	at   int
}

func (r *repeater) Read(p []byte) (n int, err error) {
	for n < len(p) && r.left > 0 {
		m := copy(p[n:], r.text[r.at:])
		n += m
		if r.at += m; r.at == len(r.text) {
			r.at = 0
			r.left--
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// memoryLimit is what the heap may take whatever the file: the promise is 64 MiB for the whole process.
const memoryLimit = 48 << 20

// heapDuring returns the most memory that the heap took from the system while f ran, beyond what it had.
func heapDuring(f func(sample func())) uint64 {
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	most := uint64(0)
	f(func() {
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapAlloc)
	})
	return most - min(most, before.HeapAlloc)
}

// sampled calls f for every million bytes that are read.
type sampled struct {
	source io.Reader
	sample func()
	left   int
}

func (s *sampled) Read(p []byte) (int, error) {
	n, err := s.source.Read(p)
	if s.left -= n; s.left <= 0 {
		s.sample()
		s.left = 1 << 20
	}
	return n, err
}

const statementHead = `<BkToCstmrStmt><Stmt><Acct><Id><IBAN>X</IBAN></Id><Ccy>USD</Ccy></Acct>`

// Whatever is without end in a file, memory has one: it is handed out in parts, or refused.
func TestMemoryIsBounded(t *testing.T) {
	entry := `<Ntry>` + booked("1", "CRDT")
	const many = 150_000
	all := Visitor{Entry: func(*Statement, *StatementEntry) error { return nil }}
	parts := all
	parts.Detail = func(*Statement, *StatementEntry, *EntryDetail) error { return nil }
	for name, c := range map[string]struct {
		source  io.Reader
		visit   Visitor
		refused string // "" where all of it is read
	}{
		"entries":                 {repeatedText(statementHead, entry+`</Ntry>`, many, `</Stmt></BkToCstmrStmt>`), all, ""},
		"statements":              {repeatedText(`<BkToCstmrStmt>`, `<Stmt><Bal/></Stmt>`, many, `</BkToCstmrStmt>`), all, ""},
		"documents":               {repeatedText(``, `<BkToCstmrStmt/>`, many, ``), all, ""},
		"details in parts":        {repeatedText(statementHead+entry+`<NtryDtls>`, `<TxDtls/>`, many, `</NtryDtls></Ntry></Stmt></BkToCstmrStmt>`), parts, ""},
		"details":                 {repeatedText(statementHead+entry+`<NtryDtls>`, `<TxDtls/>`, many, `</NtryDtls></Ntry></Stmt></BkToCstmrStmt>`), all, "more than 16 MiB"},
		"charges":                 {repeatedText(statementHead+entry, `<Chrgs><Amt Ccy="USD">1</Amt></Chrgs>`, many, `</Ntry></Stmt></BkToCstmrStmt>`), all, "more than 16 MiB"},
		"balances":                {repeatedText(statementHead, `<Bal/>`, many, `</Stmt></BkToCstmrStmt>`), all, "more than 16 MiB"},
		"lines of text":           {repeatedText(statementHead+entry+`<NtryDtls><TxDtls><RmtInf>`, `<Ustrd>xxxxxxxxxxxxx</Ustrd>`, many, `</RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt>`), parts, "more than 16 MiB"},
		"unread elements":         {repeatedText(statementHead+entry, `<New/>`, many, `</Ntry></Stmt></BkToCstmrStmt>`), all, ""},
		"headers":                 {repeatedText(`<E>`, `<AppHdr/>`, many, `<BkToCstmrStmt/></E>`), all, ""},
		"empty envelopes":         {repeatedText(`<E>`, `<x><y/></x>`, many, `<BkToCstmrStmt/></E>`), all, ""},
		"statuses":                {repeatedText(`<FIToFIPmtStsRpt>`, `<TxInfAndSts/>`, many, `</FIToFIPmtStsRpt>`), all, ""},
		"answers to answers":      {repeatedText(`<FIToFIPmtStsRpt>`, `<OrgnlGrpInfAndSts/>`, many, `</FIToFIPmtStsRpt>`), all, "more than 16 MiB"},
		"problems":                {repeatedText(statementHead, `<Ntry/>`, many, `</Stmt></BkToCstmrStmt>`), all, ""},
		"one endless text":        {repeatedText(`<a>`, `xxxxxxxxxx`, 100*many, `</a>`), all, "at most 1048576"},
		"bytes that are no UTF-8": {repeatedText(statementHead, entry+"<AddtlNtryInf>\xe9\xe9\xe9\xe9\xe9\xe9</AddtlNtryInf></Ntry>", many, `</Stmt></BkToCstmrStmt>`), all, ""},
		"balances among entries":  {repeatedText(statementHead, `<Bal/><Ntry/>`, many, `</Stmt></BkToCstmrStmt>`), all, "more than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			most := heapDuring(func(sample func()) {
				_, err = Stream(&sampled{source: c.source, sample: sample}, c.visit)
				sample()
			})
			if c.refused == "" && err != nil || c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)) {
				t.Errorf("want a refusal that says %q, got %v", c.refused, err)
			}
			if most > memoryLimit {
				t.Errorf("%d MiB in memory", most>>20)
			}
		})
	}
}

// Names that are never the same do not fill the list of what is unread.
func TestUnreadPathsHaveALimit(t *testing.T) {
	var names strings.Builder
	for n := range unreadMax + 50 {
		fmt.Fprintf(&names, "<N%d/>", n)
	}
	in := mustRead(t, statementWith(names.String()))
	if len(in.Unread) != unreadMax || len(in.Warnings) != 1 || !strings.Contains(in.Warnings[0].Text, "50 more elements") {
		t.Errorf("got %d paths, %v", len(in.Unread), in.Warnings)
	}
}

var errEnough = errors.New("enough")

// What a visitor or the source says ends the reading, and comes back as it is.
func TestErrorsOfOthersComeBack(t *testing.T) {
	data := statementWith(`<Ntry>` + booked("1", "CRDT") + `<NtryDtls><TxDtls/></NtryDtls></Ntry>`)
	stop := map[string]Visitor{
		"document":      {Document: func(*Document) error { return errEnough }},
		"document end":  {DocumentEnd: func(*Document) error { return errEnough }},
		"statement":     {Statement: func(*Document, *Statement) error { return errEnough }},
		"detail":        {Detail: func(*Statement, *StatementEntry, *EntryDetail) error { return errEnough }},
		"entry":         {Entry: func(*Statement, *StatementEntry) error { return errEnough }},
		"statement end": {StatementEnd: func(*Document, *Statement) error { return errEnough }},
	}
	for name, visit := range stop {
		if _, err := Stream(strings.NewReader(data), visit); err != errEnough {
			t.Errorf("%s: got %v", name, err)
		}
	}
	broken := io.MultiReader(strings.NewReader(data[:100]), &brokenSource{})
	if _, err := Stream(broken, Visitor{}); !errors.Is(err, errEnough) {
		t.Errorf("source: got %v", err)
	}
	for kind, visit := range map[string]Visitor{
		`<FIToFIPmtStsRpt><TxInfAndSts/></FIToFIPmtStsRpt>`:              {Status: func(*Document, *Status) error { return errEnough }},
		`<PmtRtr><TxInf/></PmtRtr>`:                                      {Return: func(*Document, *Return) error { return errEnough }},
		`<RsltnOfInvstgtn><Sts/></RsltnOfInvstgtn>`:                      {Resolution: func(*Document, *Resolution) error { return errEnough }},
		`<FICdtTrf><CdtTrfTxInf/></FICdtTrf>`:                            {Transfer: func(*Document, *TransferIn) error { return errEnough }},
		`<FIToFIPmtCxlReq><Undrlyg><TxInf/></Undrlyg></FIToFIPmtCxlReq>`: {Cancellation: func(*Document, *CancellationIn) error { return errEnough }},
		`<NtfctnToRcv><Ntfctn><Itm/></Ntfctn></NtfctnToRcv>`:             {Notice: func(*Document, *NoticeIn) error { return errEnough }},
	} {
		if _, err := Stream(strings.NewReader(kind), visit); err != errEnough {
			t.Errorf("%s: got %v", kind, err)
		}
	}
}

type brokenSource struct{}

func (brokenSource) Read([]byte) (int, error) { return 0, errEnough }

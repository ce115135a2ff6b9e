package formats

import (
	"bufio"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"
)

// BenchmarkReadStatement reads a camt.053 into the full model, one entry at a time, and compares with two
// baselines in the same run: encoding/xml into structs of the same fields, and libxml2's SAX parser, which
// builds nothing. Of each the best of some runs counts, because others use the machine too.
func BenchmarkReadStatement(b *testing.B) {
	for _, size := range []struct {
		name    string
		entries int
	}{{"100k", 100_000}, {"1M", 1_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			if size.entries > 100_000 && testing.Short() {
				b.Skip("SKIPPED: a file of 1 GB, not with -short")
			}
			file, bytes := generated{size.entries}.file(b)
			b.SetBytes(bytes)
			b.ReportAllocs()
			var peak uint64
			ours := time.Hour
			for b.Loop() {
				begin := time.Now()
				peak = max(peak, streamFile(b, file, size.entries))
				ours = min(ours, time.Since(begin))
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
			b.ReportMetric(float64(bytes)/ours.Seconds()/1e6, "best-MB/s")
			compareEncodingXML(b, file, bytes, ours)
			compareXmllint(b, file, bytes, ours)
		})
	}
}

// rounds is how often a baseline runs.
const rounds = 3

// streamFile reads the file, and returns the most memory that the heap had at any thousandth entry.
func streamFile(t testing.TB, file string, want int) (peak uint64) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := 0
	var memory runtime.MemStats
	_, err = Stream(f, Visitor{Entry: func(_ *Statement, e *StatementEntry) error {
		if got++; got%10_000 == 0 {
			runtime.ReadMemStats(&memory)
			peak = max(peak, memory.HeapSys)
		}
		return nil
	}})
	if err != nil || got != want {
		t.Fatalf("%d entries, want %d: %v", got, want, err)
	}
	return peak
}

// decodedEntry has the fields that the generated entries fill, for encoding/xml.
type decodedEntry struct {
	Ref       string        `xml:"NtryRef"`
	Amount    decodedAmount `xml:"Amt"`
	Direction string        `xml:"CdtDbtInd"`
	Status    string        `xml:"Sts>Cd"`
	Booking   string        `xml:"BookgDt>Dt"`
	Value     string        `xml:"ValDt>Dt"`
	BankRef   string        `xml:"AcctSvcrRef"`
	Domain    string        `xml:"BkTxCd>Domn>Cd"`
	Family    string        `xml:"BkTxCd>Domn>Fmly>Cd"`
	SubFamily string        `xml:"BkTxCd>Domn>Fmly>SubFmlyCd"`
	Details   []struct {
		InstrID    string        `xml:"Refs>InstrId"`
		EndToEndID string        `xml:"Refs>EndToEndId"`
		UETR       string        `xml:"Refs>UETR"`
		Amount     decodedAmount `xml:"Amt"`
		Direction  string        `xml:"CdtDbtInd"`
		Debtor     string        `xml:"RltdPties>Dbtr>Pty>Nm"`
		Town       string        `xml:"RltdPties>Dbtr>Pty>PstlAdr>TwnNm"`
		Country    string        `xml:"RltdPties>Dbtr>Pty>PstlAdr>Ctry"`
		DebtorIBAN string        `xml:"RltdPties>DbtrAcct>Id>IBAN"`
		Creditor   string        `xml:"RltdPties>Cdtr>Pty>Nm"`
		IBAN       string        `xml:"RltdPties>CdtrAcct>Id>IBAN"`
		BIC        string        `xml:"RltdAgts>DbtrAgt>FinInstnId>BICFI"`
		Remittance string        `xml:"RmtInf>Ustrd"`
	} `xml:"NtryDtls>TxDtls"`
}

type decodedAmount struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

// compareEncodingXML reports how many times faster ours is. The baseline reads a twentieth of the file.
func compareEncodingXML(b *testing.B, file string, size int64, ours time.Duration) {
	theirs := time.Hour
	for range rounds {
		theirs = min(theirs, decodeSome(b, file, size/20))
	}
	b.ReportMetric(theirs.Seconds()*20/ours.Seconds(), "x-encoding/xml")
}

// decodeSome decodes the entries in the first bytes of a file, and returns how long so many bytes take.
func decodeSome(b *testing.B, file string, bytes int64) time.Duration {
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	counted := &counting{source: f}
	decoder := xml.NewDecoder(bufio.NewReaderSize(counted, 64<<10))
	begin := time.Now()
	for counted.n < bytes {
		token, err := decoder.Token()
		if err != nil {
			b.Fatal(err)
		}
		if start, isStart := token.(xml.StartElement); isStart && start.Name.Local == "Ntry" {
			var e decodedEntry
			if err := decoder.DecodeElement(&e, &start); err != nil {
				b.Fatal(err)
			}
		}
	}
	return time.Duration(float64(time.Since(begin)) * float64(bytes) / float64(counted.n))
}

type counting struct {
	source io.Reader
	n      int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.n += int64(n)
	return n, err
}

// compareXmllint reports how many times faster ours is than libxml2's SAX parser.
func compareXmllint(b *testing.B, file string, size int64, ours time.Duration) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		b.Log("SKIPPED: xmllint is not installed (package libxml2-utils), so nothing was compared with libxml2")
		return
	}
	theirs := time.Hour
	for range rounds {
		begin := time.Now()
		if out, err := exec.Command("xmllint", "--sax", "--huge", "--noout", file).CombinedOutput(); err != nil {
			b.Fatalf("%v: %.200s", err, out)
		}
		theirs = min(theirs, time.Since(begin))
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-libxml2-SAX")
	b.ReportMetric(float64(size)/theirs.Seconds()/1e6, "libxml2-MB/s")
}

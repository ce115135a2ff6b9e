package formats

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// kind is a kind of message that is read: the newest version that is known here, the element below
// Document, and how its children are read.
type kind struct {
	newest string
	root   string
	read   func(*reader, *Document)
	end    func(*reader, *Document) // nil where there is nothing left to do
}

// kinds are what is read, by the first eight characters of their messages.
var kinds map[string]kind

func init() {
	kinds = map[string]kind{
		"admi.002": {"admi.002.001.01", "admi.002.001.01", (*reader).rejectionPart, (*reader).endRejection},
		"camt.029": {"camt.029.001.13", "RsltnOfInvstgtn", (*reader).resolutionPart, (*reader).endResolution},
		"camt.052": {"camt.052.001.14", "BkToCstmrAcctRpt", (*reader).statementOf, (*reader).endStatements},
		"camt.053": {"camt.053.001.14", "BkToCstmrStmt", (*reader).statementOf, (*reader).endStatements},
		"camt.054": {"camt.054.001.14", "BkToCstmrDbtCdtNtfctn", (*reader).statementOf, (*reader).endStatements},
		"camt.056": {"camt.056.001.12", "FIToFIPmtCxlReq", (*reader).cancellationPart, (*reader).endItems},
		"camt.057": {"camt.057.001.09", "NtfctnToRcv", (*reader).noticePart, (*reader).endItems},
		"pacs.002": {"pacs.002.001.16", "FIToFIPmtStsRpt", (*reader).statusPart, (*reader).endItems},
		"pacs.004": {"pacs.004.001.15", "PmtRtr", (*reader).returnPart, (*reader).endReturns},
		"pacs.008": {"pacs.008.001.14", "FIToFICstmrCdtTrf", (*reader).transferOf, (*reader).endTransfers},
		"pacs.009": {"pacs.009.001.13", "FICdtTrf", (*reader).transferOf, (*reader).endTransfers},
		"pain.001": {"pain.001.001.13", "CstmrCdtTrfInitn", (*reader).transferOf, (*reader).endTransfers},
		"pain.002": {"pain.002.001.15", "CstmrPmtStsRpt", (*reader).statusPart, (*reader).endItems},
	}
}

// Kinds returns the kinds of messages that are read, sorted.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// otherRoots are the elements below Document of kinds that are not read, so that a refusal can name them,
// and older names of those that are.
var otherRoots = map[string]string{
	"FinInstnCdtTrf": "pacs.009", "FinInstnToFinInstnCstmrCdtTrf": "pacs.008",
	"FIToFICstmrDrctDbt": "pacs.003", "FIToFIPmtRvsl": "pacs.007", "FIDrctDbt": "pacs.010", "FIToFIPmtStsReq": "pacs.028",
	"CstmrPmtRvsl": "pain.007", "CstmrDrctDbtInitn": "pain.008", "MndtInitnReq": "pain.009", "CdtrPmtActvtnReq": "pain.013",
	"CdtrPmtActvtnReqStsRpt": "pain.014", "UblToApply": "camt.026", "ClmNonRct": "camt.027", "AddtlPmtInf": "camt.028",
	"NtfctnOfCaseAssgnmt": "camt.030", "CstmrPmtCxlReq": "camt.055", "NtfctnToRcvCxlAdvc": "camt.058",
	"NtfctnToRcvStsRpt": "camt.059", "AcctRptgReq": "camt.060", "BkSvcsBllgStmt": "camt.086", "ReqToModfyPmt": "camt.087",
	"InvstgtnReq": "camt.110", "InvstgtnRspn": "camt.111", "SysEvtNtfctn": "admi.004", "RptQryReq": "admi.005",
	"RctAck": "admi.007", "SysEvtAck": "admi.011", "RmtAdvc": "remt.001", "AcctOpngReq": "acmt.007",
}

func supportedText() string {
	all := Kinds()
	return "read are " + strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

var (
	messageForm = regexp.MustCompile(`[a-z]{4}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}`)
	versionForm = regexp.MustCompile(`V[0-9]{2}$`)
)

// kindOfRoot returns the kind of message that an element begins, "" where it begins none: by its name, by
// its name without the version that the first ones had, or by the name of the message itself.
func kindOfRoot(name []byte) string {
	bare := versionForm.ReplaceAllString(string(name), "")
	for id, k := range kinds {
		if k.root == bare {
			return id
		}
	}
	if messageForm.FindString(bare) == bare && bare != "" {
		return bare[:len("camt.053")]
	}
	return otherRoots[bare]
}

func firstMessage(texts ...string) string {
	for _, text := range texts {
		if id := messageForm.FindString(text); id != "" {
			return id
		}
	}
	return ""
}

// identify names the message of the root element that was just entered by its namespaces, else by its
// header, else by its name; it refuses what is not read and what contradicts itself. documentSpace is the
// namespace of the Document around it.
func (r *reader) identify(d *Document, documentSpace string) bool {
	name, space := string(r.event.Name), string(r.event.Space)
	ofRoot := kindOfRoot(r.event.Name)
	byNamespace := firstMessage(space, documentSpace, name)
	byHeader := messageForm.FindString(d.Header.Definition)
	if byNamespace != "" && byHeader != "" && byNamespace != byHeader {
		r.refuse(ErrContradiction, fmt.Sprintf("the header says %s, the document is %s", byHeader, byNamespace),
			"ask the sender which one it is")
		return false
	}
	d.Message = firstMessage(byNamespace, byHeader)
	d.Kind = ofRoot
	if _, known := kinds[ofRoot]; !known || d.Message != "" && d.Message[:len(ofRoot)] != ofRoot {
		r.refuseUnknown(d, ofRoot, name, firstOf(space, documentSpace))
		return false
	}
	r.warnVersion(d, firstOf(space, documentSpace))
	if d.Header.Present && byHeader == "" {
		r.warn("the header does not name the message: nothing was compared with it")
	}
	return true
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func (r *reader) refuseUnknown(d *Document, ofRoot, root, space string) {
	what := firstOf(d.Message, ofRoot, "an unknown message")
	r.refuse(ErrUnsupported, fmt.Sprintf("%s with root element %q (namespace %q)", what, root, space), supportedText())
}

// warnVersion says where the file does not tell its version, also by a namespace that is none of ISO 20022, and where that is newer
// than all known here.
func (r *reader) warnVersion(d *Document, space string) {
	newest := kinds[d.Kind].newest
	switch {
	case d.Message == "" && space != "":
		d.Message = d.Kind
		r.warn("the namespace %q is none of a message of ISO 20022: the file does not tell the version of the message", space)
	case d.Message == "":
		d.Message = d.Kind
		r.warn("the file does not tell the version of the message")
	case strings.HasPrefix(d.Message, newest[:len("camt.053.001")]) && d.Message > newest:
		r.warn("%s is newer than %s, the newest version known here: look at what is unread", d.Message, newest)
	}
}

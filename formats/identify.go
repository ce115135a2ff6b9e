package formats

import (
	"fmt"
	"regexp"
	"strings"
)

// readable are the messages that Read knows: the element below Document, and the version that it reads
// fully.
var readable = map[string]struct{ root, message string }{
	"pacs.002": {"FIToFIPmtStsRpt", "pacs.002.001.10"},
	"pacs.004": {"PmtRtr", "pacs.004.001.09"},
	"camt.053": {"BkToCstmrStmt", "camt.053.001.08"},
}

// knownRoots are the elements below Document of other messages, so that a refusal can name them.
var knownRoots = map[string]string{
	"FIToFIPmtStsRpt": "pacs.002", "PmtRtr": "pacs.004", "BkToCstmrStmt": "camt.053",
	"FIToFICstmrCdtTrf": "pacs.008", "FICdtTrf": "pacs.009", "FinInstnCdtTrf": "pacs.009",
	"FIToFICstmrDrctDbt": "pacs.003", "FIToFIPmtRvsl": "pacs.007", "FIDrctDbt": "pacs.010",
	"FIToFIPmtStsReq": "pacs.028", "CstmrCdtTrfInitn": "pain.001", "CstmrPmtStsRpt": "pain.002",
	"CstmrDrctDbtInitn": "pain.008", "BkToCstmrAcctRpt": "camt.052", "BkToCstmrDbtCdtNtfctn": "camt.054",
	"FIToFIPmtCxlReq": "camt.056", "RsltnOfInvstgtn": "camt.029", "NtfctnToRcv": "camt.057",
	"AcctRptgReq": "camt.060", "SysEvtNtfctn": "admi.004", "RctAck": "admi.007",
	"admi.002.001.01": "admi.002",
}

const supportedText = "this version reads pacs.002, pacs.004 and camt.053 from version .02 on"

var messageForm = regexp.MustCompile(`[a-z]{4}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}`)

// findDocument finds the one Document of a file, or the one message element of a file without; header is nil
// where absent.
func findDocument(top *node) (body, header *node, err error) {
	documents, headers := []*node{}, []*node{}
	collectTops(top, &documents, &headers)
	if len(documents) == 0 {
		return nil, nil, &Refusal{Class: ErrUnsupported, Path: top.children[0].path(), Line: top.children[0].line,
			Problem: fmt.Sprintf("root element %q (namespace %q) holds no ISO 20022 message", top.children[0].name,
				top.children[0].space), Remedy: supportedText}
	}
	if len(documents) > 1 {
		return nil, nil, &Refusal{Class: ErrUnsupported, Path: documents[1].path(), Line: documents[1].line,
			Problem: fmt.Sprintf("there are %d messages in one file", len(documents)),
			Remedy:  "split it into one file for each"}
	}
	if len(headers) > 0 {
		header = headers[0]
	}
	return documents[0], header, nil
}

// collectTops gathers the documents and headers that do not lie within one another.
func collectTops(n *node, documents, headers *[]*node) {
	for _, child := range n.children {
		switch {
		case child.name == "AppHdr":
			*headers = append(*headers, child)
		case child.name == "Document" || knownRoots[child.name] != "":
			*documents = append(*documents, child)
		default:
			collectTops(child, documents, headers)
		}
	}
}

// message is what a file says that it is, and where it begins.
type message struct {
	kind, id string // "camt.053", "camt.053.001.08"
	root     *node  // the element below Document
	header   *node  // nil where absent
	warnings []string
}

// identify names the message by its namespaces, else by its header, else by its root element, and
// refuses what Read does not know and what contradicts itself.
func identify(top *node) (message, error) {
	body, header, err := findDocument(top)
	if err != nil {
		return message{}, err
	}
	root := messageRoot(body)
	byNamespace := firstMessage(root.space, body.space, firstChildSpace(root))
	byHeader := messageForm.FindString(header.value("MsgDefIdr"))
	if byNamespace != "" && byHeader != "" && byNamespace != byHeader {
		return message{}, contradiction(header, byHeader, byNamespace)
	}
	m := message{id: firstMessage(byNamespace, byHeader), root: root, header: header}
	m.kind = kindOf(m.id, root.name)
	if err := m.checkSupported(body); err != nil {
		return message{}, err
	}
	m.warnVersion()
	if header != nil && byHeader == "" {
		m.warnings = append(m.warnings, "the header does not name the message: nothing was compared with it")
	}
	take(root)
	take(header)
	return m, nil
}

func contradiction(header *node, byHeader, byNamespace string) error {
	at := header.child("MsgDefIdr")
	return &Refusal{Class: ErrContradiction, Path: at.path(), Line: at.line,
		Problem: fmt.Sprintf("the header says %s, the document is %s", byHeader, byNamespace),
		Remedy:  "ask the sender which one it is"}
}

// messageRoot returns the first element of a Document, or the element itself where there is no Document.
func messageRoot(body *node) *node {
	if body.name == "Document" && len(body.children) > 0 {
		return body.children[0]
	}
	return body
}

// firstChildSpace serves files that declare the namespace below the root element only.
func firstChildSpace(root *node) string {
	if len(root.children) == 0 {
		return ""
	}
	return root.children[0].space
}

func firstMessage(texts ...string) string {
	for _, text := range texts {
		if id := messageForm.FindString(text); id != "" {
			return id
		}
	}
	return ""
}

func kindOf(id, root string) string {
	if id != "" {
		return id[:len("camt.053")]
	}
	return knownRoots[root]
}

func (m *message) checkSupported(body *node) error {
	known, ok := readable[m.kind]
	version := strings.TrimPrefix(m.id, m.kind)
	if ok && known.root == m.root.name && !strings.HasSuffix(version, ".01") {
		return nil
	}
	name := m.id
	if name == "" {
		name = m.kind
	}
	if name == "" {
		name = "an unknown message"
	}
	return &Refusal{Class: ErrUnsupported, Path: m.root.path(), Line: m.root.line,
		Problem: fmt.Sprintf("%s with root element %q (namespace %q)", name, m.root.name, body.space),
		Remedy:  supportedText}
}

// warnVersion says where the file is not in the version that is read fully.
func (m *message) warnVersion() {
	full := readable[m.kind].message
	switch m.id {
	case full:
	case "":
		m.id = m.kind
		m.warnings = append(m.warnings, "the file does not tell its version: it was read as "+full)
	default:
		m.warnings = append(m.warnings, m.id+" was read by the rules of "+full+": look at what is unread")
	}
}

// take marks the elements from the root of the file down to n as read.
func take(n *node) {
	for ; n != nil; n = n.parent {
		n.taken = true
	}
}

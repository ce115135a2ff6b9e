package bank

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// fileBytesMax bounds a file that we take.
const fileBytesMax = 64 << 20

const namespace = "urn:iso:std:iso:20022:tech:xsd:"

// The messages that the bank takes.
const (
	customerTransfer    = "pacs.008.001.08"
	institutionTransfer = "pacs.009.001.08"
	noticeToReceive     = "camt.057.001.06"
	cancellationRequest = "camt.056.001.08"
)

// content is what a file holds. Elements are read by their local names, whatever their prefix.
type content struct {
	message string // "pacs.008.001.08"
	header  *headerXML
	body    documentXML
}

type headerXML struct {
	From    string `xml:"Fr>FIId>FinInstnId>BICFI"`
	To      string `xml:"To>FIId>FinInstnId>BICFI"`
	ID      string `xml:"BizMsgIdr"`
	Message string `xml:"MsgDefIdr"`
}

type documentXML struct {
	Customer    *transferXML `xml:"FIToFICstmrCdtTrf"`
	Institution *transferXML `xml:"FICdtTrf"`
	Notice      *noticeXML   `xml:"NtfctnToRcv"`
	Recall      *recallXML   `xml:"FIToFIPmtCxlReq"`
}

// parse reads a file with one Document, bare or in an envelope with one AppHdr.
func parse(data []byte) (content, error) {
	var c content
	documents := 0
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return c, fmt.Errorf("not readable as XML: %w", err)
		}
		switch t := token.(type) {
		case xml.Directive:
			return c, errors.New("a document type declaration is not taken")
		case xml.StartElement:
			if t.Name.Local == "Document" {
				documents++
			}
			if err := c.element(d, t); err != nil {
				return c, err
			}
		}
	}
	if documents != 1 {
		return c, fmt.Errorf("%d elements Document: expected one", documents)
	}
	return c, c.check()
}

// element reads AppHdr and Document; every other element is taken as envelope.
func (c *content) element(d *xml.Decoder, t xml.StartElement) error {
	switch t.Name.Local {
	case "AppHdr":
		if c.header != nil {
			return errors.New("more than one AppHdr")
		}
		c.header = &headerXML{}
		if err := d.DecodeElement(c.header, &t); err != nil {
			return fmt.Errorf("the AppHdr is not readable as XML: %w", err)
		}
	case "Document":
		message, known := strings.CutPrefix(t.Name.Space, namespace)
		if !known {
			return fmt.Errorf("the namespace %q of Document is not of ISO 20022", t.Name.Space)
		}
		c.message = message
		if err := d.DecodeElement(&c.body, &t); err != nil {
			return fmt.Errorf("the Document is not readable as XML: %w", err)
		}
	}
	return nil
}

// check errs where the message is not one that we take, or where header and Document disagree.
func (c *content) check() error {
	has := map[string]bool{
		customerTransfer:    c.body.Customer != nil,
		institutionTransfer: c.body.Institution != nil,
		noticeToReceive:     c.body.Notice != nil,
		cancellationRequest: c.body.Recall != nil,
	}
	there, known := has[c.message]
	if !known {
		return fmt.Errorf("message %q is not taken: send %s, %s, %s or %s", c.message, customerTransfer, institutionTransfer,
			noticeToReceive, cancellationRequest)
	}
	if !there {
		return fmt.Errorf("the Document does not hold what its namespace says: %s", c.message)
	}
	if c.header != nil && strings.TrimSpace(c.header.Message) != c.message {
		return fmt.Errorf("AppHdr says %q, the Document is %s", c.header.Message, c.message)
	}
	return nil
}

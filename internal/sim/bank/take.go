package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Take takes a file from our customer: a pacs.008.001.08, pacs.009.001.08, camt.057.001.06 or camt.056.001.08,
// bare or with a business header. The name serves for messages only. The same bytes again are nothing new. What cannot
// be read, is not for this bank, or contradicts itself is a *Refusal, and nothing of it is taken.
//
// A pay-out whose UETR or InstrId came before in other bytes, or in the same file, will be rejected with
// AM05, and one in a message whose MsgId was used before with DU01. An announced pay-in that came before
// (same UETR, else same MsgId and item id) is ignored, and so is a recall whose case came before.
func (b *Bank) Take(name string, data []byte) error {
	if len(data) > fileBytesMax {
		return &Refusal{File: name, Reason: fmt.Sprintf("%d bytes are more than %d", len(data), fileBytesMax)}
	}
	sum := sha256.Sum256(data)
	file := hex.EncodeToString(sum[:])
	if b.seen.files[file] {
		b.count.repeated++
		return nil
	}
	c, err := parse(data)
	if err != nil {
		return &Refusal{File: name, Reason: err.Error()}
	}
	if err := b.takeContent(file, c); err != nil {
		var r *Refusal
		if errors.As(err, &r) {
			r.File = name
		}
		return err
	}
	b.seen.files[file] = true
	return nil
}

func (b *Bank) takeContent(file string, c content) error {
	if c.body.Notice != nil {
		list, refusal := b.notice(file, c.header, *c.body.Notice)
		if refusal != nil {
			return refusal
		}
		b.takePayIns(list)
		return nil
	}
	if c.body.Recall != nil {
		list, refusal := b.recalls(c.header, *c.body.Recall)
		if refusal != nil {
			return refusal
		}
		b.takeRecalls(list)
		return nil
	}
	x := c.body.Customer
	if x == nil {
		x = c.body.Institution
	}
	list, refusal := b.transfers(file, c.message, c.header, *x)
	if refusal != nil {
		return refusal
	}
	b.takePayOuts(list)
	return nil
}

func (b *Bank) takePayOuts(list []payOut) {
	usedBefore := b.seen.messages[list[0].origin.id]
	b.seen.messages[list[0].origin.id] = true
	for _, p := range list {
		p.refusal = b.judge(p, usedBefore)
		b.books.payOuts = append(b.books.payOuts, p)
	}
}

// judge returns why a pay-out will not be booked. Duplicates come before the script, as in a bank.
func (b *Bank) judge(p payOut, messageUsedBefore bool) reason {
	if key, again := b.again("uetr "+p.uetr, p.uetr != ""); again {
		return b.duplicate(codeDuplicate, key)
	}
	if key, again := b.again("instr "+p.instrID, p.instrID != ""); again {
		return b.duplicate(codeDuplicate, key)
	}
	if messageUsedBefore {
		return b.duplicate(codeDuplicateMessage, "msg "+p.origin.id)
	}
	i := b.books.find(p.amount.Currency())
	if i < 0 {
		return reason{codeNoCurrency, fmt.Sprintf("no account in %s", p.amount.Currency())}
	}
	if p.settlementAccount != "" && p.settlementAccount != b.books.accounts[i].Number {
		return reason{codeNoAccount, fmt.Sprintf("no account %s in %s", p.settlementAccount, p.amount.Currency())}
	}
	if r, ok := firstMatch(b.config.Script.Reject, p.creditor, p.amount.Currency()); ok {
		return reason{r.Code, r.Text}
	}
	return reason{}
}

// again notes a key and tells whether it was there before.
func (b *Bank) again(key string, given bool) (string, bool) {
	if !given {
		return key, false
	}
	before := b.seen.payments[key]
	b.seen.payments[key] = true
	return key, before
}

func (b *Bank) duplicate(code, key string) reason {
	b.count.duplicates++
	return reason{code, "already received: " + key}
}

func (b *Bank) takePayIns(list []payIn) {
	for _, p := range list {
		key := "in " + p.uetr
		if p.uetr == "" {
			key = "in " + p.origin.id + " " + p.id
		}
		if _, again := b.again(key, true); again {
			b.count.duplicates++
			continue
		}
		b.books.payIns = append(b.books.payIns, p)
	}
}

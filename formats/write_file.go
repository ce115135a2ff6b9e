package formats

import (
	"bytes"
	"fmt"
)

// declarationLine is what every message begins with.
const declarationLine = `<?xml version="1.0" encoding="UTF-8"?>`

// JoinMessages returns the bytes of a file that carries the messages, which were written for the same
// profile. One message is a file as it is. Where the profile allows several (MessagesPerFile) they stand in
// its FileEnvelope; without one they follow one another, which is what file transfer services take but no
// XML document: every XML reader stops behind the first. More messages than the profile allows, or none,
// are *Violations.
func JoinMessages(p Profile, messages ...[]byte) ([]byte, error) {
	c := checker{profile: &p, message: "file"}
	if n := len(messages); n < 1 || n > p.MessagesPerFile {
		c.fail(spot{"file", ""}, RuleMessageCount, fmt.Sprint(n), fmt.Sprintf("the file has %d messages", n),
			fmt.Sprintf("give 1 to %d", p.MessagesPerFile))
		return nil, c.err()
	}
	if p.MessagesPerFile == 1 {
		return messages[0], nil
	}
	w := newXMLWriter(&p, &c.rewriter, nil)
	w.declaration()
	if e := p.FileEnvelope; e.Namespace != "" {
		w.openIn("<"+e.Name+">", e.Namespace)
	} else if e.Name != "" {
		w.open("<" + e.Name + ">")
	}
	for n, message := range messages {
		body, ok := bytes.CutPrefix(message, []byte(declarationLine))
		if !ok {
			return nil, fmt.Errorf("message %d does not begin as those that this package writes: write it anew", n+1)
		}
		w.out = append(w.out, bytes.TrimSuffix(body, []byte("\n"))...)
	}
	if e := p.FileEnvelope; e.Name != "" {
		w.close("<" + e.Name + ">")
	}
	w.finish()
	return w.out, nil
}

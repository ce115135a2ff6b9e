package formats

import (
	"fmt"
	"io"
)

// StreamTransfers is WriteTransfers for a message that is too large for the memory: its transfers come from
// the source, twice, and the bytes go to out in pieces; m has no transfers of its own. Nothing is written
// before the whole message was checked. Where the source gives other transfers the second time, or out
// fails, that is an error, and what is in out by then is no message: throw it away.
func StreamTransfers(out io.Writer, p Profile, m TransferMessage, source Source) error {
	if len(m.Transfers) > 0 {
		return fmt.Errorf("message %s has transfers of its own: give them by the source", m.MsgID)
	}
	c := checker{profile: &p}
	s, err := c.transfers(&m, source, nil)
	if err != nil {
		return err
	}
	w := newXMLWriter(&p, &c.rewriter, make([]byte, 0, 2*flushBytes))
	w.to = out
	w.transfersBegun(&m, &s)
	if err := w.eachTransfer(&m, source, &s); err != nil {
		return err
	}
	w.transfersEnded(&m)
	w.flush(0)
	return w.err
}

// eachTransfer writes the transfers, and sees to it that they are those of the survey.
func (w *xmlWriter) eachTransfer(m *TransferMessage, source Source, s *survey) error {
	common, again := w.commonValueDate(s), survey{}
	for t, err := range source {
		if err != nil {
			return fmt.Errorf("message %s: after %d transfers written: %w", m.MsgID, again.count, err)
		}
		again.add(m.Kind, t)
		again.identify(t, hashOf(t.InstrID), hashOf(t.UETR))
		w.oneTransfer(m, t, common)
		if w.flush(flushBytes); w.err != nil {
			return w.err
		}
	}
	if again.count != s.count || again.identities != s.identities {
		return fmt.Errorf("message %s: the source gave other transfers when it was asked again: throw the output away", m.MsgID)
	}
	return nil
}

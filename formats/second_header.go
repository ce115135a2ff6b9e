package formats

import (
	"encoding/xml"
	"fmt"

	"github.com/moov-io/iso20022/pkg/head_v02"
)

// header compares the business header as the library reads it.
func (c *comparison) header(data []byte, want Summary) error {
	cut, namespace, err := cutElement(data, "AppHdr")
	if err != nil {
		return err
	}
	c.text("header", namespace, namespacePrefix+headerMessage)
	var read head_v02.BusinessApplicationHeaderV02
	if err := xml.Unmarshal(cut, &read); err != nil {
		return fmt.Errorf("%w: the header of %s cannot be read: %v", ErrDisagreement, want.MsgID, err)
	}
	c.text("BizMsgIdr", string(read.BizMsgIdr), want.MsgID)
	c.text("MsgDefIdr", string(read.MsgDefIdr), want.Message)
	c.text("Fr", textOf(read.Fr.FIId.FinInstnId.BICFI), want.From)
	c.text("To", textOf(read.To.FIId.FinInstnId.BICFI), want.To)
	return nil
}

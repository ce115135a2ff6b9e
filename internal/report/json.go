package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes the picture as one indented object. The names and their order are stable; every amount is an
// object of its currency and an exact decimal string. It errs where the writer does.
func JSON(w io.Writer, p Picture) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(p); err != nil {
		return fmt.Errorf("report: JSON: %w", err)
	}
	return nil
}

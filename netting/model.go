package netting

import "fmt"

// Model tells how obligations become positions. Netting under each of them is calculation: the obligations stand
// until they are settled, and nobody takes the place of anyone (docs/netting.md).
type Model uint8

// The models. The zero value is the one of a house that has decided nothing.
const (
	Multilateral Model = iota // one net for each participant, against all others together
	Bilateral                 // one net for each participant against each counterparty
	Gross                     // each obligation by itself
)

var modelNames = [...]string{Multilateral: "multilateral", Bilateral: "bilateral", Gross: "gross"}

// String returns the name of the model, as nostro.yaml writes it.
func (m Model) String() string {
	if int(m) < len(modelNames) {
		return modelNames[m]
	}
	return fmt.Sprintf("model %d", uint8(m))
}

// ParseModel returns the model of that name; another text is an error that names them all.
func ParseModel(text string) (Model, error) {
	for m, name := range modelNames {
		if name == text {
			return Model(m), nil
		}
	}
	return 0, fmt.Errorf("%q is no model of netting: write multilateral, bilateral or gross", text)
}

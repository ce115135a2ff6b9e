package codeset

import _ "embed" // the tables

// Lists of statuses.
var (
	// Statuses says what became of a payment, or of a whole message (pacs.002, pain.002):
	// ExternalPaymentTransactionStatus1Code, and PART of a group.
	Statuses = List{"statuses", statusTable}
	// StatusAdvice says what each status asks of the sender of the payment.
	StatusAdvice = List{"statuses", statusAdviceTable}
	// CancellationStatuses says what became of a cancellation, or of one transaction in it (camt.029):
	// CancellationIndividualStatus1Code, and PACR of a group.
	CancellationStatuses = List{"cancellation statuses", cancellationStatusTable}
	// Resolutions says how an investigation ended (camt.029): ExternalInvestigationExecutionConfirmation1Code.
	Resolutions = List{"resolutions", resolutionTable}
)

var (
	//go:embed tables/status.txt
	statusTable string
	//go:embed tables/status_advice.txt
	statusAdviceTable string
	//go:embed tables/cancellation_status.txt
	cancellationStatusTable string
	//go:embed tables/resolution.txt
	resolutionTable string
)

// StatusRank tells how far a payment has come: RCVD < ACTC < ACCP < ACSP < ACSC < ACCC, from 1 to 6. It is
// 0 for a status outside this order, such as PDNG or RJCT, and for an unknown one. Statuses arrive late,
// repeated and out of order: one of a lower rank than the last known says nothing new.
func StatusRank(code string) int {
	switch code {
	case "RCVD":
		return 1
	case "ACTC":
		return 2
	case "ACCP":
		return 3
	case "ACSP":
		return 4
	case "ACSC":
		return 5
	case "ACCC":
		return 6
	}
	return 0
}

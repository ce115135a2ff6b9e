package codeset

import _ "embed" // the tables

// Lists of reasons. The same code may mean different things in two of them.
var (
	// StatusReasons says why a status was given (pacs.002, pain.002): ExternalStatusReason1Code.
	StatusReasons = List{"status reasons", statusReasonTable}
	// ReturnReasons says why money came back (pacs.004, entries of returns): ExternalReturnReason1Code.
	ReturnReasons = List{"return reasons", returnReasonTable}
	// CancellationReasons says why a cancellation is asked for (camt.056): ExternalCancellationReason1Code.
	CancellationReasons = List{"cancellation reasons", cancellationReasonTable}
	// RejectionReasons says why a cancellation is refused or waits (camt.029):
	// ExternalPaymentCancellationRejection1Code.
	RejectionReasons = List{"reasons to refuse a cancellation", rejectionReasonTable}
)

// Lists about statements.
var (
	// Balances names the types of balance: ExternalBalanceType1Code.
	Balances = List{"types of balance", balanceTable}
	// EntryStatuses says whether an entry moved money: ExternalEntryStatus1Code.
	EntryStatuses = List{"entry statuses", entryStatusTable}
	// CopyDuplicates says what a document is that is not the original: CopyDuplicate1Code.
	CopyDuplicates = List{"kinds of copy", copyDuplicateTable}
)

// Lists about payments.
var (
	// ChargeBearers says who bears the charges: ChargeBearerType1Code.
	ChargeBearers = List{"charge bearers", chargeBearerTable}
	// SettlementMethods says where a payment is settled: SettlementMethod1Code.
	SettlementMethods = List{"settlement methods", settlementMethodTable}
	// Purposes says what a payment is for: ExternalPurpose1Code.
	Purposes = List{"purposes", purposeTable}
	// CategoryPurposes says which kind of payment the debtor's bank should treat it as:
	// ExternalCategoryPurpose1Code.
	CategoryPurposes = List{"category purposes", categoryPurposeTable}
)

var (
	//go:embed tables/status_reason.txt
	statusReasonTable string
	//go:embed tables/return_reason.txt
	returnReasonTable string
	//go:embed tables/cancellation_reason.txt
	cancellationReasonTable string
	//go:embed tables/rejection_reason.txt
	rejectionReasonTable string
	//go:embed tables/balance.txt
	balanceTable string
	//go:embed tables/entry_status.txt
	entryStatusTable string
	//go:embed tables/copy_duplicate.txt
	copyDuplicateTable string
	//go:embed tables/charge_bearer.txt
	chargeBearerTable string
	//go:embed tables/settlement_method.txt
	settlementMethodTable string
	//go:embed tables/purpose.txt
	purposeTable string
	//go:embed tables/category_purpose.txt
	categoryPurposeTable string
)

package codeset

import _ "embed" // the tables

var (
	domains            = List{"domains", domainTable}
	families           = List{"families", familyTable}
	genericFamilies    = List{"families", genericFamilyTable}
	genericSubfamilies = List{"subfamilies", genericSubfamilyTable}

	transferSubfamilies   = List{"transfers", transferTable}
	debitSubfamilies      = List{"direct debits", debitTable}
	chequeSubfamilies     = List{"cheques", chequeTable}
	cardSubfamilies       = List{"cards", cardTable}
	counterSubfamilies    = List{"counter transactions", counterTable}
	draftSubfamilies      = List{"drafts", draftTable}
	cashSubfamilies       = List{"cash management", cashTable}
	derivativeSubfamilies = List{"derivatives", derivativeTable}
	loanSubfamilies       = List{"loans", loanTable}
	tradeSubfamilies      = List{"trade services", tradeTable}
	securitySubfamilies   = List{"securities", securityTable}
	accountSubfamilies    = List{"account management", accountTable}
)

var (
	//go:embed tables/bank/domain.txt
	domainTable string
	//go:embed tables/bank/family.txt
	familyTable string
	//go:embed tables/bank/family_generic.txt
	genericFamilyTable string
	//go:embed tables/bank/subfamily_generic.txt
	genericSubfamilyTable string
	//go:embed tables/bank/transfer.txt
	transferTable string
	//go:embed tables/bank/debit.txt
	debitTable string
	//go:embed tables/bank/cheque.txt
	chequeTable string
	//go:embed tables/bank/card.txt
	cardTable string
	//go:embed tables/bank/counter.txt
	counterTable string
	//go:embed tables/bank/draft.txt
	draftTable string
	//go:embed tables/bank/cash.txt
	cashTable string
	//go:embed tables/bank/derivative.txt
	derivativeTable string
	//go:embed tables/bank/loan.txt
	loanTable string
	//go:embed tables/bank/trade.txt
	tradeTable string
	//go:embed tables/bank/security.txt
	securityTable string
	//go:embed tables/bank/account.txt
	accountTable string
)

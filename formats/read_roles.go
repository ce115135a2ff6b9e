package formats

// roleOf returns the role that an element names, "" where it names nobody. An element whose name ends with
// Acct names the account of its role.
func roleOf(name []byte) (role Role, isAccount bool) {
	if n := len(name) - len("Acct"); n > 0 && string(name[n:]) == "Acct" {
		return accountRole(name[:n]), true
	}
	switch string(name) {
	case "Dbtr":
		return RoleDebtor, false
	case "Cdtr":
		return RoleCreditor, false
	case "DbtrAgt":
		return RoleDebtorAgent, false
	case "CdtrAgt":
		return RoleCreditorAgent, false
	case "UltmtDbtr":
		return RoleUltimateDebtor, false
	case "UltmtCdtr":
		return RoleUltimateCreditor, false
	case "InitgPty":
		return RoleInitiator, false
	case "InstgAgt":
		return RoleInstructingAgent, false
	case "InstdAgt":
		return RoleInstructedAgent, false
	case "Assgnr":
		return RoleAssigner, false
	case "Assgne":
		return RoleAssignee, false
	}
	return rareRole(name), false
}

func accountRole(name []byte) Role {
	switch string(name) {
	case "Dbtr":
		return RoleDebtor
	case "Cdtr":
		return RoleCreditor
	case "DbtrAgt":
		return RoleDebtorAgent
	case "CdtrAgt":
		return RoleCreditorAgent
	}
	return rareRole(name)
}

// rareRole finds a role in a list: these are few in any file.
func rareRole(name []byte) Role { return rareRoles[string(name)] }

var rareRoles = func() map[string]Role {
	roles := map[string]Role{}
	for _, role := range []Role{
		"TradgPty", "RcvgAgt", "DlvrgAgt", "IssgAgt", "SttlmPlc", "FwdgAgt", "MsgRcpt", "MsgSndr", "Orgtr", "Cretr",
		"IntrmyAgt", "IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3", "PrvsInstgAgt", "PrvsInstgAgt1", "PrvsInstgAgt2",
		"PrvsInstgAgt3", "InstgRmbrsmntAgt", "InstdRmbrsmntAgt", "ThrdRmbrsmntAgt", "FrstAgt", "LastAgt",
		"Invcr", "Invcee", "AcctOwnr", "AcctSvcr", "ChrgsAcctAgt", "FXAgt", "CdtrSchmeId", "OrgnlNxtAgt",
		"UltmtDbtr", "UltmtCdtr", "RltdAcctOwnr",
		RoleFrom, RoleTo, RoleOwner, RoleServicer, "Agt", "Pty", "ChrgsPty",
	} {
		roles[string(role)] = role
	}
	return roles
}()

package ratefeed

// CheckRedirect is that of the client that New makes.
var CheckRedirect = checkRedirect

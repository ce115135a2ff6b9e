// Package notify hands what alarms tell over to people: by webhook and by mail, and calls the heartbeat.
//
// It promises that each attempt ends within its time limit and says which of three it was: taken, certainly not taken, or
// unknown; that a webhook can be told from a forged one by its signature, and a repeated one by its key; and that a mail
// goes over TLS unless it was said otherwise. It refuses to follow a redirect, since it may lead anywhere.
package notify

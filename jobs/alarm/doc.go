// Package alarm says what may need a person, and how that is remembered: the closed list of kinds, and the rule by
// which what is wrong now becomes alarms that are raised, last, and are over.
//
// It promises one alarm for each kind and subject, however often its cause is seen; that one which comes back is raised
// anew and counted; and that an alarm ends by itself when somebody who can judge it no longer sees its cause. It refuses
// a kind that is not in the list, for each has a page in docs/runbooks that tells what to do.
//
// It reads no clock, no store and no network.
package alarm

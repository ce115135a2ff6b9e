package lifecycle

// Alarm is the state of an alarm.
type Alarm string

// The states of an alarm. Acknowledged means that a person has taken it on, and that its cause is still there.
const (
	AlarmRaised       Alarm = "raised"
	AlarmAcknowledged Alarm = "acknowledged"
	AlarmResolved     Alarm = "resolved"
)

// Alarms is the table of moves of an alarm. It is over when its cause is gone, acknowledged or not, and raised again
// when that comes back.
var Alarms = newMachine("alarm",
	[]Alarm{AlarmRaised, AlarmAcknowledged, AlarmResolved},
	map[Alarm][]Alarm{
		AlarmRaised:       {AlarmAcknowledged, AlarmResolved},
		AlarmAcknowledged: {AlarmResolved},
		AlarmResolved:     {AlarmRaised},
	})

// Notice is the state of what is told to people through a channel.
type Notice string

// The states of a notice. Unknown means that it was handed over and nobody said that it was taken.
const (
	NoticeWaiting Notice = "waiting"
	NoticeSent    Notice = "sent"
	NoticeFailed  Notice = "failed"
	NoticeUnknown Notice = "unknown"
)

// Notices is the table of moves of a notice. While it waits it is tried again by itself.
var Notices = newMachine("notice",
	[]Notice{NoticeWaiting, NoticeSent, NoticeFailed, NoticeUnknown},
	map[Notice][]Notice{NoticeWaiting: {NoticeSent, NoticeFailed, NoticeUnknown}})

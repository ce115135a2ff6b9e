package jobs

import "time"

// Reply is one command to a server and its answer, as an attempt keeps it. It never holds a password.
type Reply struct {
	At   time.Time     // when the command went out, UTC, to the millisecond
	Took time.Duration // until the answer came, or until we gave up; to the millisecond
	Act  string        // the command, such as "STOR out/a.xml.part"; "" where the server spoke first
	Code int           // of the answer: of FTP 100 to 599, of SFTP 0 to 31; 0 also where none came
	Text string        // what the server said, or why there was no answer
}

// RepliesMax bounds how many replies an attempt keeps; those in the middle are left out.
const RepliesMax = 100

// FetchAttempt is one try to fetch a file that a correspondent offers. One that brought bytes that are known
// under the same name is not kept: nothing happened.
type FetchAttempt struct {
	Correspondent, Name string
	StartedAt, EndedAt  time.Time
	File                int64  // ID of the file in that it brought, 0 where it failed
	Detail              string // why it failed, or what is unusual; "" where all is well
	Replies             []Reply
}

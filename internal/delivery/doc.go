// Package delivery exchanges files with correspondents over FTP, FTPS and SFTP, and proves what happened. It is the
// jobs.Courier of production.
//
// It promises that every upload ends as sent, failed (certainly not there) or unknown, and that it never
// guesses: after a lost reply it looks at the remote side. A file that is not ours is never overwritten. A
// file goes up under a temporary name, is verified there, and gets its final name by a rename, so nobody
// reads half of it. A fetch is good only if the server said so, the size agrees and did not change meanwhile.
// Every read and write on a socket is under a deadline, and a cancelled context ends it at once. Passwords
// never appear in an error or a detail.
//
// It refuses to know what a file means, to touch a disk, and to keep state between sessions: what must
// survive a crash is committed by the caller before Send and after it.
//
// How a broken upload is judged. The temporary file is deleted first, then the final name is looked at:
// once the source of a rename is gone, a rename that is still on its way cannot happen any more.
//
//	temporary file found and deleted        failed: it never got its final name
//	final name there, our size (and bytes)  sent
//	final name there, another size          unknown, or failed where it was there before we acted
//	neither, after we had asked to rename   unknown: it was there, and somebody moved it
//	neither, the endpoint takes files away  unknown
//	neither                                 failed
//	cannot look                             unknown, or failed where the upload itself was refused in words of one meaning
package delivery

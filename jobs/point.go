package jobs

// Point is a named instant of an upload or of a fetch, at which a process may be killed.
type Point string

// Points is every instant of an upload and of a fetch that leaves another state behind, in order: here, at the
// server or in the database. Whoever kills the process at any of them and starts it again must end where it
// would have ended without, or in unknown. A test walks all of them.
var Points = []Point{
	PointSendBegins, PointIntentCommitted, PointNameFree, PointHalfSent, PointAllSent, PointStored, PointVerified,
	PointFinished, PointOutcomeKnown, PointOutcomeCommitted,
	PointListed, PointHalfFetched, PointAllFetched, PointFetchedWhole, PointArchived, PointFetchCommitted,
	PointAcknowledged,
}

// The points of an upload.
const (
	PointSendBegins       Point = "send begins"       // the file is read and is what was approved; nothing is committed
	PointIntentCommitted  Point = "intent committed"  // the server knows nothing yet
	PointNameFree         Point = "name free"         // the final name was looked at
	PointHalfSent         Point = "half sent"         // half of the bytes went out
	PointAllSent          Point = "all sent"          // all bytes went out; the server has not answered
	PointStored           Point = "stored"            // the server said that it has them
	PointVerified         Point = "verified"          // they were compared
	PointFinished         Point = "finished"          // renamed, or the trigger file put
	PointOutcomeKnown     Point = "outcome known"     // nothing of it is committed
	PointOutcomeCommitted Point = "outcome committed" //
)

// The points of a fetch.
const (
	PointListed         Point = "listed"          // it is known what waits
	PointHalfFetched    Point = "half fetched"    // half of the bytes came
	PointAllFetched     Point = "all fetched"     // all bytes came; the server has not said so
	PointFetchedWhole   Point = "fetched whole"   // size and reply agree; nothing is on our disk
	PointArchived       Point = "archived"        // the bytes are on our disk; nothing is committed
	PointFetchCommitted Point = "fetch committed" // the server knows nothing
	PointAcknowledged   Point = "acknowledged"    // deleted or moved at the server
)

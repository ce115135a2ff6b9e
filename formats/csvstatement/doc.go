// Package csvstatement reads statements that a bank gives as CSV, by a map of its columns. There is no standard for such
// files, so nothing is guessed: the map names every column, and a file that does not fit it is refused with line, column
// and remedy. The balance after each entry must be among the columns, for without it nothing could be proven: each line
// must lead from the balance before it to its own, so that a line that is missing, twice or out of order is found.
// What is read is a camt.053 to everybody else.
package csvstatement

// Package xmltext cuts XML into tokens: starts and ends of elements, and the text of leaves. It reads
// bank files of any size in a fixed window of memory, without an allocation per token.
//
// It promises: whatever passes is well-formed XML 1.0 with namespaces, in one pass; the same tokens
// however the input is cut into reads; every refusal an *Error with a byte offset, a line and a remedy;
// memory bounded by Limits; no panic on any input.
//
// It takes, because banks send it: several documents one after the other in one file, each with or
// without a declaration; a byte order mark before any of them; blank lines before the first; UTF-8,
// US-ASCII, UTF-16 with or without a byte order mark, ISO-8859-1, ISO-8859-15 and windows-1252.
//
// It refuses: document types and entity declarations (so there is nothing to expand), anything beyond
// Limits, bytes that are not in the encoding. A caller that wants to read broken UTF-8 as something else
// finds ErrEncoding, and begins again with a reader that converts.
//
// It leaves out: comments, processing instructions, declarations of namespaces (they are resolved), and
// text that is white space only unless it is all that an element holds. Like encoding/xml, and unlike the
// standard, it keeps line feeds and tabs in the values of attributes.
package xmltext

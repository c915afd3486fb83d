// Package quickjson reads and writes plain JSON of one type some three times as
// fast as the general codec, and says so when a text or value is not plain.
//
// It never decides anything: what it accepts means what
// github.com/go-json-experiment/json reads with unknown members refused, and
// what it writes are the bytes that package writes. For everything else, such
// as a member sent twice, bytes that are no characters or a number where a
// text belongs, it gives up, and the caller asks the general codec, which has
// the words for what is wrong. A type with something unusual is never plain.
package quickjson

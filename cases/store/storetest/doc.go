// Package storetest is the conformance suite of the store. Each engine's test
// calls Run with the few things that differ: how to get an empty place for an
// office, how to copy one, and how to reach its tables behind the store's
// back. Every behaviour of the store is tested here, on both engines; a test
// for one engine alone is for what only that engine has, such as files.
//
// The suite makes one sample office, with people of every role and a delivery
// of cases, and every test works on its own copy.
package storetest

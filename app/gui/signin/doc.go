// Package signin is the door of the window: the first run, where a person
// opens the sample office, creates one or opens a file; the page with the
// recovery key after a creation; and signing in, which is also how a locked
// window is opened again.
//
// A passphrase is never kept in the model longer than the attempt it is for.
package signin

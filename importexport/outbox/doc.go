// Package outbox writes what leaves the office: override instructions for the
// systems that issued the colours, and lists for people, and reads the answers
// that come back.
//
// An instruction carries no personal data: it names the appeal, the code and
// the decision, whose digest and signatures it repeats so that the receiver
// can keep proof. Its idempotency key is computed from the decision, so that
// the same decision sent twice acts once.
//
// A list leaves only for a stated purpose, masked unless a reason is given,
// and every row carries a watermark that says who took it and when. Each file
// is written whole or not at all and has a receipt with its digest.
package outbox

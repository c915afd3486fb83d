package cases

import "time"

// Clock tells the time of the office. Only package main knows the wall clock;
// a demonstration office runs on a clock that starts in February 2020.
type Clock func() time.Time

// Fixed returns a clock that always says t. It is for tests and for commands
// run with an injected time.
func Fixed(t time.Time) Clock { return func() time.Time { return t } }

// Ticking returns a clock that said start when the wall clock said since, and
// runs on from there at the speed of wall.
func Ticking(start, since time.Time, wall Clock) Clock {
	return func() time.Time { return start.Add(wall().Sub(since)) }
}

// Shanghai is the time zone in which the rules of the case count days
// (UTC+8, without summer time in the period the product covers).
func Shanghai() *time.Location { return shanghai }

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

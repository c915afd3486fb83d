package cases_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/cases"
)

func TestStamp(t *testing.T) {
	t.Parallel()
	t.Run("a day is an interval", func(t *testing.T) {
		t.Parallel()
		s, err := cases.ParseStamp("2020-02-15")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := s.Latest().Sub(s.Earliest()), 24*time.Hour-time.Second; got != want {
			t.Errorf("a day lasts %s, want %s", got, want)
		}
		if !s.WholeDay() || s.Earliest().Hour() != 0 {
			t.Errorf("%s is not a whole day in Shanghai", s)
		}
	})
	t.Run("the offset of the source is kept", func(t *testing.T) {
		t.Parallel()
		const text = "2020-02-13T21:06:00+08:00"
		s, err := cases.ParseStamp(text)
		if err != nil || s.String() != text {
			t.Errorf("%q, %v", s, err)
		}
	})
	t.Run("what is no date is refused", func(t *testing.T) {
		t.Parallel()
		for _, in := range []string{"2020-02-30", "2020-13-01", "13/02/2020", "2020-02-13 21:06", "yesterday"} {
			if _, err := cases.ParseStamp(in); err == nil {
				t.Errorf("%q accepted", in)
			}
		}
	})
}

func TestStampSurvivesJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := cases.At(time.Unix(rapid.Int64Range(1.5e9, 1.7e9).Draw(t, "at"), 0).In(cases.Shanghai()))
		if rapid.Bool().Draw(t, "day") {
			y, m, d := s.Earliest().Date()
			s = cases.Day(y, m, d)
		}
		raw, err := json.Marshal(struct{ S cases.Stamp }{s})
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ S cases.Stamp }
		if err := json.Unmarshal(raw, &back); err != nil || !back.S.Equal(s) {
			t.Fatalf("%s came back as %s (%v)", s, back.S, err)
		}
	})
}

// Whatever stands in the places of a time, it is read as the general way reads it.
func TestStampsAreReadAsTimesAre(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		two := rapid.IntRange(0, 99)
		low := rapid.IntRange(0, 62) // most are times, some are not
		text := fmt.Sprintf("%02d%02d-%02d-%02dT%02d:%02d:%02d%s", two.Draw(t, "century"), two.Draw(t, "year"), rapid.IntRange(0, 13).Draw(t, "month"),
			rapid.IntRange(0, 32).Draw(t, "day"), rapid.IntRange(0, 25).Draw(t, "hour"), low.Draw(t, "minute"), low.Draw(t, "second"),
			rapid.SampledFrom([]string{"+08:00", "+08:00", "+08:00", "+08:0", "+09:00", "-08:00", "Z", ""}).Draw(t, "offset"))
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
			text = text[:at] + rapid.SampledFrom([]string{"x", "/", ":", "-", "T", "\x00", "９"}).Draw(t, "sign") + text[at+1:]
		}
		got, err := cases.ParseStamp(text)
		want, bad := time.Parse(time.RFC3339, text)
		if (err == nil) != (bad == nil) || err == nil && (!got.Earliest().Equal(want) || got.String() != want.Format(time.RFC3339)) {
			t.Fatalf("%q is %s (%v), not %s (%v)", text, got, err, want, bad)
		}
	})
}

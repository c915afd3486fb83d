package evidence_test

import (
	"testing"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
)

func TestRisk(t *testing.T) {
	t.Parallel()
	r := regions(t)
	tables := []string{"zj-five-colour-2020"}
	for _, c := range []struct{ code, day, want string }{
		{"330110", "2020-02-12", "HIGHER"}, {"330110", "2020-02-26", "HIGHER"}, {"330110", "2020-02-27", "AT_MOST_LOWER"},
		{"330106", "2020-02-14", "MEDIUM"}, {"330108", "2020-02-14", "LOWER"}, {"330182", "2020-02-14", "LOW"},
		{"330110", "2020-02-10", "HIGHER"}, {"330110", "2020-02-08", evidence.Unrated}, {"420111", "2020-02-14", evidence.Unrated},
	} {
		at, err := time.ParseInLocation(time.DateOnly, c.day, cases.Shanghai())
		if err != nil {
			t.Fatal(err)
		}
		got, documented := r.Risk(tables, c.code, at)
		if got != c.want || documented == (c.day == "2020-02-10") {
			t.Errorf("%s on %s: %s (documented: %v), want %s", c.code, c.day, got, documented, c.want)
		}
	}
}

func TestDivisionsAreDated(t *testing.T) {
	t.Parallel()
	r := regions(t)
	y2020, y2022 := time.Date(2020, 2, 15, 0, 0, 0, 0, cases.Shanghai()), time.Date(2022, 2, 15, 0, 0, 0, 0, cases.Shanghai())
	if _, ok := r.Division("330104", y2020); !ok {
		t.Error("Jianggan existed in 2020")
	}
	if _, ok := r.Division("330104", y2022); ok {
		t.Error("Jianggan was abolished in 2021")
	}
	if _, ok := r.Division("330113", y2020); ok {
		t.Error("Linping did not exist in 2020")
	}
	if got := r.Name("420111", "en"); got != "Wuhan" {
		t.Errorf("a county without a row is named after its city, got %q", got)
	}
}

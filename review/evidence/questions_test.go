package evidence_test

import (
	"slices"
	"testing"

	"recourse/cases"
	"recourse/review/evidence"
)

func TestQuestioned(t *testing.T) {
	t.Parallel()
	keys := func(t *testing.T, s *cases.Snapshot) []string {
		var out []string
		for _, q := range evidence.Questioned(input(t, s, asOf), draw(t, s, asOf)) {
			out = append(out, q.Note.Key)
		}
		return out
	}
	form := func(at, item, norm string) cases.Questionnaire {
		return cases.Questionnaire{SubmittedAt: stamp(t, at), Items: []cases.Answer{{ItemCode: item, AnswerNorm: norm}}}
	}
	for _, c := range []struct {
		name string
		fill func(*cases.Snapshot)
		want string
	}{
		{"a no beside a record of the key area", func(s *cases.Snapshot) {
			s.Questionnaires = []cases.Questionnaire{form("2020-02-12T09:00:00+08:00", "KEY_AREA_14D", "false")}
			s.Flags = []cases.Flag{mast(t, "2020-02-08T07:00:00+08:00", "2020-02-08T09:00:00+08:00", "420103", 30.618, 114.25)}
		}, "evidence.q.key_area"},
		{"a no beside a contact row", func(s *cases.Snapshot) {
			s.Questionnaires = []cases.Questionnaire{form("2020-02-12T09:00:00+08:00", "CONTACT_14D", "false")}
			s.Flags = []cases.Flag{{SourceType: cases.ContactList, IdentityLink: "id", ObservedFrom: stamp(t, "2020-02-10")}}
		}, "evidence.q.contact"},
		{"an answer that was turned round", func(s *cases.Snapshot) {
			s.Questionnaires = []cases.Questionnaire{form("2020-02-11T09:00:00+08:00", "KEY_AREA_14D", "true"), form("2020-02-12T09:00:00+08:00", "KEY_AREA_14D", "false")}
		}, "evidence.q.revised"},
		{"a position outside the county the row names", func(s *cases.Snapshot) {
			s.Flags = []cases.Flag{mast(t, "2020-02-12T07:00:00+08:00", "2020-02-12T09:00:00+08:00", "330110", 30.05, 119.96)}
		}, "evidence.q.position"},
		{"one phone in two places", func(s *cases.Snapshot) {
			s.Flags = []cases.Flag{
				mast(t, "2020-02-12T07:00:00+08:00", "2020-02-12T09:00:00+08:00", "420103", 30.618, 114.25),
				mast(t, "2020-02-12T08:00:00+08:00", "2020-02-12T08:30:00+08:00", "330106", 30.27, 120.12),
			}
		}, "evidence.q.two_places"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := person()
			c.fill(s)
			if got := keys(t, s); !slices.Contains(got, c.want) {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
	t.Run("a file without differences asks nothing", func(t *testing.T) {
		t.Parallel()
		s := person()
		s.Questionnaires = []cases.Questionnaire{form("2020-02-12T09:00:00+08:00", "KEY_AREA_14D", "false")}
		s.Flags = []cases.Flag{mast(t, "2020-02-12T07:00:00+08:00", "2020-02-12T09:00:00+08:00", "330106", 30.27, 120.10)}
		if got := keys(t, s); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	})
}

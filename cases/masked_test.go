package cases_test

import (
	"encoding/json"
	"strings"
	"testing"

	"recourse/cases"
)

func TestMaskedHidesThePersonEverywhere(t *testing.T) {
	t.Parallel()
	lat := 30.26
	s := cases.Snapshot{
		Resident: cases.Resident{Name: "王小明", DocNo: "330199199001010011", Phone: "13800001234", Address: "文三路1号", Guardian: "王大明", HomeLat: &lat, HomeLon: &lat, BirthDate: cases.Day(1990, 1, 1)},
		Appeal:   cases.Appeal{Statement: "我是王小明，身份证330199199001010011，电话13800001234。"},
		Flags:    []cases.Flag{{Phone: "13800001234", LinkedDocNo: "330199198503071231", LinkedName: "王晓明", Provenance: cases.Provenance{RawJSON: `{"姓名":"王小明"}`}}},
	}
	s.Questionnaires = []cases.Questionnaire{{DeclaredLocation: "学院路2号", Items: []cases.Answer{{ItemCode: "ADDRESS", AnswerRaw: "莫干山路3号"}}}}
	m := s.Masked()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"王小明", "王大明", "王晓明", "330199199001010011", "330199198503071231", "13800001234", "文三路", "学院路", "莫干山路", "1990-01-01", "30.26"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("%s is still readable", secret)
		}
	}
	if s.Flags[0].Phone != "13800001234" || s.Resident.Name != "王小明" {
		t.Error("masking changed the original")
	}
}

package intake_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/ndjsonfile"
)

// allKinds is a delivery with one record of every kind of evidence.
func allKinds(t testing.TB) []*importexport.Source {
	t.Helper()
	flags, err := os.ReadFile(filepath.Join("testdata", "kinds", "flags.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return []*importexport.Source{file("appeals.csv", table(nil)), importexport.BytesSource("flags.csv", flags)}
}

func TestEveryKindIsTakenWithItsOwnFields(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), allKinds(t)...)
	if len(g.drafts) != 1 || g.codes() != "" {
		t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
	}
	flags := g.drafts[0].Snapshot.Flags
	if len(flags) != len(cases.Sources()) {
		t.Fatalf("%d flags", len(flags))
	}
	want := map[cases.Source]cases.FlagDetail{
		cases.AppGPS:                  {Mock: "no", FixAgeMin: "3"},
		cases.PurchaseRecord:          {OrderedAt: "2020-02-03 10:00", DeliveredAt: "2020-02-06 15:00", Receiver: "other", Goods: "日用品"},
		cases.TravelTicket:            {Status: "refunded", Train: "G585", Seat: "05车08A"},
		cases.TollPlate:               {Plate: "浙A12345", Gate: "小池", Direction: "往杭州"},
		cases.CheckpointScan:          {Method: "scanned", ColourShown: "绿", TempC: "36.4"},
		cases.BuildingRegister:        {Reporter: "grid_worker"},
		cases.KeyAreaList:             {ListRule: "户籍或手机漫游", RemovedAt: "2020-02-12"},
		cases.SelfReportInconsistency: {Item: "KEY_AREA_14D"},
		cases.DoorSensor:              {Battery: "low"},
	}
	for i, s := range cases.Sources() {
		if flags[i].SourceType != s {
			t.Errorf("flag %d is %s, not %s", i+1, flags[i].SourceType, s)
		}
		if diff := cmp.Diff(want[s], flags[i].Detail); diff != "" {
			t.Errorf("%s: %s", s, diff)
		}
		for _, name := range s.FlagDetails() {
			if flags[i].Detail.Of(name) == "" {
				t.Errorf("%s: the fixture says nothing of %s", s, name)
			}
		}
	}
	if f := flags[0]; f.AccuracyRadiusM != 2000 || !f.RadiusAssumed {
		t.Errorf("a mast that states no error has %d m, assumed %v", f.AccuracyRadiusM, f.RadiusAssumed)
	}
}

func TestKindsAreTheSameAsTablesAndAsLines(t *testing.T) {
	t.Parallel()
	tables := read(t, options(t), allKinds(t)...).drafts[0].Snapshot
	var b bytes.Buffer
	w := ndjsonfile.NewWriter(&b)
	if err := w.Write(*tables); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	g := read(t, options(t), importexport.BytesSource("cases.ndjson", b.Bytes()))
	if len(g.drafts) != 1 || g.codes() != "" {
		t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
	}
	ignore := cmp.FilterValues(func(a, b cases.Provenance) bool { return true }, cmp.Ignore())
	if diff := cmp.Diff(tables.Flags, g.drafts[0].Snapshot.Flags, ignore); diff != "" {
		t.Error(diff)
	}
}

// secret is what a forbidden record says; no file and no report may hold it.
const secret = "我在武汉，别告诉别人"

// forbiddenKinds are names that senders might use, and the code of each.
var forbiddenKinds = map[string]importexport.Code{
	"微信聊天记录": "forbidden_messages", "SMS": "forbidden_messages", "CHAT_MESSAGE": "forbidden_messages",
	"朋友圈": "forbidden_social", "SOCIAL_MEDIA_POST": "forbidden_social", "通话记录": "forbidden_calls", "CALL_LOG": "forbidden_calls",
	"人脸识别": "forbidden_images", "CAMERA_IMAGE": "forbidden_images", "监控视频": "forbidden_images", "DNA": "forbidden_biometrics", "指纹": "forbidden_biometrics",
}

func TestForbiddenKindsCostTheRowOnly(t *testing.T) {
	t.Parallel()
	for kind, code := range forbiddenKinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			rows := "申诉编号,标记编号,来源类型,数据来源,首次时间,纬度,备注\n" +
				"HZXH-2020-000001,X1," + kind + ",某平台,2020-02-08 07:00,四十," + secret + "\n" +
				"HZXH-2020-000001,X2,门磁,某平台,2020-02-08 07:00,,\n"
			g := read(t, options(t), file("appeals.csv", table(nil)), file("flags.csv", rows))
			if len(g.drafts) != 1 || len(g.drafts[0].Snapshot.Flags) != 1 || g.codes() != string(code) {
				t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
			}
			counted(t, g, code)
			silent(t, g)
		})
		t.Run(kind+" in a line", func(t *testing.T) {
			t.Parallel()
			g := read(t, options(t), importexport.BytesSource("cases.ndjson", lineWith(t, kind, "")))
			if len(g.drafts) != 1 || len(g.drafts[0].Snapshot.Flags) != 1 || g.codes() != string(code) {
				t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
			}
			counted(t, g, code)
			silent(t, g)
		})
	}
	t.Run("a line refused for something else is kept without the forbidden flag", func(t *testing.T) {
		t.Parallel()
		g := read(t, options(t), importexport.BytesSource("cases.ndjson", lineWith(t, "CHAT_MESSAGE", "330199199001010012")))
		if len(g.drafts) != 0 || g.report.Refused != 1 {
			t.Fatalf("%d drafts, codes %s", len(g.drafts), g.codes())
		}
		silent(t, g)
	})
}

// lineWith is a canonical line with a good flag and a forbidden one, which has
// members of its own.
func lineWith(t *testing.T, kind, docNo string) []byte {
	t.Helper()
	s := *read(t, options(t), allKinds(t)...).drafts[0].Snapshot
	s.Flags = s.Flags[11:]
	if docNo != "" {
		s.Resident.DocNo = docNo
	}
	var b bytes.Buffer
	w := ndjsonfile.NewWriter(&b)
	if err := w.Write(s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	flag, err := json.Marshal(map[string]any{"flag_id": "X1", "source_type": kind, "provider": "某平台", "message_text": secret, "identity_link": "id"})
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Replace(b.Bytes(), []byte(`"flags":[`), []byte(`"flags":[`+string(flag)+`,`), 1)
}

func counted(t *testing.T, g got, code importexport.Code) {
	t.Helper()
	want := []importexport.Forbidden{{Kind: strings.TrimPrefix(string(code), "forbidden_"), Provider: "某平台", Count: 1}}
	if diff := cmp.Diff(want, g.report.Forbidden); diff != "" {
		t.Error(diff)
	}
}

// silent refuses any file of the delivery's report that says what the
// forbidden record said.
func silent(t *testing.T, g got) {
	t.Helper()
	words := func(key string, args map[string]string) string { return key }
	files, err := g.delivery.SaveReport(filepath.Join(t.TempDir(), "report.csv"), words)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), secret) {
			t.Errorf("%s holds what was forbidden", filepath.Base(name))
		}
	}
	for _, d := range g.drafts {
		text, err := json.Marshal(d.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), secret) {
			t.Error("the case holds what was forbidden")
		}
	}
}

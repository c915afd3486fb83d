package guess_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recourse/importexport"
	"recourse/importexport/guess"
	"recourse/importexport/simulate/deliver"
)

// truth says what the columns of the source extracts mean (domain section
// 3.6); columns that mean nothing, or a piece of a field, are not in it.
func truth() map[string]struct {
	kind, source string
	fields       map[string]string
} {
	type entry = struct {
		kind, source string
		fields       map[string]string
	}
	return map[string]entry{
		"赋码提取": {"assignments", "", map[string]string{
			"证件号码": "key.doc_no", "姓名": "key.name", "手机号": "key.phone", "健康码颜色": "assignment.colour", "变更时间": "assignment.issued_at", "赋码原因": "assignment.reason_text", "数据类型": "assignment.origin",
		}},
		"问卷": {"questionnaire", "", map[string]string{
			"申报编号": "questionnaire.submission_id", "证件号码": "key.doc_no", "提交时间": "questionnaire.submitted_at", "是否在杭": "item.IN_CITY", "14天内到访地": "item.TRAVEL_14D",
			"是否接触确诊/疑似": "item.CONTACT_14D", "当前症状": "item.SYMPTOM", "体温": "item.TEMP", "承诺": "questionnaire.attestation", "定位地址": "questionnaire.declared_location",
		}},
		"运营商名单": {"flags", "CARRIER_TOWER", map[string]string{
			"手机号": "flag.phone", "到访地": "flag.place_text", "首次时间": "flag.observed_from", "末次时间": "flag.observed_to", "驻留分钟": "flag.dwell_min", "基站小区": "flag.raw_ref",
			"经度": "flag.lon", "纬度": "flag.lat", "误差米": "flag.accuracy_radius_m", "名单批次": "flag.batch", "推送时间": "flag.recorded_at",
		}},
		"客票": {"flags", "TRAVEL_TICKET", map[string]string{
			"姓名": "flag.linked_name", "证件号码": "key.doc_no", "开车时间": "flag.observed_from", "车次": "flag.detail.train", "目的地": "flag.place_text", "座位号": "flag.detail.seat",
			"售票时间": "flag.recorded_at", "票号": "flag.raw_ref", "票状态": "flag.detail.status",
		}},
		"打卡": {"checkins", "", map[string]string{
			"证件号码": "key.doc_no", "日期": "checkin.date", "体温": "checkin.temp_c", "症状": "checkin.symptoms", "所在地": "checkin.place", "状态": "checkin.status",
		}},
		"楼栋登记": {"flags", "BUILDING_REGISTER", map[string]string{
			"小区": "flag.place_text", "姓名": "flag.linked_name", "身份证": "key.doc_no", "电话": "flag.phone", "登记时间": "flag.observed_from", "备注": "flag.note",
		}},
		"卡点": {"flags", "CHECKPOINT_SCAN", map[string]string{
			"卡点": "flag.place_text", "扫码时间": "flag.observed_from", "姓名": "key.name", "证件后四位": "key.last4", "体温": "flag.detail.temp_c", "车牌": "flag.detail.plate",
		}},
		"网购": {"flags", "PURCHASE_RECORD", map[string]string{
			"账号": "flag.phone", "下单时间": "flag.observed_from", "签收时间": "flag.observed_to", "收货地址": "flag.place_text", "商品类别": "flag.detail.goods",
		}},
		"热线工单": {"appeals", "", map[string]string{
			"工单号": "appeal.appeal_no", "来电时间": "appeal.filed_at", "号码": "resident.phone", "内容": "appeal.statement", "时限": "appeal.due_at",
		}},
	}
}

// renamed are headings as another office may write them; none of them stands
// in the profile that the guesses draw on.
func renamed() map[string]string {
	return map[string]string{
		"证件号码": "公民身份号码（18位）", "身份证": "身份证号(必填)", "手机号": "移动电话*", "电话": "联系号码", "号码": "来电手机", "姓名": "人员姓名", "健康码颜色": "码色情况", "变更时间": "变码时间",
		"赋码原因": "变码原因说明", "申报编号": "申报单编号", "提交时间": "填报时间", "是否在杭": "目前在杭", "当前症状": "现有症状", "体温": "体温℃", "定位地址": "填报定位", "承诺": "本人承诺",
		"到访地": "到访地点", "首次时间": "首次出现时间", "末次时间": "最后出现时间", "驻留分钟": "停留时长", "基站小区": "基站编号", "误差米": "定位误差", "名单批次": "推送批次号", "推送时间": "数据推送时间",
		"开车时间": "发车时间", "车次": "列车车次", "座位号": "席位号", "票号": "车票票号", "日期": "打卡日期", "所在地": "打卡地点", "状态": "打卡状态", "扫码时间": "扫码通行时间", "车牌": "车牌号码",
		"账号": "买家账号", "商品类别": "商品种类", "工单号": "热线工单编号", "来电时间": "群众来电时间", "内容": "诉求内容摘要", "时限": "办理时限要求", "登记时间": "入户登记时间", "小区": "小区名称",
		"14天内到访地": "近14天内到访过的地方", "是否接触确诊/疑似": "接触史", "症状": "有无症状", "卡点": "卡点名称", "收货地址": "收货详细地址", "赋码方式": "赋码方式",
	}
}

// rename writes other headings over a table, mixes its columns and puts a
// title above them; it says what each column was called.
func rename(t *guess.Table, names map[string]string, random *rand.Rand) (*guess.Table, []string) {
	order := random.Perm(t.Width())
	out := &guess.Table{File: "表.csv", Rows: []guess.Row{{Number: 1, Cells: []importexport.Cell{importexport.TextCell("二〇二〇年二月汇总表")}}}}
	var was []string
	for i, r := range t.Rows {
		row := guess.Row{Number: r.Number + 1}
		for _, at := range order {
			var c importexport.Cell
			if at < len(r.Cells) {
				c = r.Cells[at]
			}
			if i == 0 {
				was = append(was, c.Text)
				if n := names[c.Text]; n != "" {
					c.Text = n
				}
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, was
}

// The extracts of nine sources under headings that no profile has, columns
// mixed, a title above, named nothing: what they are and what their columns
// mean is guessed right nearly always, and never twice the same.
func TestGuessesOverRenamedExtracts(t *testing.T) {
	t.Parallel()
	known, tables := known(t), simulated(t, deliver.Extracts, 60)
	right, all := 0, 0
	for name, want := range truth() {
		for seed := range uint64(5) {
			table, was := rename(tables[name], renamed(), rand.New(rand.NewPCG(seed, 1)))
			d := known.Guess(table)
			if d.Kind != want.kind || string(d.Source) != want.source {
				t.Errorf("%s is taken for %s %s, want %s %s", name, d.Kind, d.Source, want.kind, want.source)
			}
			if d.Head != (guess.Head{First: 1, Rows: 1}) {
				t.Errorf("%s: the headings are looked for at %+v, want in the second row alone", name, d.Head)
			}
			for i, c := range d.Columns {
				field := want.fields[was[i]]
				if field == "" {
					continue
				}
				if all++; c.Field == field {
					right++
				} else if seed == 0 {
					t.Logf("%s: %s (%s) is taken for %q, not %s", name, c.Heading, was[i], c.Field, field)
				}
			}
		}
	}
	t.Logf("%d of %d columns are guessed right", right, all)
	if right*100 < 93*all {
		t.Errorf("%d of %d columns are guessed right, want 93 in a hundred", right, all)
	}
}

// The product's own tables are read as they are meant, heading by heading.
func TestGuessesOverOwnTables(t *testing.T) {
	t.Parallel()
	known := known(t)
	for _, format := range []deliver.Format{deliver.CSV, deliver.FlatCSV} {
		for name, table := range simulated(t, format, 20) {
			d := known.Guess(table)
			if kind := strings.TrimSuffix(name, "_flat"); d.Kind != kind {
				t.Errorf("%s is taken for %s", name, d.Kind)
			}
			for _, p := range d.Problems() {
				if p.Blocking || p.Code == "untaken" {
					t.Errorf("%s: %+v", name, p)
				}
			}
		}
	}
}

// Values alone tell identity documents, phones, colours and names.
func TestGuessesWithoutHeadings(t *testing.T) {
	t.Parallel()
	table, was := rename(simulated(t, deliver.Extracts, 60)["赋码提取"], nil, rand.New(rand.NewPCG(1, 2)))
	for i := range table.Rows[1].Cells {
		table.Rows[1].Cells[i].Text = "栏目" + string(rune('甲'+i))
	}
	d := known(t).Guess(table)
	d.SetHead(guess.Head{First: 1, Rows: 1})
	d.SetKind("assignments")
	for _, want := range []struct{ heading, field string }{
		{"证件号码", "key.doc_no"}, {"手机号", "key.phone"}, {"健康码颜色", "assignment.colour"}, {"姓名", "key.name"},
	} {
		if c := d.Of(want.field); c == nil || was[c.Index] != want.heading {
			t.Errorf("%s is not known by its values", want.field)
		}
	}
	if i := slices.Index(was, "证件类型"); d.Columns[i].Field != "" {
		t.Errorf("a column of one word is taken for %s", d.Columns[i].Field)
	}
}

package guess

import (
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// words are parts of headings that speak for a field, by the field's name
// without its table. They are found anywhere in a heading; the longest counts.
func words() map[string][]string {
	return map[string][]string{
		"appeal_no":          {"申诉编号", "申诉单号", "申诉号", "受理编号", "受理号", "受理单", "工单号", "工单编号", "案号", "编号", "单号", "appealno", "appealnumber", "caseno", "ticketno", "reference"},
		"filed_at":           {"申诉时间", "申诉日期", "提交申诉", "受理时间", "受理日期", "来电时间", "申请时间", "申请日期", "登记时间", "登记日期", "提出", "filed", "receivedat", "appealdate", "appealtime"},
		"channel":            {"渠道", "途径", "来源渠道", "受理方式", "申诉方式", "channel"},
		"filed_by":           {"申请人身份", "申诉人身份", "代办", "filedby"},
		"handling_division":  {"承办区县", "受理区县", "承办", "区县", "辖区", "所属区", "handling", "district"},
		"grounds":            {"理由代码", "申诉理由", "理由", "申诉类别", "诉求类型", "ground"},
		"statement":          {"陈述", "申诉内容", "诉求内容", "情况说明", "事由", "内容", "statement"},
		"consequences":       {"影响", "后果", "consequence"},
		"urgency":            {"紧急程度", "紧急", "缓急", "urgency", "priority"},
		"due_at":             {"期限", "到期", "时限", "due", "deadline"},
		"name":               {"姓名", "名字", "申诉人", "当事人", "居民姓名", "人员姓名", "本人姓名", "fullname", "name"},
		"name_latin":         {"英文姓名", "外文姓名", "拼音", "latin"},
		"doc_type":           {"证件类型", "证件种类", "证件类别", "doctype", "idtype"},
		"doc_no":             {"身份证号码", "公民身份号码", "身份证号", "身份证", "证件号码", "证件号", "证号", "身份号", "idcard", "idno", "idnumber", "certno", "docno", "documentno"},
		"sex":                {"性别", "sex", "gender"},
		"birth_date":         {"出生", "生日", "birth", "dob"},
		"nationality":        {"国籍", "nationality"},
		"phone":              {"手机号码", "手机号", "手机", "联系电话", "联系方式", "移动电话", "电话", "号码", "mobile", "phone", "tel", "cell"},
		"phone_owner":        {"机主", "phoneowner"},
		"household_division": {"户籍区划", "户籍地", "户籍", "household"},
		"residence_division": {"居住区划", "居住地区划", "居住区"},
		"residence_street":   {"居住街道", "街道", "乡镇", "street"},
		"address":            {"居住地址", "现住址", "住址", "家庭住址", "详细地址", "地址", "address"},
		"home_lat":           {"住址纬度"},
		"home_lon":           {"住址经度"},
		"guardian":           {"监护人", "guardian"},
		"issuing_system":     {"赋码系统", "发码系统", "码系统", "系统", "issuingsystem", "system"},
		"platform":           {"平台", "platform"},
		"authority":          {"赋码机关", "主管机关", "机关", "authority"},
		"colour":             {"健康码颜色", "码颜色", "码色", "码状态", "颜色", "健康码", "colour", "color", "codestatus"},
		"issued_at":          {"赋码时间", "变更时间", "变码时间", "转码时间", "判定时间", "发码时间", "赋码日期", "变码日期", "转红", "issued", "changedat"},
		"valid_from":         {"生效", "起始时间", "隔离开始", "validfrom"},
		"valid_until":        {"截止", "失效", "解除时间", "隔离结束", "validuntil", "expires"},
		"basis_date":         {"起算", "basisdate"},
		"reason_code":        {"原因代码", "reasoncode"},
		"reason_text":        {"赋码原因", "变码原因", "转码原因", "原因", "reason"},
		"origin":             {"赋码来源", "数据类型", "赋码方式", "来源", "origin"},
		"assigned_by":        {"赋码人", "操作人", "assignedby"},
		"assigned_unit":      {"赋码单位", "assignedunit"},
		"submission_id":      {"申报编号", "申报号", "提交编号", "问卷号", "submission"},
		"submitted_at":       {"提交时间", "申报时间", "填报时间", "填写时间", "submitted"},
		"declared_location":  {"定位地址", "申报位置", "定位", "location"},
		"attestation":        {"承诺", "attest"},
		"IN_CITY":            {"是否在杭", "在杭", "incity"},
		"TRAVEL_14D":         {"14天内到访", "到访地", "行程", "旅居", "travel"},
		"KEY_AREA_14D":       {"重点地区", "重点疫区", "湖北"},
		"CONTACT_14D":        {"是否接触", "接触确诊", "接触史", "contact"},
		"SYMPTOM":            {"当前症状", "症状", "symptom"},
		"TEMP":               {"体温", "temperature", "temp"},
		"RETURN_DATE":        {"返杭", "返回日期", "returndate"},
		"rule_id":            {"规则编号", "规则代码", "ruleid", "rule"},
		"outcome":            {"判断结果", "是否命中", "命中", "outcome"},
		"evaluated_at":       {"计算时间", "评估时间", "evaluated"},
		"source_type":        {"来源类型", "证据类型", "sourcetype"},
		"provider":           {"提供单位", "数据来源", "provider"},
		"observed_from":      {"首次时间", "起始时间", "开始时间", "进入时间", "首次出现", "首次", "开车时间", "发车时间", "扫码时间", "登记时间", "入住时间", "通行时间", "下单时间", "触发时间", "observedfrom", "firstseen", "start", "arrival"},
		"observed_to":        {"末次时间", "结束时间", "离开时间", "最后出现", "末次", "退房时间", "签收时间", "observedto", "lastseen", "departure"},
		"recorded_at":        {"录入时间", "推送时间", "上报时间", "售票时间", "recorded", "pushed"},
		"place_text":         {"到访地", "地点", "位置", "场所", "卡点", "小区", "收货地址", "到达站", "目的地", "酒店名称", "收费站", "place", "location"},
		"lat":                {"纬度", "latitude", "lat"},
		"lon":                {"经度", "longitude", "lon", "lng"},
		"datum":              {"坐标系", "datum"},
		"accuracy_radius_m":  {"误差米", "误差半径", "误差", "精度", "accuracy", "radius"},
		"dwell_min":          {"驻留分钟", "停留分钟", "驻留时长", "停留时长", "驻留", "停留", "dwell", "duration"},
		"list_name":          {"名单名称", "listname"},
		"list_date":          {"名单日期", "listdate"},
		"batch":              {"名单批次", "批次", "batch"},
		"set_by":             {"标记人", "登记人", "操作员", "经办人", "setby"},
		"linked_name":        {"记录姓名", "乘客姓名", "收货人", "姓名", "name"},
		"linked_doc_no":      {"记录证件", "乘客证件"},
		"raw_ref":            {"原始记录", "基站小区", "基站编号", "票号", "记录号", "rawref"},
		"note":               {"备注", "说明", "remark", "note"},
		"train":              {"车次", "航班", "train", "flight"},
		"seat":               {"座位", "席位", "seat"},
		"plate":              {"车牌", "号牌", "plate"},
		"gate":               {"收费站", "gate"},
		"goods":              {"商品", "货物", "goods"},
		"temp_c":             {"体温", "temperature", "temp"},
		"at":                 {"变更时间", "变化时间", "转码时间", "changedat"},
		"from":               {"变更前", "原颜色", "原码", "before"},
		"to":                 {"变更后", "新颜色", "现码", "after"},
		"cause":              {"变更原因", "变更方式", "cause"},
		"date":               {"打卡日期", "日期", "date"},
		"time":               {"打卡时间", "时刻", "time"},
		"symptoms":           {"症状", "symptom"},
		"place":              {"所在地", "打卡地点", "地点", "place"},
		"status":             {"状态", "status"},
		"title":              {"材料名称", "文件名称", "标题", "title"},
		"issued_by":          {"出具单位", "签发", "issuedby"},
	}
}

// sourceWords are parts of headings that only records of one kind have.
func sourceWords() []struct {
	source cases.Source
	words  []string
} {
	return []struct {
		source cases.Source
		words  []string
	}{
		{cases.CarrierTower, []string{"基站", "驻留", "运营商", "漫游", "信令", "tower", "cellid"}},
		{cases.TravelTicket, []string{"车次", "航班", "票号", "座位", "开车时间", "售票", "始发", "train", "flight"}},
		{cases.TollPlate, []string{"收费站", "高速", "etc", "toll"}},
		{cases.CheckpointScan, []string{"卡点", "卡口", "扫码", "checkpoint", "scan"}},
		{cases.HotelRegister, []string{"旅馆", "酒店", "宾馆", "入住", "退房", "hotel"}},
		{cases.BuildingRegister, []string{"楼栋", "房号", "单元", "小区", "building"}},
		{cases.PurchaseRecord, []string{"下单", "签收", "收货", "商品", "订单", "order"}},
		{cases.ContactList, []string{"密接", "密切接触", "接触者", "contactlist"}},
		{cases.DoorSensor, []string{"门磁", "开门", "door"}},
		{cases.AppGPS, []string{"gps", "定位", "应用"}},
		{cases.KeyAreaList, []string{"重点地区名单", "重点人员", "来源地"}},
	}
}

// wordIn is the longest of some words that a heading contains, "" for none.
func wordIn(heading string, list []string) string {
	best := ""
	for _, w := range list {
		if len(w) > len(best) && strings.Contains(heading, w) {
			best = w
		}
	}
	return best
}

// like says how much two headings resemble each other, by the pairs of
// characters they share: 1 for the same, 0 for nothing in common.
func like(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	shared := 0
	for p, n := range x {
		shared += min(n, y[p])
	}
	return 2 * float64(shared) / float64(count(x)+count(y))
}

func pairs(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	var last rune
	for i, r := range s {
		if i > 0 {
			out[[2]rune{last, r}]++
		}
		last = r
	}
	return out
}

func count(m map[[2]rune]int) int {
	n := 0
	for _, k := range m {
		n += k
	}
	return n
}

// leaf is a field's name without its table.
func leaf(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

func normal(heading string) string { return importexport.NormalHeader(heading) }

package sample

import "recourse/cases"

// Office describes the office of the sample. Name and authority say that it is
// one.
type Office struct {
	Name, Authority, Division, Short string
	Address, Phone, Hours            string
}

// TheOffice is the sample's office: a district of Hangzhou, invented.
func TheOffice() Office {
	return Office{
		Name: "西湖区健康码复核办公室（示例）", Authority: "杭州市西湖区疫情防控工作领导小组健康码复核专班（示例）",
		Division: "330106", Short: "杭健申", Address: "杭州市西湖区示例路1号市民之家三楼", Phone: "0571-00000000",
		Hours: "每日8:30至18:00",
	}
}

// Person is somebody of the sample office.
type Person struct {
	ID        cases.UserID
	Name      string
	Roles     []cases.Role
	Unit      string
	Community string // 12 digits; reviewer2 lives in the district, for the conflict check
}

// People lists the people of the sample, in the order in which they sign on.
// The administrator comes first, since an office begins with one.
func People() []Person {
	const unit = "西湖区健康码复核办公室"
	return []Person{
		{"admin", "陈志远", []cases.Role{cases.Administrator}, "西湖区数据资源管理局", "330105010004"},
		{"intake", "赵敏", []cases.Role{cases.Intake}, unit + "受理组", "330105002011"},
		{"reviewer", "张晓峰", []cases.Role{cases.Reviewer}, unit + "复核一组", "330108002006"},
		{"reviewer2", "沈雨晴", []cases.Role{cases.Reviewer}, unit + "复核二组", "330106010007"},
		{"supervisor", "周国平", []cases.Role{cases.Supervisor}, unit, "330103004009"},
		{"supervisor2", "楼文华", []cases.Role{cases.Supervisor}, "西湖区司法局", "330102009003"},
		{"auditor", "方静", []cases.Role{cases.Auditor}, "西湖区纪委监委派驻组", "330104001012"},
	}
}

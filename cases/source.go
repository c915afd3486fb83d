package cases

import (
	"slices"
	"strings"
	"unicode"
)

// Source is the kind of evidence a flag is (domain table T9).
type Source string

// The evidence kinds an office accepts.
const (
	CarrierTower            Source = "CARRIER_TOWER"
	AppGPS                  Source = "APP_GPS"
	PurchaseRecord          Source = "PURCHASE_RECORD"
	TravelTicket            Source = "TRAVEL_TICKET"
	TollPlate               Source = "TOLL_PLATE"
	CheckpointScan          Source = "CHECKPOINT_SCAN"
	BuildingRegister        Source = "BUILDING_REGISTER"
	HotelRegister           Source = "HOTEL_REGISTER"
	ContactList             Source = "CONTACT_LIST"
	KeyAreaList             Source = "KEY_AREA_LIST"
	SelfReportInconsistency Source = "SELF_REPORT_INCONSISTENCY"
	DoorSensor              Source = "DOOR_SENSOR"
)

// Sources lists the evidence kinds in the order of table T9.
func Sources() []Source {
	return []Source{
		CarrierTower, AppGPS, PurchaseRecord, TravelTicket, TollPlate, CheckpointScan,
		BuildingRegister, HotelRegister, ContactList, KeyAreaList, SelfReportInconsistency, DoorSensor,
	}
}

// Valid reports whether s is one of the kinds of table T9.
func (s Source) Valid() bool {
	for _, k := range Sources() {
		if k == s {
			return true
		}
	}
	return false
}

// DefaultRadius is the position error in metres to assume when the source
// states none, and whether the kind gives positions at all. The carrier figure
// is the upper bound of the Financial Times report (domain S2); the others are
// reconstructions (domain table T9).
func (s Source) DefaultRadius() (metres int, positions bool) {
	switch s {
	case CarrierTower:
		return 2000, true
	case AppGPS:
		return 200, true
	case CheckpointScan:
		return 10, true
	}
	return 0, false
}

// Weak reports whether a colour resting on this kind of source alone needs a
// second look before it may be upheld: positions by mast, purchases, lists
// and registers say something about a phone, an account or a row, not about
// the person.
func (s Source) Weak() bool {
	switch s {
	case CarrierTower, PurchaseRecord, TollPlate, BuildingRegister, KeyAreaList, SelfReportInconsistency, DoorSensor:
		return true
	}
	return false
}

// Forbidden is a kind of data that no office may use, whoever sends it, as the
// key of its reason (import.forbidden.<ID>).
type Forbidden struct {
	ID    string
	Words []string // beginnings of words in the name of a kind
}

// ForbiddenKinds lists what people write and say to each other, pictures of
// them, and their bodies: none of it is in the minimum scope of the notice of
// the Cyberspace Administration of 4 February 2020 (domain section 1, rows 33
// to 35).
func ForbiddenKinds() []Forbidden {
	return []Forbidden{
		{"messages", []string{"MESSAGE", "CHAT", "SMS", "EMAIL", "聊天", "短信", "邮件"}},
		{"social", []string{"SOCIAL", "POST", "WEIBO", "MOMENTS", "社交", "朋友圈", "微博"}},
		{"calls", []string{"CALL", "VOICE", "AUDIO", "通话", "声纹", "录音"}},
		{"images", []string{"FACE", "FACIAL", "CAMERA", "VIDEO", "IMAGE", "PHOTO", "CCTV", "人脸", "摄像", "视频", "照片", "监控"}},
		{"biometrics", []string{"BIOMETRIC", "DNA", "GENETIC", "FINGERPRINT", "IRIS", "生物", "基因", "指纹", "虹膜"}},
	}
}

// ForbiddenKind says which forbidden kind a name of a kind of evidence means,
// "" for none.
func ForbiddenKind(name string) string {
	parts := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, f := range ForbiddenKinds() {
		for _, word := range f.Words {
			han := word[0] >= 0x80
			if slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, word) || han && strings.Contains(p, word) }) {
				return f.ID
			}
		}
	}
	return ""
}

// FlagDetail is what only some kinds of source carry, as texts: each kind its
// own (Source.FlagDetails). Coded ones have the values of DetailValues.
type FlagDetail struct {
	Status      string `json:"status,omitempty"` // of a ticket: issued, boarded, refunded or rebooked
	Train       string `json:"train,omitempty"`
	Seat        string `json:"seat,omitempty"`
	Mock        string `json:"mock,omitempty"`        // yes when the app reported a simulated position
	FixAgeMin   string `json:"fix_age_min,omitempty"` // age of a cached fix
	OrderedAt   string `json:"ordered_at,omitempty"`
	DeliveredAt string `json:"delivered_at,omitempty"`
	Receiver    string `json:"receiver,omitempty"` // of an order: self, family, other or unknown
	Goods       string `json:"goods,omitempty"`
	Plate       string `json:"plate,omitempty"` // of a vehicle
	Gate        string `json:"gate,omitempty"`
	Direction   string `json:"direction,omitempty"`
	Method      string `json:"method,omitempty"` // scanned or seen
	ColourShown string `json:"colour_shown,omitempty"`
	TempC       string `json:"temp_c,omitempty"`
	Reporter    string `json:"reporter,omitempty"` // who entered the line
	ListRule    string `json:"list_rule,omitempty"`
	RemovedAt   string `json:"removed_at,omitempty"` // when the row was taken off its list
	Item        string `json:"item,omitempty"`       // code of the question
	Battery     string `json:"battery,omitempty"`    // ok or low
}

// Of returns a detail by its name, "" when there is none.
func (d FlagDetail) Of(name string) string {
	if at := d.at(name); at != nil {
		return *at
	}
	return ""
}

// Set fills a detail by its name; a name that is none changes nothing.
func (d *FlagDetail) Set(name, value string) {
	if at := d.at(name); at != nil {
		*at = value
	}
}

func (d *FlagDetail) at(name string) *string {
	switch name {
	case "status":
		return &d.Status
	case "train":
		return &d.Train
	case "seat":
		return &d.Seat
	case "mock":
		return &d.Mock
	case "fix_age_min":
		return &d.FixAgeMin
	case "ordered_at":
		return &d.OrderedAt
	case "delivered_at":
		return &d.DeliveredAt
	case "receiver":
		return &d.Receiver
	case "goods":
		return &d.Goods
	case "plate":
		return &d.Plate
	case "gate":
		return &d.Gate
	case "direction":
		return &d.Direction
	case "method":
		return &d.Method
	case "colour_shown":
		return &d.ColourShown
	case "temp_c":
		return &d.TempC
	case "reporter":
		return &d.Reporter
	case "list_rule":
		return &d.ListRule
	case "removed_at":
		return &d.RemovedAt
	case "item":
		return &d.Item
	case "battery":
		return &d.Battery
	}
	return nil
}

// FlagDetails lists the details that records of this kind carry beside the
// fields all records have, in the order in which they are shown. Values with a
// list of their own are those of DetailValues.
func (s Source) FlagDetails() []string {
	switch s {
	case AppGPS:
		return []string{"mock", "fix_age_min"}
	case PurchaseRecord:
		return []string{"ordered_at", "delivered_at", "receiver", "goods"}
	case TravelTicket:
		return []string{"status", "train", "seat"}
	case TollPlate:
		return []string{"plate", "gate", "direction"}
	case CheckpointScan:
		return []string{"method", "colour_shown", "temp_c"}
	case BuildingRegister:
		return []string{"reporter"}
	case KeyAreaList:
		return []string{"list_rule", "removed_at"}
	case SelfReportInconsistency:
		return []string{"item"}
	case DoorSensor:
		return []string{"battery"}
	}
	return nil
}

// DetailValues lists the values a coded detail may have, nil where it is free.
func DetailValues(detail string) []string {
	switch detail {
	case "status":
		return []string{"issued", "boarded", "refunded", "rebooked"}
	case "mock":
		return []string{"yes", "no"}
	case "receiver", "reporter":
		return []string{"self", "family", "manager", "grid_worker", "other", "unknown"}
	case "method":
		return []string{"scanned", "seen"}
	case "battery":
		return []string{"ok", "low"}
	}
	return nil
}

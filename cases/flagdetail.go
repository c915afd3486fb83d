package cases

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

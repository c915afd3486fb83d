package sample

import (
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// story is one hand-picked case: its scenario, what is pinned, and how far the
// desk has come with it.
type story struct {
	scenario    string
	state       cases.State
	instruction cases.Instruction
	pin         simulate.Pin
	back        Returned
	note        string
}

func feb(day, hour, minute int) time.Time {
	return time.Date(2020, 2, day, hour, minute, 0, 0, cases.Shanghai())
}

// stories lists the hand-picked cases in the order of their numbers, from 101.
// The first seven are the worked replay cases of the domain description.
func stories() []story {
	return []story{
		{scenario: "transit-wuhan", state: cases.InReview, pin: simulate.Pin{Name: "王雨桐", Issued: feb(13, 21, 6), Filed: feb(15, 10, 24)}, note: "车票两张已与基站时间核对，吻合。还差一段：为什么采信车票。"},
		{scenario: "border-tower", state: cases.PendingSignoff, pin: simulate.Pin{Name: "俞䶮", Filed: feb(15, 9, 12)}},
		{scenario: "rhinitis", state: cases.Decided, instruction: cases.Queued, pin: simulate.Pin{Filed: feb(15, 14, 40)}},
		{scenario: "outage-day", state: cases.Returned, back: Returned{"evidence_missing", "故障公告的时间要写进认定事实，并引用截图（D1）；请补上后再送审签。"}},
		{scenario: "flicker", state: cases.PendingSignoff, pin: simulate.Pin{Filed: feb(15, 8, 55)}},
		{scenario: "name-twin", state: cases.Closed, pin: simulate.Pin{Filed: feb(14, 11, 30)}},
		{scenario: "basis-date", state: cases.Decided, instruction: cases.Exported, pin: simulate.Pin{Filed: feb(14, 16, 20)}},
		{scenario: "never-there", state: cases.Assigned},
		{scenario: "left-before", state: cases.Decided, instruction: cases.Acknowledged, pin: simulate.Pin{Filed: feb(14, 9, 50)}},
		{scenario: "phone-family", state: cases.AwaitingInfo},
		{scenario: "ticket-refund", state: cases.Closed, pin: simulate.Pin{Filed: feb(14, 10, 15)}},
		{scenario: "ambiguous-question", state: cases.InReview},
		{scenario: "household-mismatch", state: cases.PendingSignoff},
		{scenario: "not-contact", state: cases.Decided, instruction: cases.Exported},
		{scenario: "other-city", state: cases.Registered, pin: simulate.Pin{Name: "欧阳文博"}},
		{scenario: "hardship-dialysis", state: cases.Registered, note: "急件：下一次透析为今天下午，请优先。"},
		{scenario: "accused-lying", state: cases.PendingSignoff},
		{scenario: "gift-order", state: cases.InReview, pin: simulate.Pin{Name: "金𬘭"}},
		{scenario: "manual-no-authority", state: cases.SecondLevel, pin: simulate.Pin{Filed: feb(15, 10, 5)}},
		{scenario: "bad-batch", state: cases.PendingSignoff},
		{scenario: "bad-batch", state: cases.Decided, instruction: cases.Exported},
		{scenario: "bad-batch", state: cases.Decided, instruction: cases.Queued},
		{scenario: "bad-batch", state: cases.Registered},
		{scenario: "bad-batch", state: cases.Registered},
		{scenario: "bad-batch", state: cases.Received},
		{scenario: "hubei-stay", state: cases.Decided, instruction: cases.NotNeeded},
		{scenario: "never-there-hotel", state: cases.Decided, instruction: cases.NotNeeded},
		{scenario: "border-real", state: cases.Closed},
		{scenario: "concealed-true", state: cases.SecondLevel},
		{scenario: "typo-id", state: cases.PendingSignoff},
		{scenario: "already-green", state: cases.Lapsed},
		{scenario: "motorway-pass", state: cases.Withdrawn},
		{scenario: "isolation-served", state: cases.Registered},
		{scenario: "other-city-transfer", state: cases.PendingSignoff},
		{scenario: "contact-right", state: cases.Decided, instruction: cases.NotNeeded},
		{scenario: "left-late", state: cases.Registered},
		{scenario: "fever-real", state: cases.Drafted},
		{scenario: "door-sensor", state: cases.Registered, pin: simulate.Pin{Name: "阿依古丽·买买提"}},
		{scenario: "register-namesake", state: cases.InReview},
		{scenario: "recycled-number", state: cases.AwaitingInfo},
		{scenario: "manual-with-order", state: cases.Registered},
		{scenario: "missed-day", state: cases.Registered},
		{scenario: "basis-right", state: cases.Closed, pin: simulate.Pin{Filed: feb(15, 9, 30)}},
		{scenario: "hardship-no-milder", state: cases.InReview},
		{scenario: "overstated-answer", state: cases.Registered},
		{scenario: "flicker-explained", state: cases.Assigned},
		{scenario: "isolation-open", state: cases.Deficient},
		{scenario: "household-explained", state: cases.Registered},
		{scenario: "phone-own", state: cases.Registered},
		{scenario: "motorway-stay", state: cases.Registered},
		{scenario: "ticket-rebooked", state: cases.Received},
		{scenario: "manual-batch", state: cases.Registered},
		{scenario: "manual-batch", state: cases.Registered},
		{scenario: "manual-batch", state: cases.Registered},
		{scenario: "manual-batch", state: cases.Registered},
	}
}

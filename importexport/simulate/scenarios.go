package simulate

import "slices"

// scenarios lists every scenario in a fixed order. The weights inside each half
// are guesses at what a district saw; Options.Justified weighs the halves. What
// weighs nothing occurs only where it is asked for.
func scenarios() []scenario {
	return slices.Concat(placeScenarios(), identityScenarios(), healthScenarios(), processScenarios())
}

func placeScenarios() []scenario {
	return []scenario{
		{"transit-wuhan", true, 8, (*maker).transitWuhan},
		{"motorway-pass", true, 5, (*maker).motorwayPass},
		{"motorway-stay", false, 5, (*maker).motorwayStay},
		{"never-there", true, 6, (*maker).neverThere},
		{"never-there-hotel", false, 6, (*maker).neverThereHotel},
		{"border-tower", true, 9, (*maker).borderTower},
		{"border-real", false, 6, (*maker).borderReal},
		{"left-before", true, 7, (*maker).leftBefore},
		{"left-late", false, 8, (*maker).leftLate},
		{"ticket-refund", true, 5, (*maker).ticketRefund},
		{"ticket-rebooked", false, 3, (*maker).ticketRebooked},
		{"bad-batch", true, 8, (*maker).badBatch},
		{"hubei-stay", false, 14, (*maker).hubeiStay},
	}
}

func identityScenarios() []scenario {
	return []scenario{
		{"phone-family", true, 5, (*maker).phoneFamily},
		{"phone-own", false, 4, (*maker).phoneOwn},
		{"recycled-number", true, 3, (*maker).recycledNumber},
		{"name-twin", true, 4, (*maker).nameTwin},
		{"typo-id", true, 3, (*maker).typoID},
		{"register-namesake", true, 5, (*maker).registerNamesake},
		{"not-contact", true, 3, (*maker).notContact},
		{"contact-right", false, 8, (*maker).contactRight},
		{"accused-lying", true, 2, (*maker).accusedLying},
		{"concealed-true", false, 2, (*maker).concealedTrue},
		{"gift-order", true, 2, (*maker).giftOrder},
	}
}

func healthScenarios() []scenario {
	return []scenario{
		{"ambiguous-question", true, 6, (*maker).ambiguousQuestion},
		{"overstated-answer", false, 3, (*maker).overstatedAnswer},
		{"rhinitis", true, 8, (*maker).rhinitis},
		{"fever-real", false, 9, (*maker).feverReal},
		{"household-mismatch", true, 5, (*maker).householdMismatch},
		{"household-explained", false, 4, (*maker).householdExplained},
		{"basis-date", true, 7, (*maker).basisDate},
		{"basis-right", false, 5, (*maker).basisRight},
		{"isolation-served", true, 5, (*maker).isolationServed},
		{"isolation-open", false, 6, (*maker).isolationOpen},
		{"outage-day", true, 6, (*maker).outageDay},
		{"missed-day", false, 5, (*maker).missedDay},
		{"hardship-dialysis", false, 2, (*maker).hardshipDialysis},
		{"hardship-no-milder", false, 4, (*maker).hardshipNoMilder},
		{"door-sensor", true, 2, (*maker).doorSensor},
	}
}

func processScenarios() []scenario {
	return []scenario{
		{"flicker", true, 5, (*maker).flicker},
		{"flicker-explained", false, 3, (*maker).flickerExplained},
		{"other-city", true, 4, (*maker).otherCity},
		{"other-city-transfer", false, 3, (*maker).otherCityTransfer},
		{"manual-no-authority", true, 2, (*maker).manualNoAuthority},
		{"manual-batch", true, 0, (*maker).manualBatch},
		{"manual-with-order", false, 2, (*maker).manualWithOrder},
		{"already-green", false, 4, (*maker).alreadyGreen},
	}
}

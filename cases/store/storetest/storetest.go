package storetest

import "testing"

// Run runs the whole suite on an engine.
func Run(t *testing.T, e Engine) {
	sample := e.Empty(t)
	Build(t, sample, 12)
	for name, test := range map[string]func(*testing.T, *world){
		"files":             testFiles,
		"sealed":            testSealed,
		"feed":              testFeed,
		"feed of many":      testFeedOfMany,
		"whole office":      testWholeOffice,
		"sheets":            testSheets,
		"sheets changed":    testSheetsChanged,
		"shares":            testShares,
		"office settings":   testOfficeSettings,
		"changes":           testChanges,
		"refusals":          testRefusals,
		"conflict":          testConflict,
		"marks":             testMarks,
		"sign in":           testSignIn,
		"people":            testPeople,
		"disabled":          testDisabledActs,
		"passphrases":       testPassphrases,
		"recovery":          testRecovery,
		"four eyes":         testFourEyes,
		"allocator":         testAllocator,
		"signatures":        testSignatures,
		"append only":       testAppendOnly,
		"tampered":          testTampered,
		"forged":            testForged,
		"torn":              testTorn,
		"two programs":      testTwoPrograms,
		"taking":            testTaking,
		"taking nothing":    testTakingNothing,
		"taking together":   testTakingTogether,
		"taken meanwhile":   testTakenMeanwhile,
		"lately":            testLately,
		"placed":            testPlaced,
		"too late":          testTooLate,
		"forged place":      testForgedPlace,
		"amid writing":      testTakingAmidWriting,
		"cut off":           testTakingCutOff,
		"called off":        testTakingCalledOff,
		"notes":             testNotes,
		"newer":             testNewer,
		"damaged row":       testDamagedRow,
		"checkpoints":       testCheckpoints,
		"re-import":         testReimport,
		"delivery refusals": testDeliveryRefusals,
		"delivery whole":    testDeliveryWhole,
		"register":          testRegister,
		"unappealed":        testUnappealed,
		"rounds":            testRounds,
		"undo":              testUndo,
		"opt-out":           testOptOut,
		"proposals":         testProposals,
		"duplicates":        testDuplicates,
		"contradictions":    testContradictions,
		"groups":            testGroups,
		"group undo":        testGroupUndo,
		"group guards":      testGroupGuards,
		"alerts":            testAlerts,
		"steer":             testSteer,
		"purge":             testPurge,
		"purge guards":      testPurgeGuards,
		"purge model":       testPurgeModel,
		"purge returned":    testPurgeReturned,
		"retention":         testRetention,
		"backup":            testBackup,
		"no backup":         testNoBackup,
		"backup of damage":  testBackupOfDamage,
		"restore changed":   testRestoreForeign,
		"copies":            testCopies,
		"restore recovery":  testRestoreByRecovery,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t, e, sample))
		})
	}
}

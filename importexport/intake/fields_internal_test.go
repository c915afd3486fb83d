package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
)

// The registry that profiles are checked by and the fields that are read must
// be the same.
func TestProfilesKnowTheFields(t *testing.T) {
	t.Parallel()
	names := map[kind]importexport.ValueKind{
		kText: importexport.TextValue, kVerbatim: importexport.VerbatimValue, kName: importexport.NameValue, kID: importexport.IDValue,
		kDocNo: importexport.DocNoValue, kPhone: importexport.PhoneValue, kCode: importexport.CodeValue, kColour: importexport.ColourValue,
		kStamp: importexport.TimeValue, kClock: importexport.ClockValue, kNumber: importexport.NumberValue, kWhole: importexport.WholeValue,
		kBool: importexport.YesNoValue, kList: importexport.ListValue, kDivision: importexport.DivisionValue,
	}
	registered := map[string]importexport.ValueKind{}
	for _, k := range importexport.TableKinds() {
		for _, f := range importexport.FieldsOf(k) {
			registered[f.Name] = f.Value
		}
	}
	read := map[string]importexport.ValueKind{}
	for name, f := range allFields() {
		read[name] = names[f.kind]
	}
	if diff := cmp.Diff(registered, read); diff != "" {
		t.Error(diff)
	}
}

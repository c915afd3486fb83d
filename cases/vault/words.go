package vault

// words is what documents of case files are full of: the member names of the
// canonical format in their order, and its commonest codes. Shrunk documents
// point into it, so it may never change; better words need a marker of their own.
const words = `{"format":"recourse.case/1","appeal":{"appeal_id":"","appeal_no":"","resident_id":"","assignment_id":"",` +
	`"filed_at":"","channel":"","filed_by":"proxy","filed_by":"self","handling_division":"","grounds":["G"],"statement":"",` +
	`"consequences":["","urgency":"critical","urgency":"urgent","urgency":"normal","urgency_why":"",` +
	`"documents":[{"doc_id":"","type":"","title":"","issued_by":"","issue_date":"","covers_from":"","covers_to":"",` +
	`"identifies_person":true,"copy":"","sha256":"","bytes":0,"authenticity_check":"","authenticity_note":"","summary":"",` +
	`"row_no":0}],"due_at":"","linked_appeals":["","import_batch":"","source_file_sha256":"","sheet":"","raw_json":"",` +
	`"parse_warnings":["","imported_at":"","row_no":0},"resident":{"resident_id":"","name":"","name_latin":"",` +
	`"doc_type":"01","doc_no":"","doc_status":"ok","sex":"1","birth_date":"","nationality":"CHN","phone":"",` +
	`"phone_owner":"self","household_division":"","residence_division":"","residence_street":"","address":"",` +
	`"home_lat":30.,"home_lon":120.,"guardian":"","language":"zh","accessible_format":"","vulnerability":["","row_no":0},` +
	`"assignment":{"assignment_id":"","resident_id":"","issuing_system":"","platform":"","authority":"","colour":"GREEN",` +
	`"colour":"RED","colour":"YELLOW","colour_raw":"","issued_at":"","valid_from":"","valid_until":"","basis_date":"",` +
	`"measure":"home_7","measure":"home_14","reason_code":"","reason_text":"","origin":"RULE_BATCH","origin":"DATA_PUSH",` +
	`"origin":"MANUAL","assigned_by":"","assigned_unit":"","authority_ref":"","rule_set_id":"","rule_set_version":"",` +
	`"superseded_by":"","row_no":0},"questionnaires":[{"submission_id":"","form_id":"","form_version":"",` +
	`"submitted_at":"","submitted_by":"self","declared_location":"","consent_location":true,"attestation":true,` +
	`"items":[{"item_code":"","question_text":"","answer_raw":"","answer_norm":"","unit":"","edited_from":"",` +
	`"edited_at":""},{"item_code":"","question_text":"目前是否有下列症状：","answer_raw":"是","answer_norm":"true"},` +
	`{"item_code":"","question_text":"14天内是否","answer_raw":"否","answer_norm":"false"}],"row_no":0}],` +
	`"checkins":[{"date":"2020-02-","time":"","temp_c":36.,"symptoms":["","place":"","status":"","note":"","row_no":0}],` +
	`"rule_trace":{"trace_id":"","assignment_id":"","evaluated_at":"2020-02-","rule_set_id":"","rule_set_version":"",` +
	`"origin":"imported","steps":[{"rule_id":"R","inputs":[{"name":"","value":"true","evidence_ref":""},` +
	`{"name":"","value":"false"},{"name":"","value":"0"}],"outcome":"UNKNOWN"},{"rule_id":"R","outcome":"TRUE",` +
	`"effect":{"colour":"YELLOW","days":7,"until":"2020-02-"},"overridden_by":""},{"rule_id":"R","inputs":[{"name":"",` +
	`"value":""}],"outcome":"FALSE"}],"result":"RED","row_no":0},"flags":[{"flag_id":"","resident_id":"","phone":"",` +
	`"source_type":"CARRIER_TOWER","provider":"","legal_basis":"","observed_from":"2020-02-","observed_to":"2020-02-",` +
	`"recorded_at":"2020-02-","place_text":"","division":"","lat":30.,"lon":120.,"datum":"WGS-84","accuracy_radius_m":2000,` +
	`"radius_assumed":false,"dwell_min":0,"speed_kmh":0,"confidence":0.,"confidence_by":"","list_name":"","list_row":0,` +
	`"list_date":"2020-02-","batch":"","set_by":"","order_ref":"","identity_link":"phone","linked_name":"",` +
	`"linked_doc_no":"","raw_ref":"","contradicts":["","note":"","row_no":0}],"history":[{"at":"2020-02-",` +
	`"from":"NONE","to":"GREEN","cause":"SELF_REPORT","cause_ref":"","actor":"","system":"","row_no":0},` +
	`"other_assignments":[{"assignment_id":"T00:00:00+08:00","T23:59:59+08:00",`

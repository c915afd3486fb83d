package sample

import (
	"context"
	"fmt"

	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// WriteImports writes files to try the import with: a workbook some of whose
// rows are spoilt, a table in the encoding of Chinese Windows, a canonical
// delivery, and an archive of the extracts that other bodies send, in which the
// tickets of the hotline are the appeals. Their appeals are new ones, numbered from 301. It returns the names
// of the files.
func WriteImports(ctx context.Context, dir string, seed uint64) ([]string, error) {
	var files []string
	for i, f := range []struct {
		name    string
		format  deliver.Format
		appeals int
		dirt    float64
	}{
		{"西湖_0217.xlsx", deliver.XLSX, 30, 0.02},
		{"社区补报_GB18030.csv", deliver.FlatGB, 14, 0},
		{"市平台推送_0217.ndjson", deliver.NDJSON, 12, 0},
		{"各单位提取件_0217.zip", deliver.ExtractsZip, 90, 0},
	} {
		o, err := simulate.New(simulate.Options{
			Appeals: f.appeals, Residents: f.appeals * 3, Seed: seed + uint64(i) + 1, Division: TheOffice().Division, FirstNo: 301 + 100*i,
		})
		if err != nil {
			return nil, err
		}
		names, err := deliver.Write(ctx, dir, o, deliver.Spec{Formats: []deliver.Format{f.format}, Name: f.name, Dirt: f.dirt, Bare: true})
		if err != nil {
			return nil, fmt.Errorf("sample import file %s: %w", f.name, err)
		}
		files = append(files, names...)
	}
	return files, nil
}

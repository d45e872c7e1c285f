// Package docs carries the documents that the program itself hands out, so that
// what is read here and what is shipped are the same bytes. It knows no code.
package docs

import _ "embed" // for the directive below

// ReportSchema is the JSON Schema of the json report, resilint.report/v1.
//
//go:embed report.schema.json
var ReportSchema string

// GraphSchema is the JSON Schema of the json format of pictures, resilint.graph/v1.
//
//go:embed graph.schema.json
var GraphSchema string

// SimulationSchema is the JSON Schema of the json format of simulations,
// resilint.simulation/v1.
//
//go:embed simulation.schema.json
var SimulationSchema string

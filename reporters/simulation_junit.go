package reporters

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/resilint/resilint/analyzers/outage"
)

// The structs below are JUnit's XML as CI systems read it.

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Name    string       `xml:"name,attr"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Failure *junitFailure `xml:"failure"`
	Skipped *junitFailure `xml:"skipped"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// writeSimulationJUnit writes each outage as a suite and each service that it hits
// as a test: that it is back in time. What depends on what is not known is skipped.
func writeSimulationJUnit(w io.Writer, s *Simulation) error {
	out := junitSuites{Name: "resilint simulate"}
	for i := range s.Plays {
		out.Suites = append(out.Suites, s.suite(&s.Plays[i]))
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the suites: %w", err)
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

func (s *Simulation) suite(p *Play) junitSuite {
	suite := junitSuite{Name: Escape(p.title())}
	for i := range p.Services {
		o := &p.Services[i]
		c := junitCase{Name: "survives " + Escape(p.title()), Class: serviceName(o.Service), File: relative(s.Root, o.Service.Location.Filename)}
		if o.Held {
			c.Name += " within " + clock(o.Target)
		}
		told := &junitFailure{Message: back(o.Worst), Text: s.stores(o)}
		switch o.Verdict() {
		case outage.Broken:
			c.Failure = told
			suite.Failures++
		case outage.Doubtful:
			c.Skipped = told
			suite.Skipped++
		case outage.Within, outage.Untold:
		}
		suite.Cases = append(suite.Cases, c)
	}
	for _, svc := range p.Spared {
		suite.Cases = append(suite.Cases, junitCase{Name: "survives " + Escape(p.title()), Class: serviceName(svc), File: relative(s.Root, svc.Location.Filename)})
	}
	suite.Tests = len(suite.Cases)
	return suite
}

// stores lists what a service relies on that is gone, a line each.
func (s *Simulation) stores(o *outage.Outcome) string {
	p := &played{options: s.Options}
	for i := range o.Stores {
		p.line(p.because(&o.Stores[i]))
	}
	return p.String()
}

// Package outage plays an outage on an estate: which services are down, for how
// long, by what they come back, and what only seems to help.
//
// It knows events, time and the assessment. It knows no syntax, no cloud and no
// report format.
package outage

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
)

// Selector names what is lost, and for how long.
type Selector struct {
	Text    string          // as it was written
	Event   string          // a pattern of events: aws:s3:us-east-1, aws:*:us-east-1, key:alias/app, bucket:media!deleted
	Verb    resilience.Verb // AnyVerb: everything
	Minutes float64         // zero when it was not said
}

// longest is the longest outage that can be asked for: a year.
const longest = 366 * 24 * 60

// usage is how a selector is written.
const usage = "write PROVIDER:SERVICE:LOCATION[:zone] with * for any, as aws:s3:us-east-1 or aws:*:us-east-1, key:NAME, or bucket:NAME!deleted; then @read or @write, then +DURATION, as +257m"

// written takes a selector apart: the event with its mode, the verb, the time. A
// key's name may hold a plus.
var written = regexp.MustCompile(`^(key:.+?)(?:@([a-z]*))?(?:\+([0-9][0-9a-z.]*))?$|^([^@+]+)(?:@([a-z]*))?(?:\+([0-9a-z.+-]*))?$`)

// Parse reads selectors, several in one text with commas between them: they are
// lost together. The error says how a selector is written.
func Parse(text string) ([]Selector, error) {
	var list []Selector
	for part := range strings.SplitSeq(text, ",") {
		s, err := parse(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func parse(text string) (Selector, error) {
	m := written.FindStringSubmatch(text)
	if m != nil && m[1] == "" {
		m = append(m[:1], m[4:]...)
	}
	if m == nil || !strings.Contains(m[1], ":") {
		return Selector{}, fmt.Errorf("%q is no event: %s", text, usage)
	}
	s := Selector{Text: text, Event: m[1], Verb: resilience.Verb(m[2])}
	if err := s.check(); err != nil {
		return s, err
	}
	if m[3] != "" || strings.HasSuffix(text, "+") {
		d, err := duration(m[3])
		if err != nil {
			return s, fmt.Errorf("%q: %w", text, err)
		}
		s.Minutes = d
	}
	return s, nil
}

// check refuses verbs and modes that there are none of.
func (s *Selector) check() error {
	switch s.Verb {
	case resilience.AnyVerb, resilience.VerbRead, resilience.VerbWrite:
	default:
		return fmt.Errorf("%q: there is no verb %q; a store is asked to read or to write", s.Text, s.Verb)
	}
	if strings.Contains(s.Text, "@") && s.Verb == resilience.AnyVerb {
		return fmt.Errorf("%q: a verb is missing after @; a store is asked to read or to write", s.Text)
	}
	event, mode, said := strings.Cut(s.Event, "!")
	kind, _, _ := strings.Cut(event, ":")
	switch {
	case kind == "bucket" && (!said || mode == "deleted"):
		s.Event = event + "!deleted"
	case kind == "bucket":
		return fmt.Errorf("%q: a bucket is lost by being deleted; write %s!deleted", s.Text, event)
	case said && mode != "down" && mode != "lost":
		return fmt.Errorf("%q: there is no mode %q; a place is down or lost", s.Text, mode)
	default:
		s.Event = event
	}
	return nil
}

// duration reads a time such as 257m, 4h17m or 2d.
func duration(text string) (float64, error) {
	d, err := time.ParseDuration(text)
	if days, isDays := strings.CutSuffix(text, "d"); err != nil && isDays {
		var n float64
		n, err = strconv.ParseFloat(days, 64)
		if math.IsNaN(n) {
			n = 0
		}
		d = time.Duration(min(n, 1e4) * 24 * float64(time.Hour))
	}
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is no duration; write 257m, 4h17m or 2d", text)
	case d <= 0:
		return 0, fmt.Errorf("an outage lasts longer than %q", text)
	case d.Minutes() > longest:
		return 0, fmt.Errorf("%q is longer than a year", text)
	}
	return d.Minutes(), nil
}

// takes says that the selector means a failure domain. One whose place is not
// known may be meant by any place: that is possible, not certain.
func (s *Selector) takes(d *resilience.Domain, bucket *facts.Bucket) (yes, certain bool) {
	if d.Verb != resilience.AnyVerb && d.Verb != s.Verb {
		return false, false
	}
	if d.Class == resilience.Deletion {
		name, deleted := strings.CutPrefix(s.Event, "bucket:")
		name = strings.TrimSuffix(name, "!deleted")
		return deleted && (facts.Matches(s.Event, d.Event) || bucket != nil && bucket.Called(name)), true
	}
	if facts.Matches(s.Event, d.Event) && !strings.HasPrefix(s.Event, "bucket:") {
		return s.same(d.Event), true
	}
	if !d.Unplaced() {
		return false, false
	}
	asked, known := strings.Split(s.Event, ":"), strings.Split(d.Event, ":")
	return len(asked) == len(known) && facts.Matches(asked[0], known[0]) && facts.Matches(asked[1], known[1]), false
}

// same says that a pattern and an event have as many parts: a star stands for one.
func (s *Selector) same(event string) bool {
	return strings.HasPrefix(s.Event, "key:") || strings.Count(s.Event, ":") == strings.Count(event, ":")
}

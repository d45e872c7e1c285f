package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorded are the estates whose plans were recorded with Terraform 1.11 and the
// schemas of real providers; what nobody reads of them, such as what was before,
// is left out. The plan must tell what the source tells, but for these lines:
// "-" stands only in the scan of the source, "+" only in that of the plan.
var recorded = []struct {
	estate     string
	withSource []string
	alone      []string // without any source
}{
	{estate: "azure-lrs-vs-gzrs", alone: []string{
		// A map of settings refers to an account as a whole: which attribute stands under which key, only the source tells.
		"+edge azurerm_linux_web_app.portal azurerm_storage_account.catalogue read hard env possible 5",
		"+edge azurerm_linux_web_app.portal azurerm_storage_container.monthly read hard env possible 4",
		"-edge azurerm_linux_web_app.portal azurerm_storage_account.catalogue read hard env certain 5",
		"-edge azurerm_linux_web_app.portal azurerm_storage_container.monthly read hard env certain 4",
	}},
	{estate: "fake-replica"},
	{estate: "gcs-dual-region"},
	{estate: "outage-2017", alone: []string{
		// A plan keeps nothing of locals, through which these settings pass.
		"+edge aws_ecs_task_definition.renderer aws_s3_bucket.media read hard iam certain 1",
		"+edge aws_lambda_function.feed_builder aws_s3_bucket.media read hard iam certain 1",
		"-edge aws_ecs_task_definition.renderer aws_s3_bucket.media read hard env certain 1",
		"-edge aws_lambda_function.feed_builder aws_s3_bucket.media read hard env certain 1",
		"-edge aws_launch_template.archive aws_s3_bucket.media read startup attribute certain 1",
	}},
	{estate: "passed-providers"},
	{
		estate: "regions-for-each",
		withSource: []string{
			// The source does not say where this provider is; whoever planned did.
			`+bucket aws_s3_bucket.archive signals-archive "us-east-1" region single 1 data`,
			`-bucket aws_s3_bucket.archive signals-archive "" region single 1 data`,
		},
		alone: []string{
			`+bucket aws_s3_bucket.archive signals-archive "us-east-1" region single 1 data`,
			// A plan names the resource that a for expression goes over, not which instance an element is made of.
			"+edge aws_ecs_task_definition.balancer aws_s3_bucket.shard[0] readwrite hard iam possible 1",
			"+edge aws_ecs_task_definition.balancer aws_s3_bucket.shard[1] readwrite hard iam possible 1",
			"+finding RL1001 aws_s3_bucket.shard[0] warning possible",
			"+finding RL1001 aws_s3_bucket.shard[1] warning possible",
			`-bucket aws_s3_bucket.archive signals-archive "" region single 1 data`,
			"-edge aws_ecs_task_definition.balancer aws_s3_bucket.shard[0] readwrite hard env certain 1",
			"-edge aws_ecs_task_definition.balancer aws_s3_bucket.shard[1] readwrite hard env certain 1",
			"-finding RL1001 aws_s3_bucket.shard[0] warning certain",
			"-finding RL1001 aws_s3_bucket.shard[1] warning certain",
		},
	},
}

func TestPlans(t *testing.T) {
	for _, p := range recorded {
		t.Run(p.estate, func(t *testing.T) {
			tree := filepath.Join(t.TempDir(), p.estate)
			if err := os.CopyFS(tree, os.DirFS("../../fixtures/estates/"+p.estate)); err != nil {
				t.Fatal(err)
			}
			source := told(t, tree)
			file, err := filepath.Abs("testdata/plans/" + p.estate + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if got := apart(source, told(t, tree, "--plan", file)); !slices.Equal(got, p.withSource) {
				t.Errorf("with its source the plan tells other things (-want +got):\n%s", cmp.Diff(p.withSource, got))
			}
			// Modules that are not on disk are in the plan all the same.
			if err := os.RemoveAll(filepath.Join(tree, "modules")); err != nil {
				t.Fatal(err)
			}
			if got := apart(source, told(t, tree, "--plan", file)); !slices.Equal(got, p.withSource) {
				t.Errorf("with the source of the root alone the plan tells other things (-want +got):\n%s", cmp.Diff(p.withSource, got))
			}
			if got := apart(source, told(t, t.TempDir(), "--plan", file)); !slices.Equal(got, p.alone) {
				t.Errorf("alone the plan tells other things (-want +got):\n%s", cmp.Diff(p.alone, got))
			}
		})
	}
}

// told is what a scan finds, a line for each thing, without where it stands.
func told(t *testing.T, args ...string) []string {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), append([]string{"scan", "-f", "json", "-j", "1", "--exit-zero"}, args...), process{stdout: &out, stderr: &errs, getenv: os.Getenv})
	var r toldReport
	if err := json.Unmarshal(out.Bytes(), &r); code != 0 || err != nil {
		t.Fatalf("scan %s: exit %d, %v\n%s", args, code, err, errs.String())
	}
	return r.lines()
}

// toldReport is the part of a report that a plan must agree on.
type toldReport struct {
	Buckets []struct {
		ID, Name, Region, Scope, Purpose string
		Rung                             int
		SingleRegion                     bool `json:"single_region"`
		Replicas                         []struct {
			Bucket    string
			Effective *bool
		}
	}
	Services     []struct{ ID, Kind, Region, Tier, Name string }
	Dependencies []struct {
		Service, Bucket, Access, Need, Via, Confidence string
		Rung                                           int
	}
	Findings []struct{ Rule, Subject, Level, Confidence string }
}

func (r *toldReport) lines() []string {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, b := range r.Buckets {
		single := map[bool]string{true: "single", false: "several"}[b.SingleRegion]
		add("bucket %s %s %q %s %s %d %s", local(b.ID), b.Name, b.Region, b.Scope, single, b.Rung, b.Purpose)
		for _, c := range b.Replicas {
			effective := "unknown"
			if c.Effective != nil {
				effective = fmt.Sprint(*c.Effective)
			}
			add("copy %s %s %s", local(b.ID), local(c.Bucket), effective)
		}
	}
	for _, s := range r.Services {
		add("service %s %s %q %s %s", local(s.ID), s.Kind, s.Region, s.Tier, s.Name)
	}
	for _, d := range r.Dependencies {
		add("edge %s %s %s %s %s %s %d", local(d.Service), local(d.Bucket), d.Access, d.Need, d.Via, d.Confidence, d.Rung)
	}
	for _, f := range r.Findings {
		add("finding %s %s %s %s", f.Rule, local(f.Subject), f.Level, f.Confidence)
	}
	return lines
}

// local is an id without the root it belongs to.
func local(id string) string { return id[strings.LastIndexByte(id, '#')+1:] }

// apart lists the lines that only one of two reports has.
func apart(source, plan []string) []string {
	var list []string
	for _, l := range source {
		if !slices.Contains(plan, l) {
			list = append(list, "-"+l)
		}
	}
	for _, l := range plan {
		if !slices.Contains(source, l) {
			list = append(list, "+"+l)
		}
	}
	slices.Sort(list)
	return list
}

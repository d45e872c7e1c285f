package reporters

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

// The three reports that every format is tried on.
func testReports() map[string]*Report {
	return map[string]*Report{"rich": richReport(), "empty": emptyReport(), "hostile": hostileReport()}
}

func testCatalog() []*rules.Rule {
	help := "# %s\n\nThe region is one failure domain.\nWhen it is gone, so are they.\n\n## How to fix\n\nKeep a second copy and a switch to it.\n"
	rule := func(id, name, summary string, level rules.Level) *rules.Rule {
		return &rules.Rule{
			ID: id, Name: name, Summary: summary, Help: fmt.Sprintf(help, summary), Level: level,
			MaxLevel: rules.LevelError, Precision: "high",
		}
	}
	return []*rules.Rule{
		rule("RL1001", "sole-bucket", "Services rely on a bucket whose data lives in one region.", rules.LevelError),
		rule("RL1002", "sole-dependency", "A service relies on a bucket in one region.", rules.LevelWarning),
		rule("RL3001", "manual-switch", "Only a person can switch to the copy.", rules.LevelNote),
	}
}

// at is a range on one line, from a column to a column.
func at(file string, line, from, to int) hcl.Range {
	return hcl.Range{
		Filename: file,
		Start:    hcl.Pos{Line: line, Column: from}, End: hcl.Pos{Line: line, Column: to},
	}
}

func seen(file string, line int, text string) facts.Evidence {
	return facts.Evidence{Range: at(file, line, 3, 3+len(text)), Text: text}
}

const storageTF = `# The one everybody forgot.

resource "aws_s3_bucket" "assets" {
  bucket = "acme-assets"
}

resource "aws_s3_bucket" "standby" {
  provider = aws.west
  bucket   = "acme-assets-standby"
}
`

const (
	assets  facts.ID = "infra#aws_s3_bucket.assets"
	standby facts.ID = "infra#aws_s3_bucket.standby"
	audit   facts.ID = "infra#aws_s3_bucket.audit[0]"
	shop    facts.ID = "infra#aws_ecs_service.checkout"
	www     facts.ID = "infra#aws_cloudfront_distribution.www"
)

// emptyReport is a scan that found nothing to look at.
func emptyReport() *Report {
	return &Report{
		Version: "dev",
		Result:  &analyzers.Result{Root: ".", Facts: &facts.Set{}, Assessment: &resilience.Assessment{}, Files: 3},
		Catalog: testCatalog(),
	}
}

// richReport is 28 February 2017: a bucket in one region, a copy of it elsewhere, and nothing that switches.
func richReport() *Report {
	set := richFacts()
	set.Sort()
	spof := richSPOF()
	lines := strings.Split(storageTF, "\n")
	result := &analyzers.Result{
		Root:  "infra",
		Roots: []analyzers.Root{{Path: "infra", Kind: "terraform"}, {Path: "infra/config", Kind: "appconfig"}},
		Facts: set, Files: 14,
		Assessment: richAssessment(set, spof),
		Lines:      map[string]map[int]string{"infra/storage.tf": {3: lines[2]}, "infra/app.tf": {12: "\tASSETS = aws_s3_bucket.assets.id"}},
		Diagnostics: hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Unclosed block", Detail: "There is no closing brace",
			Subject: at("infra/broken.tf", 9, 1, 2).Ptr(),
		}},
		Incomplete: true,
	}
	source := map[string]string{"infra/storage.tf": storageTF}
	return &Report{
		Version: "v1.2.0", Result: result, Catalog: testCatalog(),
		Findings: richFindings(spof), Proposals: richProposals(),
		Source: func(path string) []byte {
			if text, ok := source[path]; ok {
				return []byte(text)
			}
			return nil
		},
	}
}

func richFacts() *facts.Set {
	set := &facts.Set{
		Buckets: []facts.Bucket{
			{
				ID: assets, Address: "aws_s3_bucket.assets", Root: "infra", Provider: "aws", Product: "s3",
				Type: "aws_s3_bucket", Name: "acme-assets", Region: "us-east-1",
				RegionEvidence: seen("infra/providers.tf", 2, `region = "us-east-1"`),
				Scope:          facts.ScopeRegion, Purpose: facts.PurposeData, Declared: true,
				Guards: facts.Guards{Versioning: facts.Yes, Lock: facts.No, Evidence: map[string]facts.Evidence{
					"versioning": seen("infra/storage.tf", 14, `status = "Enabled"`),
				}},
				Location: at("infra/storage.tf", 3, 1, 34), End: hcl.Pos{Line: 5, Column: 2},
			},
			{
				ID: standby, Address: "aws_s3_bucket.standby", Root: "infra", Provider: "aws", Product: "s3",
				Type: "aws_s3_bucket", Name: "acme-assets-standby", Region: "us-west-2", Scope: facts.ScopeRegion,
				Purpose: facts.PurposeReplica, Declared: true,
				Location: at("infra/storage.tf", 7, 1, 35), End: hcl.Pos{Line: 10, Column: 2},
			},
			{
				ID: audit, Address: "aws_s3_bucket.audit[0]", Root: "infra", Provider: "aws", Product: "s3",
				Type: "aws_s3_bucket", NameLike: "acme-audit-", Purpose: facts.PurposeLogs, Declared: true,
				RegionEvidence: facts.Evidence{Text: "the provider's region is a variable without a value"},
				Location:       at("infra/storage.tf", 20, 1, 33),
			},
		},
		Services: []facts.Service{
			{
				ID: shop, Address: "aws_ecs_service.checkout", Root: "infra", Name: "checkout", Kind: "task", Provider: "aws",
				Region: "us-east-1", Tier: facts.Tier0, TierEvidence: seen("infra/app.tf", 4, `tier = "t0"`),
				Members: []string{"aws_ecs_task_definition.checkout"}, Location: at("infra/app.tf", 2, 1, 38),
			},
			{
				ID: www, Address: "aws_cloudfront_distribution.www", Root: "infra", Name: "www", Kind: "distribution",
				Provider: "aws", Location: at("infra/cdn.tf", 1, 1, 44),
			},
		},
		Copies: []facts.Copy{{
			From: assets, To: standby, Mechanism: "replication", Enabled: facts.Yes, Whole: facts.Yes,
			Evidence: []facts.Evidence{seen("infra/storage.tf", 30, "bucket = aws_s3_bucket.standby.arn")},
			Location: at("infra/storage.tf", 24, 1, 60),
		}},
		Switches: []facts.Switch{{
			Kind: "variable", Service: shop, Members: []facts.ID{assets, standby}, Automatic: facts.No, Reads: true,
			Location: at("infra/app.tf", 30, 1, 20),
		}},
		Unresolved: []facts.Unresolved{
			{What: "var.region", Why: "variable without a value", Range: at("infra/providers.tf", 9, 12, 22)},
			{What: "var.name", Why: "variable without a value", Range: at("infra/storage.tf", 21, 12, 20)},
			{What: "module.media", Why: "module is not on disk", Range: at("infra/media.tf", 1, 1, 15)},
		},
	}
	set.Dependencies = []facts.Dependency{
		{Service: shop, Bucket: assets, Access: facts.Read, Need: facts.Hard, Via: facts.ViaEnv, Confidence: facts.Certain, Evidence: []facts.Evidence{seen("infra/app.tf", 12, "ASSETS = aws_s3_bucket.assets.id")}},
		{Service: shop, Bucket: assets, Access: facts.Write, Need: facts.Soft, Via: facts.ViaIAM, Confidence: facts.Possible, Evidence: []facts.Evidence{seen("infra/app.tf", 19, `actions = ["s3:*"]`)}},
		{Service: www, Bucket: assets, Access: facts.Serve, Need: facts.Hard, Via: facts.ViaOrigin, Confidence: facts.Certain, Evidence: []facts.Evidence{seen("infra/cdn.tf", 4, "domain_name = aws_s3_bucket.assets.bucket_regional_domain_name")}},
		{Service: www, OnService: shop, Access: facts.Read, Need: facts.Soft, Via: facts.ViaCall, Confidence: facts.Certain, Evidence: []facts.Evidence{seen("infra/cdn.tf", 20, "checkout")}},
	}
	for i := range 14 {
		id := facts.ID(fmt.Sprintf("infra#aws_lambda_function.job[%d]", i))
		line := 40
		if i >= 2 {
			line += i
		}
		set.Services = append(set.Services, facts.Service{
			ID: id, Address: fmt.Sprintf("aws_lambda_function.job[%d]", i), Root: "infra", Name: "job", Kind: "function",
			Provider: "aws", Region: "us-east-1", Tier: facts.Tier3, Location: at("infra/app.tf", line, 1, 30),
		})
		set.Dependencies = append(set.Dependencies, facts.Dependency{
			Service: id, Bucket: assets, Access: facts.Read, Need: facts.Startup, Via: facts.ViaAttribute,
			Confidence: facts.Certain, Evidence: []facts.Evidence{seen("infra/app.tf", line+1, "s3_bucket = aws_s3_bucket.assets.id")},
		})
	}
	return set
}

func richSPOF() *resilience.SPOF {
	rto, rpo := 240.0, 15.0
	spof := &resilience.SPOF{
		ID: "aws:s3:us-east-1|" + string(assets), Event: "aws:s3:us-east-1", Bucket: assets, Kind: resilience.KindHard,
		Services: []resilience.Affected{
			{ID: shop, Need: facts.Hard, Tier: facts.Tier0, Rung: resilience.WarmReplica},
			{ID: www, Need: facts.Hard, Rung: resilience.WarmReplica},
		},
		Score: resilience.Score{
			Value: 93.04, Vector: "RSL:1/e=regsvc/B=1.00/R=none/D=user,none/L=.93/P=1",
			Factors: []resilience.Factor{
				{Name: "blast", Value: 1, Reason: "16 services, 'checkout' is t0", Evidence: seen("infra/app.tf", 4, `tier = "t0"`)},
				{Name: "recovery", Value: 1, Reason: "nothing switches to the copy"},
				{Name: "likelihood", Value: 0.0025, Reason: "a region's storage is lost once in years"},
			},
		},
		RTOMinutes: &rto, RPOMinutes: &rpo, Confidence: facts.Certain,
	}
	for i := range 14 {
		spof.Services = append(spof.Services, resilience.Affected{
			ID: facts.ID(fmt.Sprintf("infra#aws_lambda_function.job[%d]", i)), Need: facts.Startup, Tier: facts.Tier3, Rung: resilience.WarmReplica,
		})
	}
	return spof
}

func richAssessment(set *facts.Set, spof *resilience.SPOF) *resilience.Assessment {
	a := &resilience.Assessment{
		Buckets: []resilience.BucketVerdict{
			{
				Bucket: assets, Rung: resilience.WarmReplica, RungBest: resilience.ManualSwitch, Switch: &set.Switches[0],
				Replicas: []resilience.Replica{{
					Copy: &set.Copies[0], To: standby, Effective: facts.Yes, Cap: resilience.ActiveActive,
					Reasons: []facts.Reason{{Code: "X07", Text: "existing objects are not copied"}},
				}},
			},
			{Bucket: standby, Rung: resilience.WarmReplica, RungBest: resilience.WarmReplica},
			{Bucket: audit, Rung: resilience.SingleRegion, RungBest: resilience.SingleRegion, SingleRegion: true},
		},
		SPOFs: []resilience.SPOF{*spof},
	}
	for _, s := range spof.Services {
		a.Pairs = append(a.Pairs, resilience.PairVerdict{Service: s.ID, Bucket: assets, Rung: s.Rung, Reasons: []facts.Reason{{Code: "switch", Text: "only a person can switch"}}})
	}
	return a
}

func richFindings(spof *resilience.SPOF) []rules.Finding {
	catalog := testCatalog()
	services := make([]facts.ID, len(spof.Services))
	for i, s := range spof.Services {
		services[i] = s.ID
	}
	edge := func(address, fingerprint string, score float64) rules.Finding {
		return rules.Finding{
			Rule: catalog[1], Fingerprint: fingerprint, Level: rules.LevelWarning, Score: score, Confidence: facts.Possible,
			Message: "'" + address + "' relies on 'acme-assets' in us-east-1",
			Subject: facts.ID("infra#" + address), Bucket: assets, Services: []facts.ID{facts.ID("infra#" + address)},
			Location: at("infra/app.tf", 12, 2, 8),
		}
	}
	return []rules.Finding{
		edge("aws_lambda_function.job[0]", "f2", 44),
		edge("aws_lambda_function.job[1]", "f3", 41),
		{
			Rule: catalog[0], Fingerprint: "f1", Level: rules.LevelError, Score: spof.Score.Value, Confidence: facts.Certain,
			Message: "16 services rely on 'acme-assets', which lives in us-east-1 and has no switch to its copy.",
			Subject: assets, Services: services, Location: at("infra/storage.tf", 3, 1, 34), End: hcl.Pos{Line: 5, Column: 2},
			Related: []facts.Evidence{seen("infra/storage.tf", 30, "bucket = aws_s3_bucket.standby.arn"), seen("../shared/kms.tf", 3, "outside the tree")},
			Trace: []facts.Evidence{
				seen("infra/app.tf", 12, "ASSETS = aws_s3_bucket.assets.id"),
				seen("infra/storage.tf", 3, `resource "aws_s3_bucket" "assets" {`),
			},
			SPOF: spof,
		},
		{
			Rule: catalog[2], Fingerprint: "f4", Level: rules.LevelNone, Score: 4, Confidence: facts.Certain,
			Message: "Only a person can switch.", Subject: assets, Location: at("infra/app.tf", 30, 1, 20),
		},
	}
}

func richProposals() []remedy.Proposal {
	proposal := func(architecture, title string, after resilience.Rung, score float64) remedy.Proposal {
		return remedy.Proposal{
			Finding: "f1", Architecture: architecture, Title: title, Protects: "the loss of a region", RTO: "1 min", RPO: "15 min",
			Cost: "2x storage", Effort: "M", RungBefore: resilience.WarmReplica, RungAfter: after, ScoreAfter: score, IndexAfter: 95.07,
			Steps: []string{"Add an origin group."}, Caveats: []string{"Writes stay in one region."}, Test: "Deny the primary origin.",
		}
	}
	list := []remedy.Proposal{
		proposal("F04", "CDN origin group over both buckets", resilience.AutomaticRead, 37.4),
		proposal("F06", "Multi-region access point", resilience.ActiveActive, 13.2),
		proposal("F03", "A switch and a runbook", resilience.ManualSwitch, 60.9),
	}
	list[0].Proved = true
	return list
}

// hostileReport is what somebody would commit to drive the terminal or the page of whoever scans it.
func hostileReport() *Report {
	const evil = "\x1b]0;owned\x07\x1b[2J<script>alert('x')</script>\r\n\u202e\u009b31m 100% \"quoted\" [a](https://evil.example) | é界\xff"
	file := "infra/50% off \x1b[31m/a b:c#d?é.tf"
	bucket, service := facts.ID(file+"#"+evil), facts.ID("svc "+evil)
	set := &facts.Set{
		Buckets: []facts.Bucket{{
			ID: bucket, Address: evil, Root: file, Provider: "aws", Product: "s3", Type: "aws_s3_bucket", Name: evil, Region: evil,
			Scope: facts.ScopeRegion, Location: at(file, 1, 5, 9),
		}},
		Services: []facts.Service{{ID: service, Address: evil, Name: evil, Kind: evil, Location: at(file, 2, 1, 2)}},
		Dependencies: []facts.Dependency{{
			Service: service, Bucket: bucket, Access: facts.Read, Need: facts.Hard, Via: facts.ViaEnv, Confidence: facts.Certain,
			Evidence: []facts.Evidence{seen(file, 2, evil)},
		}},
		Unresolved: []facts.Unresolved{{What: evil, Why: evil, Range: at("../"+evil, 1, 1, 2)}},
	}
	catalog := testCatalog()
	finding := rules.Finding{
		Rule: catalog[0], Fingerprint: "h1", Level: rules.LevelWarning, Score: 50, Confidence: facts.Certain, Message: evil,
		Subject: bucket, Services: []facts.ID{service}, Location: at(file, 1, 5, 9),
		Related: []facts.Evidence{seen(file, 2, evil)}, Trace: []facts.Evidence{seen(file, 2, evil)},
	}
	lost := finding
	lost.Fingerprint, lost.Location, lost.Trace, lost.Related = "h2", at("/etc/passwd", 1, 1, 2), nil, nil
	return &Report{
		Version: "1.0.0 " + evil,
		Result: &analyzers.Result{
			Root: ".", Roots: []analyzers.Root{{Path: file, Kind: "terraform"}}, Facts: set, Files: 2,
			Assessment:  &resilience.Assessment{},
			Lines:       map[string]map[int]string{file: {1: "\t界\x1bé = \x1b[31m" + evil}},
			Diagnostics: hcl.Diagnostics{{Severity: hcl.DiagWarning, Summary: evil, Detail: evil, Subject: at(file, 1, 1, 2).Ptr()}},
		},
		Catalog: catalog, Findings: []rules.Finding{finding, lost},
		Proposals: []remedy.Proposal{{Finding: "h1", Architecture: "F01", Title: evil, Cost: evil}},
		Options:   Options{Verbose: true},
	}
}

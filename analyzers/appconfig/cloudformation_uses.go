package appconfig

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// uses are what resources of CloudFormation do with the buckets that they name, by
// the beginning of their types and a part of the property's path. The first counts.
var uses = []struct {
	kind, property string
	access         facts.Access
	need           facts.Need
}{
	{"AWS::CloudFront::", "Logging", facts.Logs, facts.Soft},
	{"AWS::CloudFront::", "", facts.Serve, facts.Hard},
	{"AWS::ElasticLoadBalancing", "", facts.Logs, facts.Soft},
	{"AWS::CloudTrail::", "", facts.Logs, facts.Soft},
	{"AWS::Config::", "", facts.Logs, facts.Soft},
	{"AWS::EC2::FlowLog", "", facts.Logs, facts.Soft},
	{"AWS::WAF", "", facts.Logs, facts.Soft},
	{"AWS::Route53Resolver::", "", facts.Logs, facts.Soft},
	{"AWS::CUR::", "", facts.Logs, facts.Soft},
	{"AWS::ECS::Cluster", "", facts.Logs, facts.Soft},
	{"AWS::EMR", "LogUri", facts.Logs, facts.Soft},
	{"AWS::EMR", "BootstrapActions", facts.Read, facts.Startup},
	{"AWS::KinesisFirehose::", "", facts.Write, facts.Hard},
	{"AWS::SES::ReceiptRule", "", facts.Write, facts.Hard},
	{"AWS::CodeBuild::", "EnvironmentVariables", "", facts.Soft}, // what its commands use, for whatever
	{"AWS::CodeBuild::", "", facts.Artifact, facts.Soft},
	{"AWS::Synthetics::", "", facts.Artifact, facts.Soft},
	{"AWS::CodePipeline::", "", facts.Artifact, facts.Soft},
	{"AWS::CodeDeploy::", "", facts.Artifact, facts.Soft},
	{"AWS::CloudFormation::Stack", "", facts.Artifact, facts.Soft},
	{"AWS::ElasticBeanstalk::ApplicationVersion", "", facts.Artifact, facts.Soft},
	{"AWS::Lambda::LayerVersion", "", facts.Artifact, facts.Soft},
	{"AWS::Serverless::", "Uri", facts.Artifact, facts.Soft},
	{"AWS::Lambda::Function", "Code", facts.Artifact, facts.Soft},
	{"AWS::Glue::Crawler", "", facts.Read, facts.Hard},
	{"AWS::Glue::Table", "", facts.Read, facts.Hard},
	{"AWS::Glue::Job", "ScriptLocation", facts.Read, facts.Hard},
	{"AWS::Athena::WorkGroup", "", facts.Write, facts.Hard},
	{"AWS::SageMaker::Model", "", facts.Read, facts.Startup},
	{"AWS::MWAA::", "", facts.Read, facts.Hard},
	{"AWS::DMS::", "", facts.ReadWrite, facts.Hard},
	{"AWS::ECS::TaskDefinition", "EnvironmentFiles", facts.Read, facts.Startup},
}

// builds says that resources of a type work for those who build and watch, whatever
// their roles allow.
func builds(kind string) bool {
	return slices.ContainsFunc([]string{"AWS::CodeBuild::", "AWS::CodePipeline::", "AWS::CodeDeploy::", "AWS::Synthetics::", "AWS::ImageBuilder::"}, func(prefix string) bool {
		return strings.HasPrefix(kind, prefix)
	})
}

// usage is what a resource does with the bucket of a property; empty where the
// property's own words tell.
func usage(kind, path string) (facts.Access, facts.Need) {
	for _, u := range uses {
		if strings.HasPrefix(kind, u.kind) && strings.Contains(path, u.property) {
			return u.access, u.need
		}
	}
	return "", ""
}

package appconfig

import (
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/source"
)

// checkMentions tells what must hold of all that a file of any content yields:
// its places are in the file, and no mention is empty.
func checkMentions(t *testing.T, name string, src []byte) {
	t.Helper()
	mentions, _, _ := Mentions([]source.File{{Path: name, Src: src}}, options)
	lines := strings.Count(string(src), "\n") + 1
	for i := range mentions {
		m := &mentions[i]
		if m.Line < 1 || m.Line > lines || m.Column < 1 {
			t.Errorf("line %d, column %d, of %d lines: %+v", m.Line, m.Column, lines, m)
		}
		if m.Bucket == "" || m.File != name || m.Kind == "" || m.Access == "" || m.Need == "" || m.Fallback == "" {
			t.Errorf("not whole: %+v", m)
		}
		if strings.Contains(m.Locator, "\n") && len(m.Locator) > 300 {
			t.Errorf("locator of %d bytes", len(m.Locator))
		}
	}
}

// fuzzed fuzzes the reader that a file's name chooses, and all behind it.
func fuzzed(f *testing.F, name string, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) < 1<<16 {
			checkMentions(t, name, append([]byte("# bucket\n"), src...))
			checkMentions(t, name, src)
		}
	})
}

func FuzzYAML(f *testing.F) {
	fuzzed(f, "shop/config.yaml", "a: &a {bucket: s3, region: eu-west-1}\nb: *a\n", "apiVersion: v1\nkind: ConfigMap\ndata: {S3_BUCKET: abc-def}\n", "services: {a: {image: x, environment: [S3_BUCKET=abc-def]}}\n")
}

func FuzzJSON(f *testing.F) {
	fuzzed(f, "shop/config.json", `{"s3": {"bucket": "abc-def", /* x */ "region": "eu-west-1",}}`)
}

func FuzzTOML(f *testing.F) {
	fuzzed(f, "shop/config.toml", "[s3]\nbucket = \"abc-def\"\n[[a.b]]\nx = {s3_bucket = \"abc-def\"}\n")
}

func FuzzDotenv(f *testing.F) {
	fuzzed(f, "shop/prod.env", "export S3_BUCKET='abc-def'\nAWS_REGION=eu-west-1 # x\nRESTIC_REPOSITORY=s3:s3.amazonaws.com/abc-def\n")
}

func FuzzProperties(f *testing.F) {
	fuzzed(f, "shop/app.properties", "app.s3.bucket=abc\\\n -def\ncloud.aws.region.static : eu-west-1\n")
}

func FuzzINI(f *testing.F) {
	fuzzed(f, "ops/rclone.conf", "[a]\ntype = s3\n[m]\ntype = union\nupstreams = a:abc-def:ro\n")
}

func FuzzXML(f *testing.F) {
	fuzzed(f, "hive/core-site.xml", "<c><property><name>fs.defaultFS</name><value>s3a://abc-def</value></property></c>")
}

func FuzzHCL(f *testing.F) {
	fuzzed(f, "vault/vault.hcl", "storage \"s3\" {\n bucket = \"abc-def\"\n}\n")
}

func FuzzHOCON(f *testing.F) {
	fuzzed(f, "shop/application.conf", "s3 { bucket = \"abc-def\"\n}\ns3.region: eu-west-1\n")
}

func FuzzNginx(f *testing.F) {
	fuzzed(f, "nginx/site.conf", "upstream u { server abc-def.s3.amazonaws.com; }\nserver { server_name a; set $b x; location / { proxy_pass https://u; } }\n")
}

func FuzzCaddy(f *testing.F) {
	fuzzed(f, "Caddyfile", "a.org {\n reverse_proxy https://abc-def.s3.amazonaws.com {\n lb_policy first\n }\n}\n")
}

func FuzzHAProxy(f *testing.F) {
	fuzzed(f, "haproxy.cfg", "backend a\n server x abc-def.s3.amazonaws.com:443 check backup\n")
}

func FuzzApache(f *testing.F) {
	fuzzed(f, "apache/a.conf", "<VirtualHost *:443>\nServerName a\nProxyPass / https://abc-def.s3.amazonaws.com\n</VirtualHost>\n")
}

func FuzzShell(f *testing.F) {
	fuzzed(f, "ops/run.sh", "B=abc-def\naws s3 cp x \"s3://$B/x\" --region=eu-west-1\nrestic -r s3:s3.amazonaws.com/abc-def backup\n")
}

func FuzzDockerfile(f *testing.F) {
	fuzzed(f, "Dockerfile", "FROM x\nENV S3_BUCKET=abc-def \\\n A=\"b\"\nRUN aws s3 cp s3://abc-def/x .\n")
}

func FuzzHTML(f *testing.F) {
	fuzzed(f, "web/index.html", "<img src='//abc-def.s3.amazonaws.com/x' srcset='a 1x, b 2x'><style>a{background:url(x)}</style>")
}

func FuzzAssignments(f *testing.F) {
	fuzzed(f, "shop/settings.py", "AWS_STORAGE_BUCKET_NAME = 'abc-def'\nX = {\n 'a': [\n ],\n}\n")
}

func FuzzWorkflow(f *testing.F) {
	fuzzed(f, ".github/workflows/a.yml", "name: a\njobs: {a: {steps: [{with: {aws-region: eu-west-1}}, {run: 'aws s3 sync a s3://abc-def'}]}}\n")
}

func FuzzTemplate(f *testing.F) {
	fuzzed(f, "charts/a/templates/a.yaml", "{{- if .Values.s3 }}\nbucket: {{ .Values.s3.bucket | default \"abc-def\" | quote }}\n{{- end }}\ns3_bucket: abc-{{ .Release.Name }}\n")
}

func FuzzNix(f *testing.F) {
	fuzzed(f, "hosts/a/a.nix", "{\n nix.settings.substituters = [\n  \"s3://abc-def?region=eu-west-1\"\n ];\n s3 = {\n  bucket = \"abc-def\";\n };\n}\n")
}

func FuzzFluent(f *testing.F) {
	fuzzed(f, "ops/fluent-bit.conf", "[OUTPUT]\n Name s3\n bucket abc-def\n<match **>\n @type s3\n s3_bucket abc-def\n</match>\n")
}

func FuzzFrontend(f *testing.F) {
	fuzzed(f, "web/next.config.js", "module.exports = { assetPrefix: 'https://abc-def.s3.amazonaws.com', // x\n }\n")
}

func FuzzCrontab(f *testing.F) {
	fuzzed(f, "ops/crontab", "0 3 * * * aws s3 cp x s3://abc-def/\n@daily root restic -r s3:s3.amazonaws.com/abc-def backup\n")
}

func FuzzPulumi(f *testing.F) {
	fuzzed(f, "infra/a/Pulumi.prod.yaml", "config:\n  aws:region: eu-west-1\n  a:bucket: abc-def\nresources: {b: {type: 'aws:s3:Bucket', properties: {bucket: abc-def}}}\n")
}

func FuzzCloudFormation(f *testing.F) {
	fuzzed(f, "cfn/a.yaml", "Resources:\n  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: abc-def}}\n  F: {Type: 'AWS::Lambda::Function', Properties: {Environment: {Variables: {S3_BUCKET: !Ref B}}}}\n")
}

func FuzzElements(f *testing.F) {
	fuzzed(f, "a/attributes/default.rb", "default['s3']['bucket'] = 'abc-def'\nx['a'] = {\n 'region' => 'eu-west-1'\n}\n")
}

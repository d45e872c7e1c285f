package appconfig

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/resilint/resilint/analyzers/source"
)

// TestHostile gives readers texts that would cost without bounds.
func TestHostile(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("bucket: s3\na0: &a0 [a, b, c, d, e, f, g, h, i]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	var indented strings.Builder
	for i := range 3000 {
		indented.WriteString(strings.Repeat(" ", i) + "bucket:\n")
	}
	var doubling strings.Builder
	doubling.WriteString("# s3\nserver {\n")
	for i := range 200 {
		fmt.Fprintf(&doubling, "set $v%03d \"$v%03d$v%03d\";\n", i+1, i, i)
	}
	doubling.WriteString("proxy_pass https://$v200;\n}\n")
	var grants, selves, crowd, branches strings.Builder
	grants.WriteString("Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n      - PolicyDocument:\n          Statement:\n")
	grants.WriteString(strings.Repeat("          - {Action: 's3:*', Resource: 'arn:aws:s3:::acme-x/*'}\n", 3000))
	selves.WriteString("service: s3\nprovider: {name: aws}\ncustom:\n")
	crowd.WriteString("service: s3\nprovider:\n  name: aws\n  environment:\n")
	for i := range 3000 {
		fmt.Fprintf(&grants, "  F%d: {Type: 'AWS::Lambda::Function', Properties: {Role: !GetAtt R.Arn}}\n", i)
		fmt.Fprintf(&selves, "  a%d: \"%s\"\n", i, strings.Repeat(fmt.Sprintf("${self:custom.a%d}", i+1), 10))
		fmt.Fprintf(&crowd, "    B%d_BUCKET: acme-x\n", i)
		branches.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	crowd.WriteString("functions:\n")
	for i := range 3000 {
		fmt.Fprintf(&crowd, "  f%d: {handler: x}\n", i)
	}
	for _, tc := range []struct{ name, file, content string }{
		{"alias bomb", "a/config.yaml", bomb.String()},
		{"cycle of aliases", "a/config.yaml", "bucket: &a\n  b: *a\n"},
		{"nested flow", "a/config.yaml", "bucket: " + strings.Repeat("[", 100_000)},
		{"nested blocks", "a/config.yaml", indented.String()},
		{"nested dashes", "a/config.yaml", "bucket:\n" + strings.Repeat("- ", 2_000)},
		{"nested arrays", "a/config.json", `{"bucket": ` + strings.Repeat("[", 100_000)},
		{"nested tables", "a/config.toml", "bucket = " + strings.Repeat("{a=", 100_000)},
		{"nested shells", "a/run.sh", "aws s3 " + strings.Repeat("$(", 100_000)},
		{"nested ifs", "a/run.sh", "aws s3\n" + strings.Repeat("if ", 100_000)},
		{"nested blocks of HCL", "vault/vault.hcl", "bucket " + strings.Repeat("a {\n", 100_000)},
		{"operators of HCL", "vault/vault.hcl", "bucket = " + strings.Repeat("!", 2_000_000)},
		{"nested elements", "a/core-site.xml", "<bucket>" + strings.Repeat("<a>", 100_000)},
		{"deep keys", "a/app.properties", "bucket" + strings.Repeat(".a", 1_000_000) + "=x\n"},
		{"many keys", "a/app.properties", "bucket=x\n" + strings.Repeat("a.b=c\n", 200_000)},
		{"many variables", "a/prod.env", strings.Repeat("S3_BUCKET=abc-def\n", 200_000)},
		{"many buckets", "a/config.yaml", "s3_buckets:\n" + strings.Repeat("- abc-def\n", 100_000)},
		{"unclosed references", "a/prod.env", "S3_BUCKET=" + strings.Repeat("${a:-", 1_000_000)},
		{"nested calls", "a/settings.py", "BUCKET = {\n" + strings.Repeat("{\n", 100_000)},
		{"deep elements", "a/settings.py", "BUCKET = 1\n" + strings.Repeat("a['b']['c']['d']['e']['f'] = {\n", 50_000)},
		{"nested sets of Nix", "a/cache.nix", "bucket = {\n" + strings.Repeat("a = {\n", 100_000)},
		{"nested lists of Nix", "a/cache.nix", "buckets = [\n" + strings.Repeat("a = [\n", 100_000)},
		{"nested sections", "a/fluent.conf", "<bucket>\n" + strings.Repeat("<a>\n", 100_000)},
		{"many actions", "charts/a/templates/a.yaml", "bucket: " + strings.Repeat("{{ .Values.a }}\n", 100_000)},
		{"unclosed actions", "charts/a/templates/a.yaml", "bucket: " + strings.Repeat("{{ ", 1_000) + "\n"},
		{"doubling variables", "nginx/a.conf", doubling.String()},
		{"crontab", "a/crontab", "# s3\n" + strings.Repeat("0 3 * * * a\n", 20_000)},
		{"functions in functions", "a/stack.yaml", "Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties:\n      Bucket: " + strings.Repeat("!Join ['', [", 90) + strings.Repeat("]]", 90) + "\n"},
		{"many grants", "a/stack.yaml", grants.String()},
		{"variables of variables", "a/serverless.yml", selves.String()},
		{"many functions", "a/serverless.yml", crowd.String()},
		{"nested branches", "a/settings.py", "BUCKET = 1\n" + branches.String()},
		{"many steps of Jenkins", "a/Jenkinsfile", "// s3\n" + strings.Repeat("sh 'aws s3 ls s3://acme-one'\n", 50_000)},
		{"calls that go on", "a/settings.py", "BUCKET = env(\n" + strings.Repeat("X = env(\n", 100_000)},
		{"too large", "a/config.yaml", "bucket: x\n" + strings.Repeat("#\n", maxFileSize)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			start := time.Now()
			checkMentions(t, tc.file, []byte(tc.content))
			if spent := time.Since(start); spent > 20*time.Second {
				t.Errorf("it took %s", spent)
			}
		})
	}
}

// TestTooLarge says that what is not read is told.
func TestTooLarge(t *testing.T) {
	_, diags, _ := Mentions([]source.File{{Path: "a/config.yaml", Src: make([]byte, maxFileSize+1)}}, options)
	if len(diags) != 1 || diags[0].Subject.Filename != "a/config.yaml" {
		t.Errorf("diagnostics %v", diags)
	}
}

// TestTooMany says that data which nobody wrote by hand is told of, and leaves the scan whole.
func TestTooMany(t *testing.T) {
	_, diags, incomplete := Mentions([]source.File{{Path: "a/data.yaml", Src: []byte("bucket: x\n- a\n")}}, options)
	if len(diags) == 0 || !incomplete {
		t.Errorf("broken YAML: diagnostics %v, incomplete %t", diags, incomplete)
	}
	_, diags, incomplete = Mentions([]source.File{{Path: "b/data.yaml", Src: []byte("bucket:\n" + strings.Repeat("- 1\n", maxSettings+1))}}, options)
	if len(diags) != 1 || incomplete {
		t.Errorf("diagnostics %v, incomplete %t", diags, incomplete)
	}
}

// TestMapOfAnotherFile says that a mention's line is of its own file.
func TestMapOfAnotherFile(t *testing.T) {
	mentions := find(t,
		source.File{Path: "k8s/map.yaml", Src: []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: env}\n\n\n\n\n\n\n\n\ndata: {S3_BUCKET: shop-media}\n")},
		source.File{Path: "k8s/pod.yaml", Src: []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: a\n    envFrom: [{configMapRef: {name: env}}]\n")})
	if len(mentions) != 1 || mentions[0].File != "k8s/pod.yaml" || mentions[0].Line != 6 || mentions[0].Service != "web" {
		t.Errorf("mentions %+v", mentions)
	}
}

// TestJobs says that the number of jobs changes nothing.
func TestJobs(t *testing.T) {
	var files []source.File
	for i := range 40 {
		files = append(files, source.File{Path: fmt.Sprintf("apps/a%02d/prod.env", i), Src: fmt.Appendf(nil, "S3_BUCKET=media-%d-eu\nAWS_REGION=eu-west-1\n", i)})
	}
	want := fmt.Sprint(Mentions(files, Options{Locate: options.Locate, Jobs: 1}))
	if got := fmt.Sprint(Mentions(files, Options{Locate: options.Locate, Jobs: 8})); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !strings.Contains(want, "media-39-eu") {
		t.Error("nothing was found")
	}
}

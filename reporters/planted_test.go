package reporters_test

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/outage"
	"github.com/resilint/resilint/reporters"
)

// planted are secrets as configs hold them, each on the very line that proves a
// bucket, so that the line is quoted. %[1]s is the bucket, %[2]s the secret.
var planted = []struct{ file, line, secret string }{
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, AWS_SECRET_ACCESS_KEY: %[2]s}}}", "wJalrXUtnFEMIK7MDENGbPxRfiCYzzz1"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, AWS_ACCESS_KEY_ID: %[2]s}}}", "AKIAQWERTYUIOPASDFGH"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, AWS_SESSION_TOKEN: %[2]s}}}", "IQoJb3JpZ2luX2VjEJzzz2"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, DATABASE_URL: 'postgres://app:%[2]s@db/app'}}}", "pgHunterzzz3"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, REDIS_URL: 'redis://:%[2]s@cache:6379'}}}", "redisHunterzzz4"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, MONGO_URL: 'mongodb+srv://u:%[2]s@m/x'}}}", "mongoHunterzzz5"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, SENTRY_DSN: 'https://%[2]s@o1.ingest.sentry.io/2'}}}", "0123456789abcdefzzz6"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, GITHUB: %[2]s}}}", "ghp_0123456789abcdefghijABCDEFGHIJ012345"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, CI: %[2]s}}}", "glpat-0123456789abcdefghij"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, HOOK: 'https://hooks.slack.com/services/%[2]s'}}}", "T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, SLACK: %[2]s}}}", "xoxb-123456789012-abcdefghijkl"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, STRIPE: %[2]s}}}", "sk_" + "live_0123456789abcdefghijABCD"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, MAIL: %[2]s}}}", "SG.0123456789abcdefghij.0123456789abcdefghijABCDEFGHIJ0123456789abc"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, VAULT: %[2]s}}}", "hvs.0123456789abcdefghijABCD"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, DO: %[2]s}}}", "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, NPM: %[2]s}}}", "npm_0123456789abcdefghijABCDEFGHIJ012345"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, PYPI: %[2]s}}}", "pypi-AgEIcHlwaS5vcmcCJDAxMjM0NTY3"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, SESSION: %[2]s}}}", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlc2ln"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, GOOGLE: %[2]s}}}", "AIzaSyA0123456789abcdefghijABCDEFGHIJ01"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, HEADER: 'Authorization: Bearer %[2]s'}}}", "bearerHunterzzz20"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, SECRET_KEY_BASE: %[2]s}}}", "railsHunterzzz21"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, RCLONE_CONFIG_PASS: %[2]s}}}", "rcloneHunterzzz22"},
	{"compose.yml", "services: {web: {environment: {S3_BUCKET: %[1]s, ENCRYPTION_KEY: %[2]s}}}", "cryptHunterzzz23"},
	{"settings.json", `{"s3_bucket": "%[1]s", "secretAccessKey": "%[2]s"}`, "jsonHunterzzz24"},
	{"settings.json", `{"s3_bucket": "%[1]s", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIE%[2]s\n-----END PRIVATE KEY-----"}`, "pemHunterzzz25"},
	{"appsettings.json", `{"Storage": {"S3Bucket": "%[1]s", "ApiKey": "%[2]s"}}`, "apiHunterzzz26"},
	{"appsettings.json", `{"Storage": "DefaultEndpointsProtocol=https;AccountName=%[1]s;AccountKey=%[2]s;EndpointSuffix=core.windows.net"}`, "azureHunterzzz27=="},
	{"appsettings.json", `{"Storage": "https://%[1]s.blob.core.windows.net/c?sv=2022&sig=%[2]s"}`, "sasHunterzzz28"},
	{"deploy.sh", "AWS_SECRET_ACCESS_KEY=%[2]s aws s3 sync dist s3://%[1]s", "shellHunterzzz29"},
	{"deploy.sh", "aws s3 cp s3://%[1]s/x . && curl -u admin:%[2]s https://example.com", "curlHunterzzz30"},
	{"backup.sh", "aws s3 sync /var s3://%[1]s && mysql -psecret --password %[2]s", "mysqlHunterzzz31"},
	{"config.toml", "s3 = { s3_bucket = \"%[1]s\", secret_key = \"%[2]s\" }", "tomlHunterzzz32"},
}

// A secret beside a bucket must leave in no format.
func TestPlantedSecrets(t *testing.T) {
	for i, p := range planted {
		t.Run(fmt.Sprintf("%02d", i), func(t *testing.T) {
			bucket := fmt.Sprintf("acmeassets%02d", i)
			estate := fstest.MapFS{p.file: {Data: fmt.Appendf(nil, p.line+"\n", bucket, p.secret)}}
			r := reportOf(t, estate, 1)
			if len(r.Result.Facts.Dependencies) == 0 {
				t.Fatal("the line proves no bucket, so nothing is quoted")
			}
			r.Options.Verbose, r.Options.All = true, true
			for name, text := range everything(t, r) {
				if bytes.Contains(text, []byte(p.secret)) {
					t.Errorf("%s shows it:\n%s", name, text)
				}
			}
		})
	}
}

// everything is a report in each format, pictures and outages included.
func everything(t *testing.T, r *reporters.Report) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range reporters.Formats {
		all[f.Name] = write(t, r, f.Name)
	}
	picture, err := diagram.Draw(r.Result.Graph, r.Result.Assessment, diagram.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reporters.GraphFormats {
		var out bytes.Buffer
		if err := f.Write(&out, &reporters.Graph{Diagram: picture, Estate: r.Result.Graph, Model: r.Result.Assessment.Model}); err != nil {
			t.Fatal(err)
		}
		all["graph "+f.Name] = out.Bytes()
	}
	selectors, err := outage.Parse("*:*:*")
	if err != nil {
		t.Fatal(err)
	}
	play, err := outage.Play(r.Result.Graph, r.Result.Assessment, selectors, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reporters.SimulationFormats {
		var out bytes.Buffer
		if err := f.Write(&out, &reporters.Simulation{Plays: []reporters.Play{{Simulation: play}}}); err != nil {
			t.Fatal(err)
		}
		all["simulation "+f.Name] = out.Bytes()
	}
	return all
}

package analyzers

import (
	"regexp"
	"strings"
	"testing"
)

func TestHide(t *testing.T) {
	for line, want := range map[string]string{
		`db_password = "hunter2"`:                            `db_password = "(hidden)"`,
		`{ DB_PASSWORD = "a b", BUCKET = "x" }`:              `{ DB_PASSWORD = "(hidden)", BUCKET = "x" }`,
		`token: password="x"`:                                `token: password="(hidden)"`,
		`"api_token": "abc"`:                                 `"api_token": "(hidden)"`,
		`password = "a\"b" # c`:                              `password = "(hidden)" # c`,
		`password = "cut off`:                                `password = "(hidden)`,
		`key = "AKIAIOSFODNN7EXAMPLE"`:                       `key = "(hidden)"`,
		`"AccountName=x;AccountKey=abc123==;EndpointSuffix"`: `"AccountName=x;AccountKey=(hidden);EndpointSuffix"`,
		`url = "https://a.blob.core.windows.net/c?sig=abc"`:  `url = "https://a.blob.core.windows.net/c?sig=(hidden)"`,
		// In a heredoc, nothing is quoted.
		`PASSWORD=hunter2`:                              `PASSWORD=(hidden)`,
		`  export DB_PASSWORD='a b' BUCKET=x`:           `  export DB_PASSWORD='(hidden)' BUCKET=x`,
		`password: hunter2`:                             `password: (hidden)`,
		`password = hunter2`:                            `password = (hidden)`,
		`echo "API_TOKEN=abc" >> .env`:                  `echo "API_TOKEN=(hidden)" >> .env`,
		`user_data = "{\"password\": \"hunter2\"}"`:     `user_data = "{\"password\": \"(hidden)\"}"`,
		`mysql --password=hunter2 -h db`:                `mysql --password=(hidden) -h db`,
		`login --token abc --bucket acme-assets`:        `login --token (hidden) --bucket acme-assets`,
		`DATABASE_URL=postgres://app:hunter2@db:5432/`:  `DATABASE_URL=postgres://app:(hidden)@db:5432/`,
		`aws_secret_access_key = wJalrXUtnFEMI/K7MDENG`: `aws_secret_access_key = (hidden)`,
	} {
		if got := hide(line); got != want {
			t.Errorf("hide(%s) = %s, want %s", line, got, want)
		}
	}
}

// What is no secret is shown as it stands: evidence that is hidden proves nothing.
func TestHideNothingElse(t *testing.T) {
	for _, line := range []string{
		`bucket = "acme-assets"`,
		`password = var.password`,
		`password = local.secrets["db"].password`,
		`secret = aws_secretsmanager_secret.s.arn`,
		`token = data.aws_eks_cluster_auth.c.token`,
		`password = "${var.prefix}-x"`,
		`PASSWORD=$DB_PASSWORD`,
		`secrets_bucket = "acme-secrets"`,
		`SECRETS_BUCKET=acme-secrets`,
		`secret_arn = "arn:aws:secretsmanager:eu-west-1:1:secret:x"`,
		`manage_master_user_password = true`,
		`token_ttl = 3600`,
		`variable "password" { type = string }`,
		`resource "aws_secretsmanager_secret" "db" {`,
		`secrets = [`,
		`credentials: {`,
		`location = "https://example.com/a:b@c"`,
	} {
		if got := hide(line); got != line {
			t.Errorf("hide(%s) = %s", line, got)
		}
	}
}

// FuzzSuspicious says that a line which is not looked at closer has nothing to hide.
func FuzzSuspicious(f *testing.F) {
	for _, line := range []string{
		"PASSWORD=hunter2", "db_passwd: x", "client_secret=x", "AUTH_TOKEN='x'", "PrivateKey = x", "access-key=x", "credentials: x", "sas = x", "\u017fas = x",
		"ACCESS_\u212aEY=x", "AccountKey=x", "SharedAccessSignature=x", "?SIG=x", "X-Amz-Signature=x", "ASIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE",
		"https://u:p@h/", " --db-password x", " -Token=x", "bucket = local.name", "RCLONE_PASS=x", "curl -u a:b", "Bearer abcdefgh1", "hvs.0123456789abcdef", "discord.com/api/webhooks/1/x", "do_v1_x",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if suspicious(line) {
			return
		}
		expressions := []*regexp.Regexp{secretSetting}
		for _, c := range cuts {
			expressions = append(expressions, c.of)
		}
		for _, e := range expressions {
			if e.MatchString(line) {
				t.Errorf("%q is not suspicious, but %s matches", line, e)
			}
		}
	})
}

func FuzzHide(f *testing.F) {
	f.Add("db_", "hunter2", "eu-west-1")
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		for _, s := range []string{before, secret, after} {
			if strings.ContainsAny(s, "\"\\'\n\r\v\f$ \t{[<(|>;") || len(s) > 100 {
				t.Skip("it would end the value, or make it a reference")
			}
		}
		if len(secret) < 5 || strings.Contains(before+after+"password region", secret) || reference.MatchString(secret) {
			t.Skip("it could not be told from what is around it")
		}
		for _, line := range []string{
			before + `password = "` + secret + `" region = "` + after + `"`,
			before + "PASSWORD=" + secret + " REGION=" + after,
		} {
			if got := hide(line); strings.Contains(got, secret) {
				t.Errorf("hide(%s) = %s shows %s", line, got, secret)
			}
		}
	})
}

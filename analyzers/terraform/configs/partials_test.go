package configs

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBackends(t *testing.T) {
	cfg := loadText(map[string]string{
		"app/main.tf":                     "terraform {\n  backend \"s3\" {\n    key = \"app\"\n  }\n}\n",
		"app/prod.s3.tfbackend":           `bucket = "prod-state"`,
		"app/backend-trial.hcl":           `bucket = "trial-state"`,
		"app/backends/dev.tfvars":         `bucket = "dev-state"`,
		"app/env/next/backend.tfvars":     `bucket = "next-state"`,
		"app/env/moved/config.tfbackend":  "bucket = \"moved-state\"\nkey = \"elsewhere\"",
		"app/env/broken/backend.tfvars":   `bucket = `,
		"app/prod.tfvars":                 `bucket = "a variable"`,
		"app/modules/m/main.tf":           `variable "bucket" {}`,
		"app/modules/m/m.tfbackend":       `bucket = "module-state"`,
		"alone/main.tf":                   "terraform {\n  backend \"gcs\" {\n    bucket = \"alone-state\"\n  }\n}\n",
		"local/main.tf":                   `resource "null_resource" "x" {}`,
		"local/prod.tfbackend":            `bucket = "nobody-state"`,
		"secrets/vault/backend/aws.hcl":   `bucket = "vault-storage"`,
		"secrets/vault/vault-backend.hcl": `bucket = "vault-storage"`,
	})
	shown := func(dir, variant string) map[string]string {
		list := map[string]string{}
		for _, b := range cfg.Backends(cfg.Modules[dir], variant) {
			bucket, _ := literal(b.Body.Attributes["bucket"])
			key, _ := literal(b.Body.Attributes["key"])
			list[b.Partial] = bucket + "/" + key + " at " + b.DeclRange.Filename
		}
		return list
	}
	all := map[string]string{
		"prod": "prod-state/app at app/prod.s3.tfbackend", "trial": "trial-state/app at app/backend-trial.hcl", "dev": "dev-state/app at app/backends/dev.tfvars",
		"next": "next-state/app at app/env/next/backend.tfvars", "moved": "moved-state/elsewhere at app/env/moved/config.tfbackend",
		"broken": "/app at app/env/broken/backend.tfvars", "m": "module-state/app at app/modules/m/m.tfbackend",
	}
	for _, c := range []struct {
		dir, variant string
		want         map[string]string
	}{
		{"app", "", all},
		{"app", "nobody", all},
		{"app", "prod", map[string]string{"prod": all["prod"]}},
		{"alone", "prod", map[string]string{"": "alone-state/ at alone/main.tf"}},
		{"local", "", map[string]string{}},
	} {
		if diff := cmp.Diff(c.want, shown(c.dir, c.variant)); diff != "" {
			t.Errorf("%s, %q (-want +got):\n%s", c.dir, c.variant, diff)
		}
	}
	if root, ok := cfg.RootOf("s3\x00trial-state\x00app"); root != "app" || !ok {
		t.Errorf("the state of a completed backend is %q's", root)
	}
}

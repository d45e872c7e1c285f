package appconfig

import "testing"

// What a config may leave out must not be asked for as if it were there.
func TestAbsentParts(t *testing.T) {
	for file, text := range map[string]string{
		"a/serverless.yml":     "service: s3-site\nprovider:\n  name: aws\n",
		"b/serverless.yml":     "service: s3-site\nprovider:\n  name: aws\nfunctions:\n",
		"c/serverless.yml":     "service: s3-site\nprovider: aws\n",
		"d/docker-compose.yml": "services:\n  s3:\n",
		"e/template.yaml":      "Resources:\n  Bucket:\n",
		"f/deploy.yaml":        "apiVersion: apps/v1\nkind: Deployment\n# s3 bucket\n",
		"g/values.yaml":        "s3:\nbucket:\nenv:\n",
		"h/kustomization.yaml": "configMapGenerator:\n# bucket\n",
	} {
		checkMentions(t, file, []byte(text))
	}
}

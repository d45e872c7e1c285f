package clouds

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/locators"
)

// known are the ends of all hosts under which some provider keeps buckets.
var known = []string{
	".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".googleapis.com", "storage.cloud.google.com",
	".core.windows.net", ".core.usgovcloudapi.net", ".core.chinacloudapi.cn", ".storage.azure.net",
	".r2.cloudflarestorage.com", ".r2.dev", ".digitaloceanspaces.com", ".backblazeb2.com", ".wasabisys.com",
	".linodeobjects.com", ".scw.cloud", ".cloud.ovh.net", ".cloud.ovh.us", ".oraclecloud.com", ".customer-oci.com",
	".aliyuncs.com", ".cloud-object-storage.appdomain.cloud", ".myqcloud.com", ".myqcloud.cn", ".tencentcos.com",
	".tencentcos.cn", ".myhuaweicloud.com", ".your-objectstorage.com", ".localhost.localstack.cloud",
	".upcloudobjects.com",
	"localhost", "127.0.0.1", "host.docker.internal", "localstack", "azurite", "minio", "fake-gcs-server",
}

// bucketless are kinds that name no bucket by themselves.
var bucketless = map[string]bool{
	"endpoint-only": true, "emulator": true, "r2-public": true, "aws-accesspoint": true, "aws-accesspoint-arn": true,
	"aws-object-lambda": true, "aws-object-lambda-arn": true, "aws-outposts": true, "aws-outposts-alias": true,
	"aws-outposts-arn": true, "aws-s3-control": true, "aws-vpce-ap": true, "aws-vpce-control": true,
}

// possible are names that some provider allows; $web and its like are Azure's.
var possible = regexp.MustCompile(`\A[$]?[A-Za-z0-9][A-Za-z0-9._-]*\z`)

func FuzzLocate(f *testing.F) {
	for _, r := range rows(f) {
		f.Add(r.Input)
	}
	for _, s := range []string{"https://acme-${var.env}.s3.${var.region}.amazonaws.com/x", "arn:aws:s3:::{{ .b }}/*", "gs://%s/%2e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := Locate(s)
		again, _ := Locate(s)
		if p != again {
			t.Fatalf("%q gives %+v, then %+v", s, p, again)
		}
		if !ok {
			if p != (locators.Place{}) {
				t.Fatalf("%q: not located, and yet %+v", s, p)
			}
			return
		}
		checkPlace(t, s, p)
		checkHost(t, s, p)
	})
}

func checkPlace(t *testing.T, s string, p locators.Place) {
	t.Helper()
	if p.Provider == "" || p.Product == "" || p.Kind == "" {
		t.Errorf("%q: located without saying where: %+v", s, p)
	}
	if p.Bucket == "" && !bucketless[p.Kind] && !strings.Contains(s, "-s3alias") && !strings.Contains(s, "--op-s3") {
		t.Errorf("%q: %s without a bucket", s, p.Kind)
	}
	if p.Partial {
		return
	}
	for part := range strings.SplitSeq(p.Bucket, "/") {
		if part != "" && !possible.MatchString(part) || len(part) > 255 {
			t.Errorf("%q: %q cannot be the name of a bucket", s, p.Bucket)
		}
	}
}

// checkHost: what stands under a foreign host belongs to nobody we know.
func checkHost(t *testing.T, s string, p locators.Place) {
	t.Helper()
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return
	}
	host := strings.ToLower(u.Hostname())
	for _, end := range known {
		if host == strings.TrimPrefix(end, ".") || strings.HasSuffix(host, end) {
			return
		}
	}
	t.Errorf("%q: %s is invented from the foreign host %s", s, p.Provider, host)
}

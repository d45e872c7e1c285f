package appconfig

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
	gocmp "github.com/google/go-cmp/cmp"

	"github.com/resilint/resilint/analyzers/source"
)

// TestEcosystems gives each ecosystem a file, and what must be found in it: a
// line a mention, "service provider bucket region access fallback".
func TestEcosystems(t *testing.T) {
	for _, tc := range []struct{ name, file, content, want string }{
		{"compose of a local store", "docker-compose.yml", "services:\n  minio:\n    image: minio/minio\n  web:\n    image: x\n    environment:\n      S3_BUCKET: shop-uploads\n      S3_ENDPOINT: http://minio:9000\n", ""},
		{"compose with a map", "compose.yaml", "services:\n  web:\n    image: x\n    environment:\n      S3_BUCKET: shop-uploads\n      AWS_REGION: eu-west-1\n", "web aws shop-uploads eu-west-1 readwrite none"},
		{"variable without a value", "compose.yaml", "services:\n  web:\n    image: x\n    environment:\n      S3_BUCKET: ${UPLOADS}\n", "web aws ${UPLOADS} - readwrite none"},
		{"deployment", "k8s/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        env:\n        - name: UPLOADS_BUCKET\n          value: shop-uploads\n        - name: AWS_REGION\n          value: eu-west-1\n", "web aws shop-uploads eu-west-1 readwrite none"},
		{"mounted bucket", "k8s/job.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: train\nspec:\n  template:\n    spec:\n      containers: [{name: a}]\n      volumes:\n      - name: data\n        csi:\n          driver: gcsfuse.csi.storage.gke.io\n          volumeAttributes:\n            bucketName: ml-training-sets\n", "train gcp ml-training-sets - readwrite none"},
		{"unmounted map with a file", "k8s/cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: loki}\ndata:\n  config.yaml: |\n    storage:\n      s3:\n        bucket: log-chunks\n        region: eu-west-1\n", "loki aws log-chunks eu-west-1 readwrite none"},
		{"loki shards by comma", "loki/loki.yaml", "storage_config:\n  aws:\n    bucketnames: logs-one,logs-two\n    region: eu-west-1\n", "loki aws logs-one eu-west-1 readwrite none\nloki aws logs-two eu-west-1 readwrite none"},
		{"loki with an endpoint", "loki/loki.yaml", "storage_config:\n  aws:\n    s3: s3://AKIAABCDEFGHIJKLMNOP:topsecret@s3.eu-west-1.amazonaws.com/log-chunks\n", "loki aws log-chunks eu-west-1 readwrite none"},
		{"tempo", "tempo/tempo.yaml", "storage:\n  trace:\n    backend: gcs\n    gcs:\n      bucket_name: team-traces\n    s3:\n      bucket: unused-traces\n", "tempo gcp team-traces - readwrite none"},
		{"harbor, the chosen type", "charts/harbor/values.yaml", "persistence:\n  imageChartStorage:\n    type: s3\n    s3:\n      bucket: team-images\n      region: eu-west-1\n    gcs:\n      bucket: stub-images\n    azure:\n      accountname: stubacct\n      container: stub\n", "harbor aws team-images eu-west-1 readwrite none"},
		{"registry", "registry/config.yml", "version: 0.1\nstorage:\n  s3:\n    bucket: team-images\n    region: eu-west-1\n", "registry aws team-images eu-west-1 readwrite none"},
		{"velero", "velero/bsl.yaml", "apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: default}\nspec:\n  provider: aws\n  objectStorage: {bucket: cluster-backups}\n  config: {region: eu-west-1}\n", "velero aws cluster-backups eu-west-1 readwrite none"},
		{"rails", "config/storage.yml", "amazon:\n  service: S3\n  bucket: shop-blobs\n  region: eu-west-1\n", "- aws shop-blobs eu-west-1 readwrite none"},
		{"rails mirror is no fallback", "shop/config/storage.yml", "amazon:\n  service: S3\n  bucket: shop-blobs\n  region: eu-west-1\ngoogle:\n  service: GCS\n  bucket: shop-mirror\nboth:\n  service: Mirror\n  primary: amazon\n  mirrors: [google]\n", "shop aws shop-blobs eu-west-1 readwrite copy\nshop gcp shop-mirror - write copy"},
		{"rails with erb", "shop/config/storage.yml", "amazon:\n  service: S3\n  bucket: <%= ENV.fetch(\"BLOBS\", \"shop-blobs\") %>\n  region: eu-west-1\n", "shop aws shop-blobs eu-west-1 readwrite none"},
		{"django", "shop/settings.py", "import os\nAWS_STORAGE_BUCKET_NAME = 'shop-media'\nAWS_S3_REGION_NAME = os.environ.get('REGION', 'eu-west-1')\nAWS_S3_CUSTOM_DOMAIN = 'cdn.example.org'\n", "shop aws shop-media eu-west-1 readwrite none"},
		{"django of the new style", "shop/settings.py", "STORAGES = {\n    \"default\": {\n        \"BACKEND\": \"storages.backends.s3.S3Storage\",\n        \"OPTIONS\": {\n            \"bucket_name\": \"shop-media\",\n            \"region_name\": \"eu-west-1\",\n        },\n    },\n}\n", "shop aws shop-media eu-west-1 readwrite none"},
		{"laravel", "shop/config/filesystems.php", "<?php\nreturn [\n  'disks' => [\n    's3' => [\n      'driver' => 's3',\n      'region' => env('AWS_DEFAULT_REGION', 'eu-west-1'),\n      'bucket' => env('AWS_BUCKET', 'shop-media'),\n    ],\n  ],\n];\n", "shop aws shop-media eu-west-1 readwrite none"},
		{"wordpress", "blog/wp-config.php", "<?php\ndefine('S3_UPLOADS_BUCKET', 'blog-media');\ndefine( 'S3_UPLOADS_REGION', 'eu-west-1' );\n", "blog aws blog-media eu-west-1 readwrite none"},
		{"nginx to one bucket", "nginx/site.conf", "server {\n  server_name cdn.shop.org;\n  location / {\n    proxy_pass https://shop-assets.s3.eu-west-1.amazonaws.com;\n  }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve none"},
		{"nginx with an error page", "nginx/site.conf", "server {\n  server_name cdn.shop.org;\n  proxy_intercept_errors on;\n  error_page 502 503 504 = @dr;\n  location / { proxy_pass https://shop-assets.s3.eu-west-1.amazonaws.com; }\n  location @dr { proxy_pass https://shop-assets-dr.s3.eu-north-1.amazonaws.com; }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve auto\ncdn.shop.org aws shop-assets-dr eu-north-1 serve auto"},
		{"nginx, only when missing", "nginx/site.conf", "server {\n  server_name cdn.shop.org;\n  proxy_intercept_errors on;\n  error_page 404 = @dr;\n  location / { proxy_pass https://shop-assets.s3.eu-west-1.amazonaws.com; }\n  location @dr { proxy_pass https://shop-assets-dr.s3.eu-north-1.amazonaws.com; }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve none\ncdn.shop.org aws shop-assets-dr eu-north-1 serve none"},
		{"nginx upstream", "nginx/site.conf", "upstream store {\n  server shop-assets.s3.eu-west-1.amazonaws.com:443;\n  server shop-assets-dr.s3.eu-north-1.amazonaws.com:443 backup;\n}\nserver {\n  server_name cdn.shop.org;\n  location / { proxy_pass https://store; }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve auto\ncdn.shop.org aws shop-assets-dr eu-north-1 serve auto"},
		{"nginx that tries once", "nginx/site.conf", "upstream store {\n  server shop-assets.s3.eu-west-1.amazonaws.com:443;\n  server shop-assets-dr.s3.eu-north-1.amazonaws.com:443 backup;\n}\nserver {\n  server_name cdn.shop.org;\n  location / { proxy_pass https://store; proxy_next_upstream_tries 1; }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve none\ncdn.shop.org aws shop-assets-dr eu-north-1 serve none"},
		{"hash sizes of nginx", "nginx/nginx.conf", "http { server_names_hash_bucket_size 64; map_hash_bucket_size 128; }\n", ""},
		{"haproxy without checks", "haproxy.cfg", "backend store\n  server a shop-assets.s3.eu-west-1.amazonaws.com:443\n  server b shop-assets-dr.s3.eu-north-1.amazonaws.com:443 backup\n", "store aws shop-assets eu-west-1 serve none\nstore aws shop-assets-dr eu-north-1 serve none"},
		{"backup in the same region", "haproxy.cfg", "backend store\n  server a shop-assets.s3.eu-west-1.amazonaws.com:443 check\n  server b shop-assets-two.s3.eu-west-1.amazonaws.com:443 check backup\n", "store aws shop-assets eu-west-1 serve none\nstore aws shop-assets-two eu-west-1 serve none"},
		{"caddy", "Caddyfile", "cdn.shop.org {\n  reverse_proxy https://shop-assets.s3.eu-west-1.amazonaws.com https://shop-assets-dr.s3.eu-north-1.amazonaws.com {\n    lb_policy first\n    fail_duration 30s\n  }\n}\n", "cdn.shop.org aws shop-assets eu-west-1 serve auto\ncdn.shop.org aws shop-assets-dr eu-north-1 serve auto"},
		{"traefik failover", "traefik/dynamic.yml", "http:\n  services:\n    assets:\n      failover: {service: main, fallback: dr}\n    main:\n      loadBalancer:\n        healthCheck: {path: /up}\n        servers: [{url: https://shop-assets.s3.eu-west-1.amazonaws.com}]\n    dr:\n      loadBalancer:\n        servers: [{url: https://shop-assets-dr.s3.eu-north-1.amazonaws.com}]\n", "assets aws shop-assets eu-west-1 serve auto\nassets aws shop-assets-dr eu-north-1 serve auto"},
		{"varnish", "default.vcl", "vcl 4.1;\nbackend assets {\n  .host = \"shop-assets.s3.eu-west-1.amazonaws.com\";\n}\n", "- aws shop-assets eu-west-1 serve none"},
		{"envoy", "envoy/envoy.yaml", "static_resources:\n  clusters:\n  - name: assets\n    load_assignment:\n      endpoints:\n      - lb_endpoints:\n        - endpoint: {address: {socket_address: {address: shop-assets.s3.eu-west-1.amazonaws.com, port_value: 443}}}\n", "assets aws shop-assets eu-west-1 serve none"},
		{"spark", "jobs/spark-defaults.conf", "spark.eventLog.dir s3a://etl-history/logs\n", "jobs aws etl-history - logs none"},
		{"hadoop", "hive/core-site.xml", "<configuration>\n <property>\n  <name>fs.defaultFS</name>\n  <value>s3a://etl-warehouse</value>\n </property>\n</configuration>\n", "hive aws etl-warehouse - readwrite none"},
		{"spring properties", "services/pay/src/main/resources/application.properties", "spring.application.name=payments\ncloud.aws.region.static=eu-west-1\napp.s3.bucket=pay-receipts\n", "payments aws pay-receipts eu-west-1 readwrite none"},
		{"actions", ".github/workflows/deploy.yml", "name: Deploy\non: push\njobs:\n  a:\n    steps:\n    - uses: aws-actions/configure-aws-credentials@v4\n      with:\n        aws-region: eu-west-1\n    - run: aws s3 sync dist/ s3://shop-site --delete\n", "Deploy aws shop-site eu-west-1 write none"},
		{"script", "ops/backup.sh", "#!/bin/bash\nset -e\nBUCKET=shop-dumps\npg_dump x > /tmp/x\naws s3 cp /tmp/x \"s3://$BUCKET/x\" --region eu-west-1\ngsutil cp gs://shop-seeds/a .\n", "- aws shop-dumps eu-west-1 write none\n- gcp shop-seeds - read none"},
		{"make", "web/Makefile", "deploy:\n\t@aws s3 sync build s3://shop-site --region eu-west-1\n", "web aws shop-site eu-west-1 write none"},
		{"scripts of a package", "web/package.json", "{\"name\": \"shop-web\", \"scripts\": {\"deploy\": \"aws s3 sync dist s3://shop-site\"}}", "shop-web aws shop-site - write none"},
		{"systemd", "units/sync.service", "[Service]\nEnvironment=S3_BUCKET=shop-dumps AWS_REGION=eu-west-1\nExecStart=/usr/bin/sync\n", "sync aws shop-dumps eu-west-1 readwrite none"},
		{"restic", "backup/restic.env", "RESTIC_REPOSITORY=s3:s3.eu-west-1.amazonaws.com/shop-backups/db\nRESTIC_PASSWORD=topsecret\n", "backup aws shop-backups eu-west-1 write none"},
		{"pgbackrest", "pg/pgbackrest.conf", "[global]\nrepo1-type=s3\nrepo1-s3-bucket=pg-one\nrepo1-s3-region=eu-west-1\nrepo2-type=s3\nrepo2-s3-bucket=pg-two\nrepo2-s3-region=eu-central-1\n[main]\npg1-path=/x\n", "main aws pg-one eu-west-1 readwrite auto\nmain aws pg-two eu-central-1 readwrite auto"},
		{"rclone combine is no fallback", "ops/rclone.conf", "[aws]\ntype = s3\nprovider = AWS\nregion = us-east-1\n[gcs]\ntype = google cloud storage\n[all]\ntype = combine\nupstreams = aws:shop-media gcs:shop-mirror\n", "all aws shop-media us-east-1 readwrite none\nall gcp shop-mirror - readwrite none"},
		{"sam", "template.yaml", "Resources:\n  Scan:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n      - S3ReadPolicy:\n          BucketName: shop-scans\n", "Scan aws shop-scans - read none"},
		{"mastodon, switched off", "mastodon/.env.production", "S3_ENABLED=false\nS3_BUCKET=toots-media\nS3_REGION=eu-west-1\n", ""},
		{"two prefixes", "chat/prod.env", "LANGFUSE_S3_EVENT_UPLOAD_BUCKET=lf-events\nLANGFUSE_S3_EVENT_UPLOAD_REGION=eu-west-1\nLANGFUSE_S3_MEDIA_UPLOAD_BUCKET=lf-media\nLANGFUSE_S3_MEDIA_UPLOAD_REGION=eu-central-1\n", "chat aws lf-events eu-west-1 readwrite none\nchat aws lf-media eu-central-1 readwrite none"},
		{"other vendors by their endpoint", "shop/prod.env", "S3_BUCKET=shop-media\nS3_ENDPOINT=https://nyc3.digitaloceanspaces.com\nS3_REGION=nyc3\n", "shop digitalocean shop-media nyc3 readwrite none"},
		{"the word bucket", "shop/config.yml", "rate_limit:\n  bucket: per-user\nfallback_bucket: others\nhistogram:\n  buckets: [1, 2]\n", ""},
		{"comments", "shop/values.yaml", "storage: {}\n#  s3:\n#    bucket: shop-media\n", ""},
		{"vendored", "node_modules/x/.env", "S3_BUCKET=shop-media\n", ""},
		{"switched off", "charts/shop/values.yaml", "backup:\n  enabled: false\n  s3:\n    bucket: shop-backups\n", ""},
		{"gitea", "gitea/app.ini", "[storage]\nSTORAGE_TYPE = minio\nMINIO_ENDPOINT = s3.eu-west-1.amazonaws.com\nMINIO_BUCKET = git-blobs\nMINIO_LOCATION = eu-west-1\n", "gitea aws git-blobs eu-west-1 readwrite none"},
		{"toml", "vector/vector.toml", "[sinks.archive]\ntype = \"aws_s3\"\nbucket = \"edge-archive\"\nregion = \"eu-west-1\"\n", "vector aws edge-archive eu-west-1 write none"},
		{"hocon", "jobs/application.conf", "store {\n  s3 {\n    bucket = \"etl-out\"\n    region = eu-west-1\n    bucket = ${?OUT}\n  }\n}\n", "jobs aws etl-out eu-west-1 readwrite none"},
		{"argo", "argo/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n  source:\n    helm:\n      values: |\n        s3:\n          bucket: shop-media\n          region: eu-west-1\n", "shop aws shop-media eu-west-1 readwrite none"},
		{"litestream", "app/litestream.yml", "dbs:\n- path: /data/db\n  replicas:\n  - url: s3://shop-wal/db\n", "litestream aws shop-wal - readwrite none"},
		{"style sheet", "web/site.css", ".a { background: url(https://shop-assets.s3.eu-west-1.amazonaws.com/x.png) }\n", "web aws shop-assets eu-west-1 serve none"},
		{"anchors", "compose.yml", "x-env: &env\n  S3_BUCKET: shop-media\n  AWS_REGION: eu-west-1\nservices:\n  a:\n    image: x\n    environment:\n      <<: *env\n", "a aws shop-media eu-west-1 readwrite none"},
		{"azure connection string", "shop/prod.env", "AZURE_STORAGE_CONNECTION_STRING=DefaultEndpointsProtocol=https;AccountName=shopmedia;AccountKey=topsecret\nAZURE_CONTAINER=images\n", "shop azure shopmedia/images - readwrite none"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			mentions := find(t, source.File{Path: tc.file, Src: []byte(tc.content)})
			var got []string
			for _, e := range edges(mentions) {
				fallback := None
				for i := range mentions {
					if mentions[i].Bucket == e.Bucket {
						fallback = mentions[i].Fallback
					}
				}
				line := []string{e.Service, e.Provider, e.Bucket, e.Region, e.Access, string(fallback)}
				for i := range line {
					if line[i] == "" {
						line[i] = "-"
					}
				}
				got = append(got, strings.Join(line, " "))
			}
			if diff := gocmp.Diff(tc.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("%s\n%s\n(-want +got):\n%s", tc.file, tc.content, diff)
			}
			for i := range mentions {
				if m := &mentions[i]; strings.Contains(m.Locator+m.Endpoint+m.Bucket, "topsecret") {
					t.Errorf("a secret is shown: %+v", m)
				}
			}
		})
	}
}

// A pattern made ready must fit what doublestar fits, and the first ecosystem with one
// that fits must be chosen.
func FuzzGlobs(f *testing.F) {
	for _, name := range []string{".env", ".env.production", "env.prod", "Dockerfile", "nginx/site.conf.j2", "a.vcl", "main.go", "env.js", "x/caddyfile.prod", "README.md"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		name = strings.ToLower(name)
		var first *ecosystem
		for _, e := range ecosystems {
			want := slices.ContainsFunc(e.files, func(p string) bool {
				ok, err := doublestar.Match(p, name)
				return ok && err == nil
			})
			if got := matches(globsOf(e.files), name); got != want {
				t.Errorf("%q for %s: %t, want %t", name, e.kind, got, want)
			}
			if want && first == nil {
				first = e
			}
		}
		if got := allChoices().of(name); got != first {
			t.Errorf("%q is taken for %v, want %v", name, got, first)
		}
	})
}

// The index is of use only while it turns names away, and asks few patterns of them.
func TestChoices(t *testing.T) {
	all := 0
	for _, e := range ecosystems {
		all += len(globsOf(e.files))
	}
	for _, name := range []string{"main.go", "app.js", "readme.md", "logo.png", "x.rs", "y.sql"} {
		if e := allChoices().of(name); e != nil {
			t.Errorf("%s is taken for %s", name, e.kind)
		}
		list, known := allChoices().byEnding[path.Ext(name)]
		if !known {
			list = allChoices().open
		}
		for c := range list {
			if len(list[c]) > all/10 {
				t.Errorf("%s: %d of %d patterns are asked of a base that begins with %q", name, len(list[c]), all, c)
			}
		}
	}
}

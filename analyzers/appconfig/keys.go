package appconfig

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// role is what a key says of its value.
type role uint8

const (
	other role = iota
	bucketKey
	containerKey // a bucket, where an account of Azure is near
	accountKey
	regionKey
	endpointKey
	secretKey
	pictureKey // a name in front of a bucket, such as a CDN's
)

// roles are the keys of all ecosystems, as words joined by "_". The first that
// matches counts; what stands before the match is the key's prefix, by which
// settings of one bucket find each other. One of its words is in all that an expression
// matches: it is not asked of others.
var roles = []struct {
	role  role
	words needles
	key   *regexp.Regexp
}{
	{other, needlesOf("influx", "couchbase", "nats", "riak", "jetstream", "histogram", "hash", "rate", "token_bucket", "leaky", "minio_default"), regexp.MustCompile(`(?:^|_)(?:influx|influxdb|couchbase|nats|riak|jetstream|histogram|hash|rate_?limit|token_bucket|leaky|minio_default)(?:_|$)`)},
	{bucketKey, needlesOf("directory_key"), regexp.MustCompile(`_?(?:buildpack|droplet|app_package|resource)_directory_key$`)}, // Cloud Foundry's
	{bucketKey, needlesOf("remote_directory"), regexp.MustCompile(`_?(?:upload|object_store)_remote_directory$`)},              // GitLab's
	{secretKey, needlesOf("key", "secret", "token", "passw", "credential", "sas"), regexp.MustCompile(`(?:^|_)(?:key|secret|token|password|passwd|credentials|keyid|sas)(?:$|_(?:id|key|file)$)`)},
	{other, needlesOf("bucket_"), regexp.MustCompile(`(?:^|_)bucket_(?:key|owner|prefix|path|size|count|acl|policy|enabled|lookup|class|columns|location|domain|host|limit|type|suffix|folder|dir|ttl|versioning|interval|encryption|env|environment|stage|account|access|name_prefix|names?_(?:prefix|suffix)|exists|created?|enabled?|regex|pattern|arn_prefix|metrics?|public|request|notification|replication|logging|lifecycle)(?:_|$)`)},
	{regionKey, needlesOf("region"), regexp.MustCompile(`_?(?:(?:default_|bucket_|s3_)?region(?:_name|_static)?)$`)},
	{endpointKey, ownNeedles, regexp.MustCompile(`_?(?:azurite|minio|rustfs|seaweedfs|garage|ceph|localstack)_(?:api_|server_)?(?:ur[li]|address)$`)},
	{endpointKey, needlesOf("endpoint", "url", "uri", "host", "server"), regexp.MustCompile(`_?(?:region_?endpoint|endpoint(?:_ur[li]|_override|_address|_host)?|endpointur[li]|endpoints|service_?ur[li]|geo_redundant_secondary_uri|s3_?ur[li]|s3_server|s3_host|host_base|hostname|host|server)$`)},
	{bucketKey, needlesOf("bucket", "fog_directory"), regexp.MustCompile(`_?(?:buckets?(?:_?(?:names?|id|ur[li]|arn))?|fog_directory|bucketnames?)$`)},
	{bucketKey, needlesOf("bucket_"), regexp.MustCompile(`_?bucket_[a-z0-9_]+$`)},
	{containerKey, needlesOf("container"), regexp.MustCompile(`_?(?:blob_)?container(?:_?name)?$`)},
	{accountKey, needlesOf("account"), regexp.MustCompile(`_?(?:storage_)?account(?:_?name)?$`)},
	{pictureKey, needlesOf("cdn", "alias_host", "custom_domain", "asset_host", "aws_url"), regexp.MustCompile(`(?:^|_)(?:cdn|alias_host|custom_domain|asset_host|aws_url)(?:_|$)`)},
}

// telling are the words of which every key with a role holds one: most keys are
// told apart by them, at a tenth of the cost.
var telling = needlesOf(
	"bucket", "region", "key", "secret", "token", "passw", "credential", "sas", "endpoint", "url", "uri", "host", "server", "address",
	"fog_directory", "remote_directory", "container", "account", "cdn", "custom_domain",
)

// keyOf is a key's role and the words before it, without the names of providers.
func keyOf(key string) (r role, prefix []string) {
	joined := strings.Join(words(key), "_")
	if !telling.inText(joined) {
		return other, nil
	}
	for i := range roles {
		candidate := &roles[i]
		if !candidate.words.inText(joined) {
			continue
		}
		if at := candidate.key.FindStringIndex(joined); at != nil {
			return candidate.role, prefixOf(joined[:at[0]])
		}
	}
	return other, nil
}

// prefixOf is the words of a prefix that tell one bucket's settings from another's.
func prefixOf(joined string) []string {
	var prefix []string
	for word := range strings.SplitSeq(joined, "_") {
		if word != "" && vendors[word] == "" && word != "storage" && word != "upload" && word != "default" {
			prefix = append(prefix, word)
		}
	}
	return prefix
}

// words cuts a key at its signs and where upper case begins: "AmazonS3Bucket"
// is amazon, s3, bucket.
func words(key string) []string {
	var out []string
	from := -1 // where the word begins that is read; -1 between words
	end := func(at int) {
		if from >= 0 {
			out = append(out, strings.ToLower(key[from:at]))
		}
		from = -1
	}
	previous := ' '
	for i, c := range key {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			end(i)
		case unicode.IsUpper(c) && !unicode.IsUpper(previous):
			end(i)
			from = i
		case from < 0:
			from = i
		}
		previous = c
	}
	end(len(key))
	return whole(out)
}

// whole puts together what the spelling "endPoint" cuts in two.
func whole(list []string) []string {
	for i := 0; i+1 < len(list); i++ {
		if list[i] == "end" && (list[i+1] == "point" || list[i+1] == "points") {
			list[i] += list[i+1]
			list = slices.Delete(list, i+1, i+2)
		}
	}
	return list
}

// vendors are words that name a provider, by the names of design's section 6.
var vendors = map[string]string{
	"aws": "aws", "s3": "aws", "amazon": "aws", "awss3": "aws", "amazons3": "aws", "s3a": "aws", "s3n": "aws", "sqs": "aws", "serverless": "",
	"gcs": "gcp", "gs": "gcp", "gcp": "gcp", "google": "gcp", "gcloud": "gcp", "googlecloud": "gcp", "googlecloudstorage": "gcp", "googlestorage": "gcp", "gcsfuse": "gcp",
	"azure": "azure", "azurerm": "azure", "azureblob": "azure", "azblob": "azure", "azurestorage": "azure", "azureblobstorage": "azure", "abs": "azure", "wasb": "azure",
	"wasbs": "azure", "abfs": "azure", "abfss": "azure", "blob": "azure",
	"r2": "cloudflare", "cloudflare": "cloudflare", "b2": "backblaze", "backblaze": "backblaze", "backblazeb2": "backblaze",
	"spaces": "digitalocean", "digitalocean": "digitalocean", "wasabi": "wasabi", "linode": "linode",
	"oss": "alibaba", "aliyun": "alibaba", "swift": "openstack", "openstack": "openstack",
}

// vendorIn is the first provider that a key's words name; empty when none does.
func vendorIn(key string) string {
	for _, word := range words(key) {
		if v := vendors[word]; v != "" {
			return v
		}
	}
	return ""
}

// related says how well the settings of two prefixes belong together: the words
// that they share, or -1 when one has words that the other contradicts.
func related(bucket, of []string) int {
	if len(of) > len(bucket) {
		return -1
	}
	for i, word := range of {
		if bucket[i] != word {
			return -1
		}
	}
	return len(of)
}

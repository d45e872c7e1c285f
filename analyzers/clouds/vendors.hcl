# Hosts of vendors other than AWS, Google and Azure. A region id means nothing
# without its vendor: us-east-1 is another place at Wasabi than at AWS.

locator "spaces-host" {
  provider = "digitalocean"
  product  = "spaces"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.(?P<region>[a-z]{3}[0-9])(?:\\.cdn)?\\.digitaloceanspaces\\.com(?:/.*)?"
}

locator "spaces-path" {
  provider = "digitalocean"
  product  = "spaces"
  pattern  = "https?://(?P<region>[a-z]{3}[0-9])\\.digitaloceanspaces\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

# What stands before the host is a jurisdiction, not a region.
locator "r2-path" {
  provider = "cloudflare"
  product  = "r2"
  pattern  = "https?://[0-9a-f]{32}(?:\\.(?P<region>eu|us|fedramp))?\\.r2\\.cloudflarestorage\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "r2-host" {
  provider = "cloudflare"
  product  = "r2"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.[0-9a-f]{32}(?:\\.(?P<region>eu|us|fedramp))?\\.r2\\.cloudflarestorage\\.com(?:/.*)?"
}

locator "b2-host" {
  provider = "backblaze"
  product  = "b2"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.s3\\.(?P<region>[a-z]{2}-[a-z]+-[0-9]{3})\\.backblazeb2\\.com(?:/.*)?"
}

locator "b2-path" {
  provider = "backblaze"
  product  = "b2"
  pattern  = "https?://s3\\.(?P<region>[a-z]{2}-[a-z]+-[0-9]{3})\\.backblazeb2\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

# The number of a friendly host leads to a region through the account alone.
locator "b2-friendly" {
  provider = "backblaze"
  product  = "b2"
  pattern  = "https?://f[0-9]{3}\\.backblazeb2\\.com/file/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "wasabi-host" {
  provider = "wasabi"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3\\.(?P<region>[a-z]{2}-[a-z]+-[0-9])\\.wasabisys\\.com(?:/.*)?"
}

locator "wasabi-path" {
  provider = "wasabi"
  product  = "s3"
  pattern  = "https?://s3\\.(?:(?P<region>[a-z]{2}-[a-z]+-[0-9])\\.)?wasabisys\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "linode-host" {
  provider = "linode"
  product  = "objects"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.(?:website-)?(?P<region>[a-z]{2}-[a-z]+)-[0-9]{1,2}\\.linodeobjects\\.com(?:/.*)?"
}

locator "linode-path" {
  provider = "linode"
  product  = "objects"
  pattern  = "https?://(?P<region>[a-z]{2}-[a-z]+)-[0-9]{1,2}\\.linodeobjects\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "scaleway-host" {
  provider = "scaleway"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3(?:-website)?\\.(?P<region>[a-z]{2}-[a-z]{3})\\.scw\\.cloud(?:/.*)?"
}

locator "scaleway-path" {
  provider = "scaleway"
  product  = "s3"
  pattern  = "https?://s3\\.(?P<region>[a-z]{2}-[a-z]{3})\\.scw\\.cloud/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "ovh-host" {
  provider = "ovh"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.s3\\.(?P<region>[a-z0-9-]+)\\.(?:io|perf)\\.cloud\\.ovh\\.(?:net|us)(?:/.*)?"
}

locator "ovh-path" {
  provider = "ovh"
  product  = "s3"
  pattern  = "https?://s3\\.(?P<region>[a-z0-9-]+)\\.(?:io|perf)\\.cloud\\.ovh\\.(?:net|us)/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "oci-native" {
  provider = "oci"
  product  = "objectstorage"
  pattern  = "https?://objectstorage\\.(?P<region>[a-z]{2}-[a-z]+(?:-[a-z]+)?-[0-9])\\.(?:oraclecloud|oci\\.customer-oci)\\.com(?:/p/[^/]+)?/n/[^/]+/b/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "oci-s3" {
  provider = "oci"
  product  = "objectstorage"
  pattern  = "https?://[A-Za-z0-9]+\\.compat\\.objectstorage\\.(?P<region>[a-z]{2}-[a-z]+(?:-[a-z]+)?-[0-9])\\.(?:oraclecloud|oci\\.customer-oci)\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "oss-host" {
  provider = "alibaba"
  product  = "oss"
  pattern  = "(?:https?://)?(?P<bucket>[^/.]+)\\.oss-(?P<region>[a-z]{2}-[a-z]+(?:-[0-9])?)(?:-internal)?\\.aliyuncs\\.com(?:/.*)?"
}

locator "oss-uri" {
  provider = "alibaba"
  product  = "oss"
  pattern  = "oss://(?P<bucket>[^/]+)(?:/.*)?"
}

locator "cos-host" {
  provider = "ibm"
  product  = "cos"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3\\.(?:(?:private|direct)\\.)?(?P<region>[a-z0-9-]+)\\.cloud-object-storage\\.appdomain\\.cloud(?:/.*)?"
}

locator "cos-path" {
  provider = "ibm"
  product  = "cos"
  pattern  = "https?://s3\\.(?:(?:private|direct)\\.)?(?P<region>[a-z0-9-]+)\\.cloud-object-storage\\.appdomain\\.cloud/(?P<bucket>[^/]+)(?:/.*)?"
}

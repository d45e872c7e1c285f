# Strings that name a bucket. Each pattern must match the whole string (RE2).

locator "arn" {
  provider = "aws"
  product  = "s3"
  pattern  = "arn:[^:]+:s3:::(?P<bucket>[^/]+)(?:/.*)?"
}

locator "s3-uri" {
  provider = "aws"
  product  = "s3"
  pattern  = "s3[an]?://(?P<bucket>[^/]+)(?:/.*)?"
}

locator "s3-host" {
  provider = "aws"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3[.-](?:dualstack\\.)?(?P<region>[a-z]{2}(?:-[a-z]+)+-[0-9])\\.amazonaws\\.com(?::443)?(?:/.*)?"
}

locator "s3-global-host" {
  provider = "aws"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3\\.amazonaws\\.com(?::443)?(?:/.*)?"
}

locator "s3-path" {
  provider = "aws"
  product  = "s3"
  pattern  = "https?://s3[.-](?P<region>[a-z]{2}(?:-[a-z]+)+-[0-9])\\.amazonaws\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "s3-global-path" {
  provider = "aws"
  product  = "s3"
  pattern  = "https?://s3\\.amazonaws\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "s3-website" {
  provider = "aws"
  product  = "s3"
  pattern  = "(?:https?://)?(?P<bucket>[^/]+)\\.s3-website[.-](?P<region>[a-z]{2}(?:-[a-z]+)+-[0-9])\\.amazonaws\\.com(?:/.*)?"
}

locator "gs-uri" {
  provider = "gcp"
  product  = "gcs"
  pattern  = "gs://(?P<bucket>[^/]+)(?:/.*)?"
}

locator "gcs-path" {
  provider = "gcp"
  product  = "gcs"
  pattern  = "https?://storage\\.(?:googleapis|cloud\\.google)\\.com/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "gcs-resource" {
  provider = "gcp"
  product  = "gcs"
  pattern  = "(?://storage\\.googleapis\\.com/)?projects/_/buckets/(?P<bucket>[^/]+)(?:/.*)?"
}

locator "azure-host" {
  provider = "azure"
  product  = "blob"
  pattern  = "(?:https?://)?(?P<bucket>[a-z0-9]{3,24}|[$]\\{[^}]+\\})\\.(?:blob|dfs|file)\\.core\\.windows\\.net(?:/.*)?"
}

locator "azure-connection-string" {
  provider = "azure"
  product  = "blob"
  pattern  = "(?:.*;)?AccountName=(?P<bucket>[a-z0-9]{3,24})(?:;.*)?"
}

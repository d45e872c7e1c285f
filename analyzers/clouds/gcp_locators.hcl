# Google Cloud Storage. None of its strings tells where a bucket lives, but for
# the regional endpoints.
locators "gcp" {
  product  = "gcs"
  getter   = "gcs"
  reserved = ["storage", "upload", "download", "batch", "projects"]

  fields = {
    bucket = "[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]"
    region = "[a-z]+-[a-z]+[0-9]{1,2}"
  }

  locator "uri" {
    forms = ["gs://{bucket}"]
  }

  locator "gcs-vhost" {
    forms = ["{bucket}.storage.googleapis.com"]
  }

  locator "gcs-path" {
    forms = [
      "storage.googleapis.com/{bucket}",
      "storage.cloud.google.com/{bucket}",
      "storage.mtls.googleapis.com/{bucket}",
      "storage-download.googleapis.com/{bucket}",
      "storage-upload.googleapis.com/{bucket}",
      "storage.{region}.rep.googleapis.com/{bucket}",
    ]
  }

  locator "gcs-json-api" {
    forms = [
      "(www|storage|storage.mtls).googleapis.com[/(upload|download|batch)]/storage/v1/b/{bucket}",
      "storage.{region}.rep.googleapis.com[/(upload|download|batch)]/storage/v1/b/{bucket}",
    ]
  }

  locator "gcs-getter" {
    forms = ["www.googleapis.com/storage/v1/{bucket}"]
  }

  locator "firebase" {
    forms = ["firebasestorage.googleapis.com/v0/b/{bucket}"]
  }

  locator "gcs-resource-name" {
    forms = ["[//storage.googleapis.com/]projects/_/buckets/{bucket}"]
  }

  locator "endpoint-only" {
    forms = [
      "https://storage.googleapis.com",
      "https://storage.{region}.rep.googleapis.com",
    ]
  }
}

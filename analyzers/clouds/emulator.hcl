# Stand-ins on a developer's machine. They hold no data that anyone would miss,
# so their buckets have no names here.
locators "emulator" {
  product = "emulator"
  locator "emulator" {
    forms = [
      "http://(localhost|127.0.0.1|host.docker.internal):(4443|4566|9000|10000)",
      "http://(localstack|azurite|minio|fake-gcs-server)",
      "http://[s3.]localhost.localstack.cloud",
    ]
  }
}

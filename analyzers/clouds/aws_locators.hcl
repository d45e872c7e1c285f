# Amazon S3: URIs, ARNs and the hosts of its endpoints.
locators "aws" {
  product = "s3"
  getter  = "s3"

  fields = {
    accesspoint = "[a-z0-9-]+-[0-9]{12}"
    account     = "[0-9]{12}"
    endpoint    = "[a-z0-9]+(-[a-z0-9]+)+" # 1a2b3c4d-5e6f, with -us-east-1a behind it in one zone
    outpost     = "ec2|op-[a-z0-9]+"
    partition   = "aws[a-z-]*"
    region      = "[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}"
  }

  locator "aws-express-uri" {
    forms  = ["(s3|s3a|s3n|s3ssl)://{bucket}"]
    fields = { bucket = "[a-z0-9.-]+--[a-z0-9]+-az[0-9]+--x-s3" }
  }

  locator "aws-mrap-uri" {
    forms  = ["s3://{bucket}"]
    fields = { bucket = "[a-z0-9]+\\.mrap" }
    set    = { region = "multi" }
  }

  locator "uri" {
    forms = ["(s3|s3a|s3n|s3ssl)://{bucket}"]
  }

  # A bucket's ARN names neither account nor region.

  locator "aws-arn" {
    forms = ["arn:{partition}:s3:::{bucket}"]
  }

  locator "aws-mrap-arn" {
    forms  = ["arn:{partition}:s3::{account}:accesspoint(/|:){bucket}"]
    fields = { bucket = "[a-z0-9]+\\.mrap" }
    set    = { region = "multi" }
  }

  locator "aws-accesspoint-arn" {
    forms  = ["arn:{partition}:s3:{region}:{account}:accesspoint(/|:){accesspoint}"]
    fields = { accesspoint = "[a-z0-9-]+" }
  }

  locator "aws-object-lambda-arn" {
    forms  = ["arn:{partition}:s3-object-lambda:{region}:{account}:accesspoint(/|:){accesspoint}"]
    fields = { accesspoint = "[a-z0-9-]+" }
  }

  locator "aws-outposts-arn" {
    forms  = ["arn:{partition}:s3-outposts:{region}:{account}:outpost/{outpost}/accesspoint/{accesspoint}"]
    fields = { accesspoint = "[a-z0-9-]+" }
  }

  locator "aws-outposts-arn" {
    forms = ["arn:{partition}:s3-outposts:{region}:{account}:outpost/{outpost}/bucket/{bucket}"]
  }

  locator "aws-express-arn" {
    forms = ["arn:{partition}:s3express:{region}:{account}:bucket/{bucket}"]
  }

  locator "aws-tables-arn" {
    forms = ["arn:{partition}:s3tables:{region}:{account}:bucket/{bucket}"]
  }

  # Hosts. The global ones say nothing of the region; only s3-external-1 does.

  locator "aws-vhost" {
    forms = ["{bucket}.s3[-fips][.dualstack](.|-){region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-path" {
    forms = ["s3[-fips][.dualstack](.|-){region}.amazonaws.(com|com.cn|eu)/{bucket}"]
  }

  locator "aws-global-vhost" {
    forms = ["{bucket}.s3.amazonaws.com"]
  }

  locator "aws-global-path" {
    forms = ["s3.amazonaws.com/{bucket}"]
  }

  locator "aws-external-1" {
    forms = ["{bucket}.s3-external-1.amazonaws.com", "s3-external-1.amazonaws.com/{bucket}"]
    set   = { region = "us-east-1" }
  }

  locator "aws-website" {
    forms = ["{bucket}.s3-website(.|-){region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-accelerate" {
    forms = ["{bucket}.s3-accelerate[.dualstack][.{region}].amazonaws.com"]
  }

  locator "aws-express" {
    forms  = ["{bucket}.s3express[-fips]-{zone}[.dualstack].{region}.amazonaws.(com|com.cn|eu)"]
    fields = { zone = "[a-z0-9-]+" }
  }

  locator "aws-express-control" {
    forms = ["s3express-control[-fips][.dualstack].{region}.amazonaws.(com|com.cn|eu)/{bucket}"]
  }

  locator "aws-mrap" {
    forms  = ["{bucket}.accesspoint.s3-global.amazonaws.(com|com.cn|eu)"]
    fields = { bucket = "[a-z0-9]+\\.mrap" }
    set    = { region = "multi" }
  }

  locator "aws-vpce-vhost" {
    forms = ["{bucket}.bucket.vpce-{endpoint}.s3.{region}.vpce.amazonaws.(com|com.cn)"]
  }

  locator "aws-vpce-path" {
    forms = ["bucket.vpce-{endpoint}.s3.{region}.vpce.amazonaws.(com|com.cn)/{bucket}"]
  }

  # These lead to a bucket that only the access point's own resource names.

  locator "aws-vpce-ap" {
    forms = ["{accesspoint}.accesspoint.vpce-{endpoint}.s3.{region}.vpce.amazonaws.(com|com.cn)"]
  }

  locator "aws-accesspoint" {
    forms = ["{accesspoint}.s3-accesspoint[-fips][.dualstack].{region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-object-lambda" {
    forms = ["{accesspoint}.s3-object-lambda[-fips].{region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-outposts" {
    forms = ["{accesspoint}.{outpost}.s3-outposts.{region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-outposts-alias" {
    forms  = ["{accesspoint}.{outpost}.s3-outposts.{region}.amazonaws.(com|com.cn|eu)"]
    fields = { accesspoint = "[a-z0-9-]+" }
  }

  # These say where, not which.

  locator "aws-s3-control" {
    forms = ["[{account}.]s3-control[-fips][.dualstack].{region}.amazonaws.(com|com.cn|eu)"]
  }

  locator "aws-vpce-control" {
    forms = ["control.vpce-{endpoint}.s3.{region}.vpce.amazonaws.(com|com.cn)"]
  }

  locator "endpoint-only" {
    forms = [
      "s3[-fips][.dualstack](.|-){region}.amazonaws.(com|com.cn|eu)",
      "bucket.vpce-{endpoint}.s3.{region}.vpce.amazonaws.(com|com.cn)",
      "https://s3.amazonaws.com",
    ]
  }

  # Names that tell more than themselves.

  name {
    suffix  = "-an" # the account's own namespace in one region
    pattern = ".+-[0-9]{12}-(?P<region>[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2})-an"
  }

  name {
    suffix = "-s3alias"
    alias  = true
  }

  name {
    suffix = "--op-s3"
    alias  = true
  }
}

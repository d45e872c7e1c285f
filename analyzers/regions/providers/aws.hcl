# Amazon Web Services: every region of every partition.

source   = "endpoint catalogue of an AWS SDK, 2026-08-07"
complete = true

region "us-east-1" {
  name     = "US East (N. Virginia)"
  area     = "North America"
  country  = "US"
  mrap     = "default"
  partners = ["us-west-2", "us-east-2"]
  note     = "hosts partition-wide control planes; a recovery plan for it must not need them"
}

region "us-east-2" {
  name     = "US East (Ohio)"
  area     = "North America"
  country  = "US"
  mrap     = "default"
  partners = ["us-west-2", "us-east-1"]
}

region "us-west-1" {
  name     = "US West (N. California)"
  area     = "North America"
  country  = "US"
  mrap     = "default"
  partners = ["us-east-2", "us-west-2"]
}

region "us-west-2" {
  name     = "US West (Oregon)"
  area     = "North America"
  country  = "US"
  mrap     = "default"
  partners = ["us-east-2", "us-east-1"]
  note     = "hosts the MRAP create/update control plane"
}

region "ca-central-1" {
  name     = "Canada (Central)"
  area     = "North America"
  country  = "CA"
  mrap     = "default"
  partners = ["ca-west-1"]
}

region "ca-west-1" {
  name     = "Canada West (Calgary)"
  area     = "North America"
  country  = "CA"
  mrap     = "opt-in"
  partners = ["ca-central-1"]
}

region "mx-central-1" {
  name     = "Mexico (Central)"
  area     = "North America"
  country  = "MX"
  partners = ["us-east-2", "us-west-2"]
}

region "sa-east-1" {
  name     = "South America (Sao Paulo)"
  area     = "South America"
  country  = "BR"
  mrap     = "default"
  partners = ["us-east-2", "us-east-1"]
}

region "eu-west-1" {
  name     = "Europe (Ireland)"
  area     = "Europe (EU)"
  country  = "IE"
  mrap     = "default"
  partners = ["eu-central-1", "eu-west-3", "eu-north-1"]
}

region "eu-central-1" {
  name     = "Europe (Frankfurt)"
  area     = "Europe (EU)"
  country  = "DE"
  mrap     = "default"
  partners = ["eu-west-1", "eu-west-3", "eu-north-1"]
}

region "eu-west-3" {
  name     = "Europe (Paris)"
  area     = "Europe (EU)"
  country  = "FR"
  mrap     = "default"
  partners = ["eu-central-1", "eu-west-1"]
}

region "eu-north-1" {
  name     = "Europe (Stockholm)"
  area     = "Europe (EU)"
  country  = "SE"
  mrap     = "default"
  partners = ["eu-central-1", "eu-west-1"]
}

region "eu-south-1" {
  name     = "Europe (Milan)"
  area     = "Europe (EU)"
  country  = "IT"
  mrap     = "opt-in"
  partners = ["eu-central-1", "eu-south-2"]
}

region "eu-south-2" {
  name     = "Europe (Spain)"
  area     = "Europe (EU)"
  country  = "ES"
  mrap     = "opt-in"
  partners = ["eu-west-3", "eu-south-1"]
}

region "eu-west-2" {
  name     = "Europe (London)"
  area     = "Europe (UK)"
  country  = "GB"
  mrap     = "default"
  partners = ["eu-west-1", "eu-central-1"]
  note     = "no second UK region: every partner leaves the UK"
}

region "eu-central-2" {
  name     = "Europe (Zurich)"
  area     = "Europe (CH)"
  country  = "CH"
  mrap     = "opt-in"
  partners = ["eu-central-1", "eu-west-3"]
  note     = "no second Swiss region"
}

region "il-central-1" {
  name     = "Israel (Tel Aviv)"
  area     = "Middle East"
  country  = "IL"
  mrap     = "opt-in"
  partners = ["eu-central-1", "eu-south-1"]
}

region "me-south-1" {
  name     = "Middle East (Bahrain)"
  area     = "Middle East"
  country  = "BH"
  mrap     = "opt-in"
  partners = ["eu-central-1", "ap-south-1"]
  avoid    = ["me-central-1"]
  note     = "damaged together with me-central-1 in March 2026; as of 2026-04-30 provider said unavailable for months"
}

region "me-central-1" {
  name     = "Middle East (UAE)"
  area     = "Middle East"
  country  = "AE"
  mrap     = "opt-in"
  partners = ["eu-central-1", "ap-south-1"]
  avoid    = ["me-south-1"]
  note     = "damaged March 2026; provider advised partners in US, Europe or Asia Pacific"
}

region "af-south-1" {
  name     = "Africa (Cape Town)"
  area     = "Africa"
  country  = "ZA"
  mrap     = "opt-in"
  partners = ["eu-west-1", "eu-central-1"]
}

region "ap-east-1" {
  name     = "Asia Pacific (Hong Kong)"
  area     = "Asia Pacific"
  country  = "HK"
  mrap     = "opt-in"
  partners = ["ap-southeast-1", "ap-northeast-1"]
}

region "ap-east-2" {
  name     = "Asia Pacific (Taipei)"
  area     = "Asia Pacific"
  country  = "TW"
  partners = ["ap-northeast-1", "ap-southeast-1"]
}

region "ap-northeast-1" {
  name     = "Asia Pacific (Tokyo)"
  area     = "Asia Pacific"
  country  = "JP"
  mrap     = "default"
  partners = ["ap-northeast-3"]
}

region "ap-northeast-3" {
  name     = "Asia Pacific (Osaka)"
  area     = "Asia Pacific"
  country  = "JP"
  mrap     = "default"
  partners = ["ap-northeast-1"]
}

region "ap-northeast-2" {
  name     = "Asia Pacific (Seoul)"
  area     = "Asia Pacific"
  country  = "KR"
  mrap     = "default"
  partners = ["ap-northeast-1", "ap-southeast-1"]
}

region "ap-south-1" {
  name     = "Asia Pacific (Mumbai)"
  area     = "Asia Pacific"
  country  = "IN"
  mrap     = "default"
  partners = ["ap-south-2"]
}

region "ap-south-2" {
  name     = "Asia Pacific (Hyderabad)"
  area     = "Asia Pacific"
  country  = "IN"
  mrap     = "opt-in"
  partners = ["ap-south-1"]
}

region "ap-southeast-1" {
  name     = "Asia Pacific (Singapore)"
  area     = "Asia Pacific"
  country  = "SG"
  mrap     = "default"
  partners = ["ap-southeast-5", "ap-northeast-1", "ap-southeast-2"]
}

region "ap-southeast-2" {
  name     = "Asia Pacific (Sydney)"
  area     = "Asia Pacific"
  country  = "AU"
  mrap     = "default"
  partners = ["ap-southeast-4"]
}

region "ap-southeast-4" {
  name     = "Asia Pacific (Melbourne)"
  area     = "Asia Pacific"
  country  = "AU"
  mrap     = "opt-in"
  partners = ["ap-southeast-2"]
}

region "ap-southeast-3" {
  name     = "Asia Pacific (Jakarta)"
  area     = "Asia Pacific"
  country  = "ID"
  mrap     = "opt-in"
  partners = ["ap-southeast-1"]
}

region "ap-southeast-5" {
  name     = "Asia Pacific (Malaysia)"
  area     = "Asia Pacific"
  country  = "MY"
  partners = ["ap-southeast-1"]
}

region "ap-southeast-6" {
  name     = "Asia Pacific (New Zealand)"
  area     = "Asia Pacific"
  country  = "NZ"
  partners = ["ap-southeast-2", "ap-southeast-4"]
}

region "ap-southeast-7" {
  name     = "Asia Pacific (Thailand)"
  area     = "Asia Pacific"
  country  = "TH"
  partners = ["ap-southeast-1"]
}

region "cn-north-1" {
  name      = "China (Beijing)"
  area      = "China"
  country   = "CN"
  partition = "aws-cn"
  partners  = ["cn-northwest-1"]
}

region "cn-northwest-1" {
  name      = "China (Ningxia)"
  area      = "China"
  country   = "CN"
  partition = "aws-cn"
  partners  = ["cn-north-1"]
}

region "us-gov-east-1" {
  name      = "AWS GovCloud (US-East)"
  area      = "US Government"
  country   = "US"
  partition = "aws-us-gov"
  partners  = ["us-gov-west-1"]
}

region "us-gov-west-1" {
  name      = "AWS GovCloud (US-West)"
  area      = "US Government"
  country   = "US"
  partition = "aws-us-gov"
  partners  = ["us-gov-east-1"]
}

region "eusc-de-east-1" {
  name      = "AWS European Sovereign Cloud (Germany)"
  area      = "EU Sovereign"
  country   = "DE"
  partition = "aws-eusc"
  note      = "only region of its partition in the stored catalogue; replication cannot cross partitions"
}

region "us-iso-east-1" {
  name      = "US ISO East"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso"
  partners  = ["us-iso-west-1"]
}

region "us-iso-west-1" {
  name      = "US ISO WEST"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso"
  partners  = ["us-iso-east-1"]
}

region "us-isob-east-1" {
  name      = "US ISOB East (Ohio)"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso-b"
  partners  = ["us-isob-west-1"]
}

region "us-isob-west-1" {
  name      = "US ISOB West"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso-b"
  partners  = ["us-isob-east-1"]
}

region "us-isof-east-1" {
  name      = "US ISOF EAST"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso-f"
  partners  = ["us-isof-south-1"]
}

region "us-isof-south-1" {
  name      = "US ISOF SOUTH"
  area      = "US isolated"
  country   = "US"
  partition = "aws-iso-f"
  partners  = ["us-isof-east-1"]
}

region "eu-isoe-west-1" {
  name      = "EU ISOE West"
  area      = "EU isolated"
  country   = "GB"
  partition = "aws-iso-e"
}

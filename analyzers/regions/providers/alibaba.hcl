# Alibaba Cloud.

source = "endpoint catalogue of rclone"

region "cn-hangzhou" {
  name     = "Hangzhou"
  area     = "China"
  country  = "CN"
  partners = ["cn-beijing", "cn-shenzhen"]
}

region "cn-shanghai" {
  name     = "Shanghai"
  area     = "China"
  country  = "CN"
  partners = ["cn-beijing", "cn-shenzhen"]
}

region "cn-qingdao" {
  name     = "Qingdao"
  area     = "China"
  country  = "CN"
  partners = ["cn-hangzhou"]
}

region "cn-beijing" {
  name     = "Beijing"
  area     = "China"
  country  = "CN"
  partners = ["cn-shanghai"]
}

region "cn-zhangjiakou" {
  name     = "Zhangjiakou"
  area     = "China"
  country  = "CN"
  partners = ["cn-hangzhou"]
}

region "cn-huhehaote" {
  name     = "Hohhot"
  area     = "China"
  country  = "CN"
  partners = ["cn-hangzhou"]
}

region "cn-wulanchabu" {
  name     = "Ulanqab"
  area     = "China"
  country  = "CN"
  partners = ["cn-hangzhou"]
}

region "cn-shenzhen" {
  name     = "Shenzhen"
  area     = "China"
  country  = "CN"
  partners = ["cn-shanghai"]
}

region "cn-heyuan" {
  name     = "Heyuan"
  area     = "China"
  country  = "CN"
  partners = ["cn-shanghai"]
}

region "cn-guangzhou" {
  name     = "Guangzhou"
  area     = "China"
  country  = "CN"
  partners = ["cn-shanghai"]
}

region "cn-chengdu" {
  name     = "Chengdu"
  area     = "China"
  country  = "CN"
  partners = ["cn-shanghai"]
}

region "cn-hongkong" {
  name     = "Hong Kong"
  area     = "Asia Pacific"
  country  = "HK"
  partners = ["ap-southeast-1"]
}

region "ap-southeast-1" {
  name     = "Singapore"
  area     = "Asia Pacific"
  country  = "SG"
  partners = ["ap-southeast-3", "cn-hongkong"]
}

region "ap-southeast-2" {
  name     = "Sydney"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["ap-southeast-1"]
}

region "ap-southeast-3" {
  name     = "Kuala Lumpur"
  area     = "Asia Pacific"
  country  = "MY"
  partners = ["ap-southeast-1"]
}

region "ap-southeast-5" {
  name     = "Jakarta"
  area     = "Asia Pacific"
  country  = "ID"
  partners = ["ap-southeast-1"]
}

region "ap-northeast-1" {
  name     = "Tokyo"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["ap-southeast-1"]
}

region "ap-south-1" {
  name     = "Mumbai"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["ap-southeast-1"]
}

region "eu-central-1" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["eu-west-1"]
}

region "eu-west-1" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["eu-central-1"]
}

region "me-east-1" {
  name     = "Dubai"
  area     = "Middle East"
  country  = "AE"
  partners = ["eu-central-1"]
}

region "us-east-1" {
  name     = "Virginia"
  area     = "North America"
  country  = "US"
  partners = ["us-west-1"]
}

region "us-west-1" {
  name     = "Silicon Valley"
  area     = "North America"
  country  = "US"
  partners = ["us-east-1"]
}

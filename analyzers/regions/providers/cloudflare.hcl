# Cloudflare R2. A hint is best effort and honoured at first creation alone;
# eu, us and fedramp are jurisdictions. The failure domain is the whole product.

source = "Cloudflare documentation, location hints and jurisdictions"

region "auto" {
  name = "Automatic"
  area = "provider-chosen"
}

region "wnam" {
  name = "Western North America"
  area = "North America"
}

region "enam" {
  name = "Eastern North America"
  area = "North America"
}

region "weur" {
  name = "Western Europe"
  area = "Europe"
}

region "eeur" {
  name = "Eastern Europe"
  area = "Europe"
}

region "apac" {
  name = "Asia-Pacific"
  area = "Asia Pacific"
}

region "oc" {
  name = "Oceania"
  area = "Oceania"
}

region "eu" {
  name = "EU jurisdiction"
  area = "Europe (EU)"
}

region "us" {
  name    = "US jurisdiction"
  area    = "North America"
  country = "US"
}

region "fedramp" {
  name    = "FedRAMP jurisdiction"
  area    = "North America"
  country = "US"
}

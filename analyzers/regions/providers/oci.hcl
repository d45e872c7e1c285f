# Oracle Cloud Infrastructure, the commercial realm.

source = "region file of an OCI SDK"

region "us-ashburn-1" {
  name     = "Ashburn"
  area     = "North America"
  country  = "US"
  partners = ["us-phoenix-1", "us-chicago-1"]
}

region "us-phoenix-1" {
  name     = "Phoenix"
  area     = "North America"
  country  = "US"
  partners = ["us-ashburn-1", "us-chicago-1"]
}

region "us-chicago-1" {
  name     = "Chicago"
  area     = "North America"
  country  = "US"
  partners = ["us-phoenix-1"]
}

region "us-sanjose-1" {
  name     = "San Jose"
  area     = "North America"
  country  = "US"
  partners = ["us-phoenix-1", "us-ashburn-1"]
}

region "us-saltlake-2" {
  name     = "Salt Lake"
  area     = "North America"
  country  = "US"
  partners = ["us-ashburn-1"]
}

region "ca-toronto-1" {
  name     = "Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["ca-montreal-1"]
}

region "ca-montreal-1" {
  name     = "Montreal"
  area     = "North America"
  country  = "CA"
  partners = ["ca-toronto-1"]
}

region "mx-queretaro-1" {
  name     = "Queretaro"
  area     = "North America"
  country  = "MX"
  partners = ["mx-monterrey-1"]
}

region "mx-monterrey-1" {
  name     = "Monterrey"
  area     = "North America"
  country  = "MX"
  partners = ["mx-queretaro-1"]
}

region "sa-saopaulo-1" {
  name     = "Sao Paulo"
  area     = "South America"
  country  = "BR"
  partners = ["sa-vinhedo-1"]
}

region "sa-vinhedo-1" {
  name     = "Vinhedo"
  area     = "South America"
  country  = "BR"
  partners = ["sa-saopaulo-1"]
}

region "sa-santiago-1" {
  name     = "Santiago"
  area     = "South America"
  country  = "CL"
  partners = ["sa-valparaiso-1"]
}

region "sa-valparaiso-1" {
  name     = "Valparaiso"
  area     = "South America"
  country  = "CL"
  partners = ["sa-santiago-1"]
}

region "sa-bogota-1" {
  name     = "Bogota"
  area     = "South America"
  country  = "CO"
  partners = ["sa-saopaulo-1"]
}

region "eu-frankfurt-1" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["eu-amsterdam-1", "eu-paris-1"]
}

region "eu-amsterdam-1" {
  name     = "Amsterdam"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["eu-frankfurt-1"]
}

region "eu-paris-1" {
  name     = "Paris"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["eu-marseille-1"]
}

region "eu-marseille-1" {
  name     = "Marseille"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["eu-paris-1"]
}

region "eu-milan-1" {
  name     = "Milan"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["eu-turin-1"]
}

region "eu-turin-1" {
  name     = "Turin"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["eu-milan-1"]
}

region "eu-madrid-1" {
  name     = "Madrid"
  area     = "Europe (EU)"
  country  = "ES"
  metro    = "Madrid"
  partners = ["eu-paris-1"]
}

region "eu-madrid-3" {
  name     = "Madrid 3"
  area     = "Europe (EU)"
  country  = "ES"
  metro    = "Madrid"
  partners = ["eu-paris-1"]
}

region "eu-stockholm-1" {
  name     = "Stockholm"
  area     = "Europe (EU)"
  country  = "SE"
  partners = ["eu-frankfurt-1"]
}

region "eu-zurich-1" {
  name     = "Zurich"
  area     = "Europe (CH)"
  country  = "CH"
  partners = ["eu-frankfurt-1"]
}

region "eu-jovanovac-1" {
  name    = "Jovanovac"
  area    = "Europe"
  country = "RS"
}

region "uk-london-1" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["uk-cardiff-1"]
}

region "uk-cardiff-1" {
  name     = "Newport"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["uk-london-1"]
}

region "ap-tokyo-1" {
  name     = "Tokyo"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["ap-osaka-1"]
}

region "ap-osaka-1" {
  name     = "Osaka"
  area     = "Asia Pacific"
  country  = "JP"
  partners = ["ap-tokyo-1"]
}

region "ap-seoul-1" {
  name     = "Seoul"
  area     = "Asia Pacific"
  country  = "KR"
  partners = ["ap-chuncheon-1"]
}

region "ap-chuncheon-1" {
  name     = "Chuncheon"
  area     = "Asia Pacific"
  country  = "KR"
  partners = ["ap-seoul-1"]
}

region "ap-mumbai-1" {
  name     = "Mumbai"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["ap-hyderabad-1", "ap-delhi-1"]
}

region "ap-hyderabad-1" {
  name     = "Hyderabad"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["ap-mumbai-1"]
}

region "ap-delhi-1" {
  name     = "Delhi"
  area     = "Asia Pacific"
  country  = "IN"
  partners = ["ap-hyderabad-1"]
}

region "ap-sydney-1" {
  name     = "Sydney"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["ap-melbourne-1"]
}

region "ap-melbourne-1" {
  name     = "Melbourne"
  area     = "Asia Pacific"
  country  = "AU"
  partners = ["ap-sydney-1"]
}

region "ap-singapore-1" {
  name     = "Singapore"
  area     = "Asia Pacific"
  country  = "SG"
  metro    = "Singapore"
  partners = ["ap-batam-1", "ap-tokyo-1"]
}

region "ap-singapore-2" {
  name     = "Singapore 2"
  area     = "Asia Pacific"
  country  = "SG"
  metro    = "Singapore"
  partners = ["ap-tokyo-1"]
}

region "ap-batam-1" {
  name     = "Batam"
  area     = "Asia Pacific"
  country  = "ID"
  partners = ["ap-singapore-1"]
}

region "ap-kulai-2" {
  name     = "Kulai"
  area     = "Asia Pacific"
  country  = "MY"
  partners = ["ap-singapore-1"]
}

region "me-dubai-1" {
  name     = "Dubai"
  area     = "Middle East"
  country  = "AE"
  partners = ["eu-frankfurt-1"]
}

region "me-abudhabi-1" {
  name     = "Abu Dhabi"
  area     = "Middle East"
  country  = "AE"
  partners = ["eu-frankfurt-1"]
}

region "me-jeddah-1" {
  name     = "Jeddah"
  area     = "Middle East"
  country  = "SA"
  partners = ["me-riyadh-1"]
}

region "me-riyadh-1" {
  name     = "Riyadh"
  area     = "Middle East"
  country  = "SA"
  partners = ["me-jeddah-1"]
}

region "il-jerusalem-1" {
  name     = "Jerusalem"
  area     = "Middle East"
  country  = "IL"
  partners = ["eu-milan-1"]
}

region "af-johannesburg-1" {
  name     = "Johannesburg"
  area     = "Africa"
  country  = "ZA"
  partners = ["uk-london-1"]
}

region "af-casablanca-1" {
  name     = "Casablanca"
  area     = "Africa"
  country  = "MA"
  partners = ["eu-madrid-1"]
}

# Google Cloud: every region, and the codes of locations that span several.

source   = "region tables of two third parties and the rclone catalogue"
complete = true

region "africa-south1" {
  name     = "Johannesburg"
  area     = "Africa"
  country  = "ZA"
  partners = ["europe-west4", "europe-west1"]
  trust    = "unverified"
}

region "asia-east1" {
  name     = "Changhua County"
  area     = "Asia"
  country  = "TW"
  partners = ["asia-northeast1", "asia-southeast1"]
}

region "asia-east2" {
  name     = "Hong Kong"
  area     = "Asia"
  country  = "HK"
  partners = ["asia-southeast1", "asia-northeast1"]
}

region "asia-northeast1" {
  name     = "Tokyo"
  area     = "Asia"
  country  = "JP"
  partners = ["asia-northeast2"]
}

region "asia-northeast2" {
  name     = "Osaka"
  area     = "Asia"
  country  = "JP"
  partners = ["asia-northeast1"]
}

region "asia-northeast3" {
  name     = "Seoul"
  area     = "Asia"
  country  = "KR"
  partners = ["asia-northeast1"]
}

region "asia-south1" {
  name     = "Mumbai"
  area     = "Asia"
  country  = "IN"
  partners = ["asia-south2"]
}

region "asia-south2" {
  name     = "Delhi"
  area     = "Asia"
  country  = "IN"
  partners = ["asia-south1"]
}

region "asia-southeast1" {
  name     = "Singapore"
  area     = "Asia"
  country  = "SG"
  partners = ["asia-southeast2", "asia-east1"]
}

region "asia-southeast2" {
  name     = "Jakarta"
  area     = "Asia"
  country  = "ID"
  partners = ["asia-southeast1"]
}

region "asia-southeast3" {
  name     = "Bangkok"
  area     = "Asia"
  country  = "TH"
  partners = ["asia-southeast1"]
  trust    = "unverified"
}

region "australia-southeast1" {
  name     = "Sydney"
  area     = "Australia"
  country  = "AU"
  partners = ["australia-southeast2"]
}

region "australia-southeast2" {
  name     = "Melbourne"
  area     = "Australia"
  country  = "AU"
  partners = ["australia-southeast1"]
}

region "europe-central2" {
  name     = "Warsaw"
  area     = "Europe (EU)"
  country  = "PL"
  partners = ["europe-west3", "europe-north1"]
}

region "europe-north1" {
  name     = "Hamina"
  area     = "Europe (EU)"
  country  = "FI"
  partners = ["europe-north2", "europe-west4"]
}

region "europe-north2" {
  name     = "Stockholm"
  area     = "Europe (EU)"
  country  = "SE"
  partners = ["europe-north1", "europe-west4"]
}

region "europe-southwest1" {
  name     = "Madrid"
  area     = "Europe (EU)"
  country  = "ES"
  partners = ["europe-west9", "europe-west8"]
}

region "europe-west1" {
  name     = "St. Ghislain"
  area     = "Europe (EU)"
  country  = "BE"
  partners = ["europe-west4", "europe-west3"]
}

region "europe-west2" {
  name     = "London"
  area     = "Europe (UK)"
  country  = "GB"
  partners = ["europe-west1", "europe-west4"]
  note     = "no second UK region; excluded from the EU multi-region (unverified)"
}

region "europe-west3" {
  name     = "Frankfurt"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["europe-west10", "europe-west4"]
}

region "europe-west4" {
  name     = "Eemshaven"
  area     = "Europe (EU)"
  country  = "NL"
  partners = ["europe-north1", "europe-west1"]
}

region "europe-west6" {
  name     = "Zurich"
  area     = "Europe (CH)"
  country  = "CH"
  partners = ["europe-west3", "europe-west8"]
  note     = "no second Swiss region"
}

region "europe-west8" {
  name     = "Milan"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["europe-west12"]
  note     = "Turin is the same country but near"
}

region "europe-west9" {
  name     = "Paris"
  area     = "Europe (EU)"
  country  = "FR"
  partners = ["europe-west4", "europe-west3"]
  note     = "three zones shared fate in the April 2023 water and fire event"
}

region "europe-west10" {
  name     = "Berlin"
  area     = "Europe (EU)"
  country  = "DE"
  partners = ["europe-west3"]
}

region "europe-west12" {
  name     = "Turin"
  area     = "Europe (EU)"
  country  = "IT"
  partners = ["europe-west8"]
}

region "me-central1" {
  name     = "Doha"
  area     = "Middle East"
  country  = "QA"
  partners = ["europe-west3", "asia-south1"]
}

region "me-central2" {
  name     = "Dammam"
  area     = "Middle East"
  country  = "SA"
  partners = ["europe-west3", "asia-south1"]
}

region "me-west1" {
  name     = "Tel Aviv"
  area     = "Middle East"
  country  = "IL"
  partners = ["europe-west3", "europe-west8"]
}

region "northamerica-northeast1" {
  name     = "Montreal"
  area     = "North America"
  country  = "CA"
  partners = ["northamerica-northeast2"]
}

region "northamerica-northeast2" {
  name     = "Toronto"
  area     = "North America"
  country  = "CA"
  partners = ["northamerica-northeast1"]
}

region "northamerica-south1" {
  name     = "Queretaro"
  area     = "North America"
  country  = "MX"
  partners = ["us-south1", "us-central1"]
}

region "southamerica-east1" {
  name     = "Sao Paulo"
  area     = "South America"
  country  = "BR"
  partners = ["southamerica-west1", "us-east4"]
}

region "southamerica-west1" {
  name     = "Santiago"
  area     = "South America"
  country  = "CL"
  partners = ["southamerica-east1", "us-east4"]
}

region "us-central1" {
  name     = "Iowa"
  area     = "North America"
  country  = "US"
  partners = ["us-east1", "us-east4", "us-west1"]
}

region "us-east1" {
  name     = "South Carolina"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-west1"]
}

region "us-east4" {
  name     = "Northern Virginia"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-west1"]
}

region "us-east5" {
  name     = "Columbus"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-west1"]
}

region "us-south1" {
  name     = "Dallas"
  area     = "North America"
  country  = "US"
  partners = ["us-east4", "us-west1"]
}

region "us-west1" {
  name     = "Oregon"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-east4"]
}

region "us-west2" {
  name     = "Los Angeles"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-east4"]
}

region "us-west3" {
  name     = "Salt Lake City"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-east4"]
}

region "us-west4" {
  name     = "Las Vegas"
  area     = "North America"
  country  = "US"
  partners = ["us-central1", "us-east4"]
}

# Locations that span several regions. The provider chooses where within a
# multi-region; the members of a dual-region are fixed, or written beside it.

region "us" {
  name  = "US"
  area  = "North America"
  scope = "multi-region"
}

region "eu" {
  name  = "EU"
  area  = "Europe (EU)"
  scope = "multi-region"
}

region "asia" {
  name  = "ASIA"
  area  = "Asia"
  scope = "multi-region"
}

region "asia1" {
  name    = "ASIA1"
  scope   = "dual-region"
  members = ["asia-northeast1", "asia-northeast2"]
}

region "eur4" {
  name    = "EUR4"
  scope   = "dual-region"
  members = ["europe-north1", "europe-west4"]
}

region "nam4" {
  name    = "NAM4"
  scope   = "dual-region"
  members = ["us-central1", "us-east1"]
}

region "eur5" {
  name    = "EUR5"
  scope   = "dual-region"
  members = ["europe-west1", "europe-west2"]
  trust   = "unverified"
  note    = "crosses EU and UK"
}

region "eur7" {
  name    = "EUR7"
  scope   = "dual-region"
  members = ["europe-west2", "europe-west3"]
  trust   = "unverified"
  note    = "crosses EU and UK"
}

region "eur8" {
  name    = "EUR8"
  scope   = "dual-region"
  members = ["europe-west3", "europe-west6"]
  trust   = "unverified"
  note    = "crosses EU and CH"
}

region "ca" {
  name    = "CA"
  country = "CA"
  scope   = "dual-region"
  trust   = "unverified"
}

region "au" {
  name    = "AU"
  country = "AU"
  scope   = "dual-region"
  trust   = "unverified"
}

region "in" {
  name    = "IN"
  country = "IN"
  scope   = "dual-region"
  trust   = "unverified"
}

region "de" {
  name    = "DE"
  country = "DE"
  scope   = "dual-region"
  trust   = "unverified"
}

region "gb" {
  name    = "GB"
  country = "GB"
  scope   = "dual-region"
  trust   = "unverified"
}

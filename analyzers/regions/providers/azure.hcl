# Microsoft Azure, with the region that each is paired with. A pair takes the
# provider's own copies; some are one-way, and some regions have none.

source   = "Azure's list of regions, 2025-03-21, and newer names"
complete = true

region "australiacentral" {
  name     = "Australia Central"
  area     = "Australia"
  country  = "AU"
  metro    = "Canberra"
  pair     = "australiacentral2"
  partners = ["australiaeast"]
  note     = "pair is in the same city, Canberra"
}

region "australiacentral2" {
  name       = "Australia Central 2"
  area       = "Australia"
  country    = "AU"
  metro      = "Canberra"
  pair       = "australiacentral"
  restricted = true
  partners   = ["australiaeast"]
}

region "australiaeast" {
  name     = "Australia East"
  area     = "Australia"
  country  = "AU"
  pair     = "australiasoutheast"
  zones    = true
  partners = ["australiasoutheast"]
}

region "australiasoutheast" {
  name     = "Australia Southeast"
  area     = "Australia"
  country  = "AU"
  pair     = "australiaeast"
  partners = ["australiaeast"]
}

region "austriaeast" {
  name     = "Austria East"
  area     = "Austria"
  country  = "AT"
  zones    = true
  partners = ["germanywestcentral", "italynorth"]
}

region "belgiumcentral" {
  name     = "Belgium Central"
  area     = "Belgium"
  country  = "BE"
  zones    = true
  partners = ["westeurope", "francecentral"]
}

region "brazilsouth" {
  name     = "Brazil South"
  area     = "Brazil"
  country  = "BR"
  pair     = "southcentralus"
  zones    = true
  partners = ["brazilsoutheast", "southcentralus"]
  note     = "paired across borders; the reverse is not true"
}

region "brazilsoutheast" {
  name       = "Brazil Southeast"
  area       = "Brazil"
  country    = "BR"
  pair       = "brazilsouth"
  restricted = true
  partners   = ["brazilsouth"]
}

region "canadacentral" {
  name     = "Canada Central"
  area     = "Canada"
  country  = "CA"
  pair     = "canadaeast"
  zones    = true
  partners = ["canadaeast"]
}

region "canadaeast" {
  name     = "Canada East"
  area     = "Canada"
  country  = "CA"
  pair     = "canadacentral"
  partners = ["canadacentral"]
}

region "centralindia" {
  name     = "Central India"
  area     = "India"
  country  = "IN"
  pair     = "southindia"
  zones    = true
  partners = ["southindia"]
}

region "southindia" {
  name     = "South India"
  area     = "India"
  country  = "IN"
  pair     = "centralindia"
  partners = ["centralindia"]
}

region "westindia" {
  name     = "West India"
  area     = "India"
  country  = "IN"
  pair     = "southindia"
  partners = ["southindia"]
  note     = "one-way pair"
}

region "jioindiawest" {
  name     = "Jio India West"
  area     = "India"
  country  = "IN"
  pair     = "jioindiacentral"
  partners = ["jioindiacentral"]
  trust    = "unverified"
}

region "jioindiacentral" {
  name     = "Jio India Central"
  area     = "India"
  country  = "IN"
  pair     = "jioindiawest"
  partners = ["jioindiawest"]
  trust    = "unverified"
}

region "centralus" {
  name     = "Central US"
  area     = "United States"
  country  = "US"
  pair     = "eastus2"
  zones    = true
  partners = ["eastus2"]
}

region "eastus2" {
  name     = "East US 2"
  area     = "United States"
  country  = "US"
  pair     = "centralus"
  zones    = true
  partners = ["centralus"]
}

region "eastus" {
  name     = "East US"
  area     = "United States"
  country  = "US"
  pair     = "westus"
  zones    = true
  partners = ["westus"]
}

region "westus" {
  name     = "West US"
  area     = "United States"
  country  = "US"
  pair     = "eastus"
  partners = ["eastus"]
}

region "westus2" {
  name     = "West US 2"
  area     = "United States"
  country  = "US"
  pair     = "westcentralus"
  zones    = true
  partners = ["westcentralus"]
}

region "westcentralus" {
  name     = "West Central US"
  area     = "United States"
  country  = "US"
  pair     = "westus2"
  partners = ["westus2"]
}

region "westus3" {
  name     = "West US 3"
  area     = "United States"
  country  = "US"
  pair     = "eastus"
  zones    = true
  partners = ["eastus"]
  note     = "one-way pair"
}

region "northcentralus" {
  name     = "North Central US"
  area     = "United States"
  country  = "US"
  pair     = "southcentralus"
  partners = ["southcentralus"]
}

region "southcentralus" {
  name     = "South Central US"
  area     = "United States"
  country  = "US"
  pair     = "northcentralus"
  zones    = true
  partners = ["northcentralus"]
}

region "chilecentral" {
  name     = "Chile Central"
  area     = "Chile"
  country  = "CL"
  zones    = true
  partners = ["brazilsouth", "southcentralus"]
  trust    = "name only"
}

region "denmarkeast" {
  name     = "Denmark East"
  area     = "Denmark"
  country  = "DK"
  zones    = true
  partners = ["swedencentral", "germanywestcentral"]
  trust    = "unverified"
}

region "eastasia" {
  name     = "East Asia"
  area     = "Asia Pacific"
  country  = "HK"
  pair     = "southeastasia"
  zones    = true
  partners = ["southeastasia"]
  note     = "pair crosses countries"
}

region "southeastasia" {
  name     = "Southeast Asia"
  area     = "Asia Pacific"
  country  = "SG"
  pair     = "eastasia"
  zones    = true
  partners = ["eastasia"]
  note     = "pair crosses countries"
}

region "francecentral" {
  name     = "France Central"
  area     = "France"
  country  = "FR"
  pair     = "francesouth"
  zones    = true
  partners = ["francesouth"]
}

region "francesouth" {
  name       = "France South"
  area       = "France"
  country    = "FR"
  pair       = "francecentral"
  restricted = true
  partners   = ["francecentral"]
}

region "germanywestcentral" {
  name     = "Germany West Central"
  area     = "Germany"
  country  = "DE"
  pair     = "germanynorth"
  zones    = true
  partners = ["germanynorth"]
}

region "germanynorth" {
  name       = "Germany North"
  area       = "Germany"
  country    = "DE"
  pair       = "germanywestcentral"
  restricted = true
  partners   = ["germanywestcentral"]
}

region "indonesiacentral" {
  name     = "Indonesia Central"
  area     = "Indonesia"
  country  = "ID"
  zones    = true
  partners = ["southeastasia"]
}

region "israelcentral" {
  name     = "Israel Central"
  area     = "Israel"
  country  = "IL"
  zones    = true
  partners = ["italynorth", "westeurope"]
}

region "italynorth" {
  name     = "Italy North"
  area     = "Italy"
  country  = "IT"
  zones    = true
  partners = ["germanywestcentral", "francecentral"]
}

region "japaneast" {
  name     = "Japan East"
  area     = "Japan"
  country  = "JP"
  pair     = "japanwest"
  zones    = true
  partners = ["japanwest"]
}

region "japanwest" {
  name     = "Japan West"
  area     = "Japan"
  country  = "JP"
  pair     = "japaneast"
  zones    = true
  partners = ["japaneast"]
}

region "koreacentral" {
  name     = "Korea Central"
  area     = "Korea"
  country  = "KR"
  pair     = "koreasouth"
  zones    = true
  partners = ["koreasouth"]
}

region "koreasouth" {
  name       = "Korea South"
  area       = "Korea"
  country    = "KR"
  pair       = "koreacentral"
  restricted = true
  partners   = ["koreacentral"]
}

region "malaysiawest" {
  name     = "Malaysia West"
  area     = "Malaysia"
  country  = "MY"
  zones    = true
  partners = ["southeastasia"]
  trust    = "name only"
}

region "mexicocentral" {
  name     = "Mexico Central"
  area     = "Mexico"
  country  = "MX"
  zones    = true
  partners = ["southcentralus"]
}

region "newzealandnorth" {
  name     = "New Zealand North"
  area     = "New Zealand"
  country  = "NZ"
  zones    = true
  partners = ["australiaeast"]
}

region "northeurope" {
  name     = "North Europe"
  area     = "Europe"
  country  = "IE"
  pair     = "westeurope"
  zones    = true
  partners = ["westeurope"]
  note     = "pair crosses countries inside the EU"
}

region "westeurope" {
  name     = "West Europe"
  area     = "Europe"
  country  = "NL"
  pair     = "northeurope"
  zones    = true
  partners = ["northeurope"]
  note     = "pair crosses countries inside the EU"
}

region "norwayeast" {
  name     = "Norway East"
  area     = "Norway"
  country  = "NO"
  pair     = "norwaywest"
  zones    = true
  partners = ["norwaywest"]
}

region "norwaywest" {
  name       = "Norway West"
  area       = "Norway"
  country    = "NO"
  pair       = "norwayeast"
  restricted = true
  partners   = ["norwayeast"]
}

region "polandcentral" {
  name     = "Poland Central"
  area     = "Poland"
  country  = "PL"
  zones    = true
  partners = ["germanywestcentral", "westeurope"]
}

region "qatarcentral" {
  name     = "Qatar Central"
  area     = "Qatar"
  country  = "QA"
  zones    = true
  partners = ["westeurope", "centralindia"]
  avoid    = ["uaenorth"]
  note     = "nearest regions share the same conflict risk"
}

region "southafricanorth" {
  name     = "South Africa North"
  area     = "South Africa"
  country  = "ZA"
  pair     = "southafricawest"
  zones    = true
  partners = ["southafricawest"]
}

region "southafricawest" {
  name       = "South Africa West"
  area       = "South Africa"
  country    = "ZA"
  pair       = "southafricanorth"
  restricted = true
  partners   = ["southafricanorth"]
}

region "spaincentral" {
  name     = "Spain Central"
  area     = "Spain"
  country  = "ES"
  zones    = true
  partners = ["francecentral", "westeurope"]
}

region "swedencentral" {
  name     = "Sweden Central"
  area     = "Sweden"
  country  = "SE"
  pair     = "swedensouth"
  zones    = true
  partners = ["swedensouth"]
}

region "swedensouth" {
  name       = "Sweden South"
  area       = "Sweden"
  country    = "SE"
  pair       = "swedencentral"
  restricted = true
  partners   = ["swedencentral"]
}

region "switzerlandnorth" {
  name     = "Switzerland North"
  area     = "Switzerland"
  country  = "CH"
  pair     = "switzerlandwest"
  zones    = true
  partners = ["switzerlandwest"]
}

region "switzerlandwest" {
  name       = "Switzerland West"
  area       = "Switzerland"
  country    = "CH"
  pair       = "switzerlandnorth"
  restricted = true
  partners   = ["switzerlandnorth"]
}

region "uaenorth" {
  name     = "UAE North"
  area     = "UAE"
  country  = "AE"
  pair     = "uaecentral"
  zones    = true
  partners = ["uaecentral"]
}

region "uaecentral" {
  name       = "UAE Central"
  area       = "UAE"
  country    = "AE"
  pair       = "uaenorth"
  restricted = true
  partners   = ["uaenorth"]
}

region "uksouth" {
  name     = "UK South"
  area     = "United Kingdom"
  country  = "GB"
  pair     = "ukwest"
  zones    = true
  partners = ["ukwest"]
}

region "ukwest" {
  name     = "UK West"
  area     = "United Kingdom"
  country  = "GB"
  pair     = "uksouth"
  partners = ["uksouth"]
}

region "usgovarizona" {
  name      = "US Gov Arizona"
  area      = "US Government"
  country   = "US"
  partition = "usgov"
  pair      = "usgovtexas"
  partners  = ["usgovtexas"]
  trust     = "older page"
}

region "usgovtexas" {
  name      = "US Gov Texas"
  area      = "US Government"
  country   = "US"
  partition = "usgov"
  pair      = "usgovarizona"
  partners  = ["usgovarizona"]
  trust     = "older page"
}

region "usdodeast" {
  name      = "US DoD East"
  area      = "US Government"
  country   = "US"
  partition = "usgov"
  pair      = "usdodcentral"
  partners  = ["usdodcentral"]
  trust     = "older page"
}

region "usdodcentral" {
  name      = "US DoD Central"
  area      = "US Government"
  country   = "US"
  partition = "usgov"
  pair      = "usdodeast"
  partners  = ["usdodeast"]
  trust     = "older page"
}

region "usgovvirginia" {
  name      = "US Gov Virginia"
  area      = "US Government"
  country   = "US"
  partition = "usgov"
  pair      = "usgovtexas"
  zones     = true
  partners  = ["usgovtexas"]
  trust     = "unverified"
}

region "chinaeast" {
  name      = "China East"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinanorth"
  partners  = ["chinanorth"]
}

region "chinanorth" {
  name      = "China North"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinaeast"
  partners  = ["chinaeast"]
}

region "chinaeast2" {
  name      = "China East 2"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinanorth2"
  partners  = ["chinanorth2"]
  trust     = "unverified"
}

region "chinanorth2" {
  name      = "China North 2"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinaeast2"
  partners  = ["chinaeast2"]
  trust     = "unverified"
}

region "chinaeast3" {
  name      = "China East 3"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinanorth3"
  partners  = ["chinanorth3"]
  trust     = "unverified"
}

region "chinanorth3" {
  name      = "China North 3"
  area      = "China"
  country   = "CN"
  partition = "china"
  pair      = "chinaeast3"
  partners  = ["chinaeast3"]
  trust     = "unverified"
}

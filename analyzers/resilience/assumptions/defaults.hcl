# What is assumed where nobody says: weights of the score, and how often and how
# long places are lost. Every number may be replaced in .resilint.hcl, in the same
# words; scores made with others say so in their vector. Sources: docs/scoring.md.

version = "RSL:1"

# weight: how much a service of the tier matters. rto: how long it may be down.
# survives: the widest loss that it must outlive.
tier "t0" {
  weight   = 1
  rto      = "15m"
  survives = "region"
}

tier "t1" {
  weight   = 0.8
  rto      = "1h"
  survives = "region"
}

tier "t2" {
  weight   = 0.5
  rto      = "4h"
  survives = "region"
}

tier "t3" {
  weight   = 0.25
  rto      = "24h"
  survives = "zone"
}

tier "t4" {
  weight = 0.1
}

# Between t1 and t2: a first run warns and does not block.
tier "unknown" {
  weight   = 0.6
  rto      = "4h"
  survives = "region"
}

# What an event wider than a tier must survive counts for.
out_of_scope = 0.4

# per_year: how often. loss: how likely data without a copy is gone for good.
# lasts: how long in the lighter half of cases, in four of ten, in the worst tenth.
event "deletion" { # of objects, by a mistake of one's own
  per_year = 0.5
  loss     = 0.9
}

event "zone" {
  per_year = 0.5
  loss     = 0.05
  lasts    = ["1h", "4h", "12h"]
}

event "service" { # of one region; 4.9 h on average are 58 min a year, next to the 53 of a 99.99 % design
  per_year = 0.2
  loss     = 0.03
  lasts    = ["114m", "258m", "1308m"]
}

event "region" {
  per_year = 0.05
  loss     = 0.1
  lasts    = ["4h", "12h", "48h"]
}

event "global" { # a service everywhere
  per_year = 0.05
  loss     = 0.02
  lasts    = ["2h", "6h", "14h"]
}

event "account" { # and keys
  per_year = 0.01
  loss     = 0.5
  lasts    = ["24h", "72h", "240h"]
}

event "provider" {
  per_year = 0.003
  loss     = 0.3
  lasts    = ["6h", "24h", "72h"]
}

# How long it takes to come back by a copy, from each rung of the ladder.
switching {
  cold_copy      = "8h"
  warm_replica   = "4h"
  manual_switch  = "1h"
  automatic_read = "5m"
  active_active  = "1m"
}

# How much of the data a copy may miss.
lag {
  backup  = "24h"
  replica = "1h"
  timed   = "15m"
  sync    = "1m"
}

# How precious data of a class is; user stands for a class that nobody says.
data {
  system_of_record = 1
  user             = 0.8
  derived          = 0.3
  cache            = 0.05
}

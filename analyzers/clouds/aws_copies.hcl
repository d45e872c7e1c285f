# Copies that other services of AWS make of buckets.

# A vault keeps copies of many things; it counts once a bucket is copied to it.
resource "aws_backup_vault" {
  also = ["aws_backup_logically_air_gapped_vault"]
  bucket {
    name  = self.name
    scope = "region"
    vault = true
    default {
      versioning = true # each backup stands for itself
    }
  }
  names = ["id", "name", "arn"]
}

resource "aws_backup_vault_lock_configuration" {
  guard {
    of   = self.backup_vault_name
    lock = !blank(self.min_retention_days, self.max_retention_days)
  }
}

# Its rules are read through the selections that say what it backs up.
resource "aws_backup_plan" {}

resource "aws_backup_selection" {
  copy {
    with             = self.plan_id
    for_each         = "with.rule.copy_action"
    from             = self.resources
    to               = each.destination_vault_arn
    region           = regexall("^arn:[^:]+:backup:([a-z0-9-]+):", each.destination_vault_arn)[0][0]
    mechanism        = "backup"
    enabled          = [true]
    cold             = true
    needs_versioning = true
    mixed            = true
    doubt {
      when = blank(self.resources) || !blank(self.condition, self.not_resources)
      why  = "it selects by tags or by exceptions, which are not followed"
    }
  }
  # A rule that copies nothing on leaves its backups where the bucket is.
  copy {
    with             = self.plan_id
    for_each         = "with.rule"
    only             = blank(each.copy_action)
    from             = self.resources
    to               = each.target_vault_name
    mechanism        = "backup"
    enabled          = [true]
    cold             = true
    needs_versioning = true
    mixed            = true
    doubt {
      when = blank(self.resources) || !blank(self.condition, self.not_resources)
      why  = "it selects by tags or by exceptions, which are not followed"
    }
  }
}

# A task copies when it runs: by its schedule or, without one, when somebody starts it.
resource "aws_datasync_task" {
  copy {
    from      = self.source_location_arn
    to        = self.destination_location_arn
    mechanism = "transfer"
    enabled   = !blank(self.schedule.schedule_expression) && self.schedule.status != "DISABLED"
    whole     = blank(self.includes, self.excludes)
    deletes   = self.options.preserve_deleted_files == "REMOVE"
    mixed     = true
  }
}

resource "aws_datasync_location_s3" {
  alias = self.s3_bucket_arn
}

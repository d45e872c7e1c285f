rule "RL6004" {
  name      = "pages-point-at-one-bucket"
  summary   = "Pages send browsers to a bucket's own host, with nowhere else to load from."
  level     = "warning"
  max_level = "warning"
  precision = "high"
  over      = "dependencies"
  when      = each.access == "serve" && each.via == "url" && each.need != "soft" && each.rung <= 3 && !each.switched
  score     = min(each.score, 39)
  message   = "'${each.service.name}' sends browsers to '${each.bucket.label}' for what its pages need, and has nowhere else to load it from."
  suggest   = ["F01", "F15"]
  help      = <<-EOT
    **Why.** A page that names a bucket's host is broken while the bucket's region is down, whatever serves the page itself. That is how much of the web went
    dark on 28 February 2017.

    **How to fix.** Serve assets from a name of your own with two origins behind it, or ship them with the site.

    **How to test.** Block the bucket's host in a browser, and look at the page.
  EOT
}

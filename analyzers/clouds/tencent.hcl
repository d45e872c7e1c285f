# Tencent Cloud COS. A bucket's name ends in the number of its account.
locators "tencent" {
  product = "cos"

  fields = {
    bucket = "[a-z0-9][a-z0-9-]*-[0-9]{8,12}"
    region = "[a-z]{2,3}-[a-z]+(-[0-9])?"
  }

  locator "uri" {
    forms = ["(cos|cosn)://{bucket}"]
  }

  locator "cos-vhost" {
    forms = ["{bucket}.cos[-website].{region}.(myqcloud|tencentcos).(com|cn)"]
  }

  locator "cos-path" {
    forms = ["cos.{region}.(myqcloud|tencentcos).(com|cn)/{bucket}"]
  }

  locator "cos-accelerate" {
    forms = ["{bucket}.cos.accelerate.(myqcloud|tencentcos).(com|cn)"]
  }
}

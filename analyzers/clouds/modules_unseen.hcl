# What the modules run whose code is not on disk and that nothing else here names,
# as the words say that their sources end in. Whatever is told of them is possible.
# The first block that fits wins; so does the first argument of it.

unseen "state-machine" {
  words     = "step-?functions?|state-?machines?|sfn"
  endpoints = "\\A(?:(?:state_machine|step_function|sfn)_)?(?:arn|id)\\z"
  argument {
    like   = "definition"
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

unseen "distribution" {
  words = "cloud-?front(?:-distributions?)?|cdn|front-?door|cloud-cdn"
  argument {
    like   = "log|diagnostic"
    but    = "enabled|analytics_workspace|logic|login|logo"
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  argument {
    like   = "origin|bucket|s3|storage|backend|host_?name|api|regional_domain_name|load_balancer"
    but    = "alias|certificate|cors|custom|access_(?:control|identity)|policy|waf|zone|tags"
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

unseen "load-balancer" {
  words     = "[anegc]lb|lb|load-?balancers?(?:-http)?|(?:app|application)-gateways?"
  endpoints = "dns_name\\z|fqdn\\z"
  relays    = true
  argument {
    like   = "log"
    but    = "enabled|analytics_workspace|login"
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  argument {
    like   = "target|backend|forward"
    but    = "security|subnet|port|type|health|certificate"
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

unseen "api" {
  words     = "api-?gateway(?:-?v\\d|-rest|-http)?|api-?gw|apim(?:-api)?|api-management-api|(?:rest|http)-api"
  endpoints = "(?:\\A|_)(?:url|endpoint|gateway_url)\\z"
  argument {
    like   = "log|diagnostic"
    but    = "enabled|analytics_workspace|logic|login"
    access = "logs"
    need   = "soft"
    via    = "log"
  }
  argument {
    like   = "definition|template|body|openapi|swagger|integration|backend|service_url|lambda|function|route|authori[sz]er|uri\\z"
    but    = "role|security|domain|certificate|policy|tags"
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

unseen "dns-name" {
  words = "route-?53(?:-(?:alias|records?))?|(?:dns|cname|alias)-(?:records?|alias)|dns"
  front = true
  argument {
    like   = "record|alias|target|dns_name|cname|values?\\z"
    but    = "zone|ttl|type"
    access = "serve"
    need   = "hard"
    via    = "origin"
  }
}

unseen "query" {
  words = "athena(?:-workgroups?)?"
  argument {
    like   = "bucket|output|result|location"
    but    = "kms|key|log"
    access = "write"
    need   = "soft"
    via    = "attribute"
  }
}

unseen "job" {
  words = "(?:glue|batch)(?:-(?:jobs?|crawlers?))?|cloud-run-jobs?|container-app-jobs?"
  argument {
    like   = "bucket|s3_|storage_account"
    but    = "log|artifact|script|code|kms|key|state|role|policy"
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

unseen "function" {
  words     = "lambdas?(?:-functions?)?|functions?(?:-app)?|cloud-?functions?(?:-?v\\d)?"
  endpoints = "\\A(?:(?:lambda|function)_)?(?:invoke_)?arn\\z|\\A(?:lambda_)?function_(?:arn|invoke_arn|url)\\z|hostname\\z"
  argument {
    like   = "bucket|storage_account"
    but    = "\\As3_bucket\\z|log|artifact|source|code|package|deploy|layer|kms|key|state|role|policy|diagnostic|access"
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

unseen "app" {
  words     = "(?:ecs|fargate)(?:-(?:services?|tasks?))?|container-?apps?|cloud-?run(?:-?v\\d|-services?)?|app-service"
  endpoints = "(?:default_(?:site_)?)hostname\\z|(?:\\A|_)(?:url|fqdn)\\z"
  argument {
    like   = "bucket|storage_account"
    but    = "log|artifact|source|code|package|deploy|kms|key|state|role|policy|diagnostic|exec|access"
    access = "read"
    need   = "hard"
    via    = "attribute"
  }
}

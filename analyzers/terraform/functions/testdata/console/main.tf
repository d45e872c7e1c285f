# What terraform console knows while the answers are recorded. Only literals.
locals {
  greeting = "Hello, $${name}!"
  loop     = "%%{ for i, x in xs ~}\n$${i}=$${x}\n%%{ endfor ~}\n"
  branch   = "%%{ if on }yes%%{ else }no%%{ endif }"
  single   = "$${xs}"
  number   = "$${n}"
  broken   = "$${name"
  nested   = "$${templatestring(\"x\", {})}"
  calls    = "$${upper(join(\"-\", xs))}"
  plain    = "nothing to see"
  quoted   = "a $$$${not} b"
}

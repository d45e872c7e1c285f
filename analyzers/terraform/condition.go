package terraform

import "strings"

// Negated is the condition that holds when another does not; empty of an empty one.
func Negated(cond string) string {
	joined := strings.Contains(cond, " && ") || strings.Contains(cond, " || ")
	switch rest, not := strings.CutPrefix(cond, "!"); {
	case cond == "":
		return ""
	case joined, strings.ContainsAny(cond, "<>"):
		return "!(" + cond + ")"
	case not:
		return rest
	case strings.Count(cond, " == ") == 1:
		return strings.Replace(cond, " == ", " != ", 1)
	case strings.Count(cond, " != ") == 1:
		return strings.Replace(cond, " != ", " == ", 1)
	}
	return "!" + cond
}

// Grouped is a condition as a part of one that the sign joins: "&&" or "||".
func Grouped(cond, sign string) string {
	other := " || "
	if sign == "||" {
		other = " && "
	}
	if strings.Contains(cond, other) && !strings.HasPrefix(cond, "!(") {
		return "(" + cond + ")"
	}
	return cond
}

// Both is the condition that holds when two do; an empty one always holds.
func Both(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return Grouped(a, "&&") + " && " + Grouped(b, "&&")
}

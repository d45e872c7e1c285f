package clouds

import "testing"

// others are strings of the kinds that estates are full of and that name no
// bucket: names, addresses, settings, other people's URLs.
var others = []string{
	"production", "true", "eu-west-1", "acme-orders-api", "10.0.0.0/16", "t3.medium", "8080",
	"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "lambda.amazonaws.com",
	"arn:aws:sqs:eu-west-1:123456789012:orders", "https://api.example.com/v1/orders?page=2",
	"postgres://app@db.internal:5432/orders", "index.handler", "/health/live", "hashicorp/aws",
	"123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1.4.2", "support@example.com",
	"https://sqs.eu-west-1.amazonaws.com/123456789012/orders", "${var.name}-role", "A fine description. It has words.",
	"https://login.microsoftonline.com/common/oauth2/token", "roles/storage.objectViewer", "nodejs22.x", "rate(5 minutes)",
	"https://www.googleapis.com/auth/cloud-platform", "projects/acme/locations/europe-west1/keyRings/main",
}

// BenchmarkLocate reads the strings of an estate: four of five name no bucket.
func BenchmarkLocate(b *testing.B) {
	var list []string
	for i, r := range rows(b) {
		list = append(list, r.Input)
		for j := range 4 {
			list = append(list, others[(4*i+j)%len(others)])
		}
	}
	benchmark(b, list)
}

// BenchmarkLocateRows reads strings that all look like locators.
func BenchmarkLocateRows(b *testing.B) {
	var list []string
	for _, r := range rows(b) {
		list = append(list, r.Input)
	}
	benchmark(b, list)
}

func benchmark(b *testing.B, list []string) {
	b.Helper()
	Locate(list[0]) // compiles the table
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Locate(list[i%len(list)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mstrings/s")
}

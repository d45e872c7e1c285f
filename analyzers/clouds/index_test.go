package clouds

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/terraform"
)

// What decides location, redundancy, copies, switches, guards and reach. A
// star stands for all types that begin alike.
const typesThatDecide = `
aws_s3_bucket aws_s3_directory_bucket aws_s3control_bucket aws_s3_access_point aws_s3control_object_lambda_access_point
aws_s3control_multi_region_access_point aws_s3control_multi_region_access_point_policy aws_s3tables_table_bucket
aws_s3_bucket_replication_configuration aws_s3_bucket_versioning aws_s3_bucket_lifecycle_configuration
aws_s3_bucket_object_lock_configuration aws_s3_bucket_server_side_encryption_configuration aws_s3_bucket_policy aws_s3_bucket_acl
aws_s3_bucket_public_access_block aws_s3_bucket_ownership_controls aws_s3_bucket_website_configuration
aws_s3_bucket_accelerate_configuration aws_s3_bucket_logging aws_s3_bucket_notification aws_s3_bucket_inventory
aws_s3_bucket_intelligent_tiering_configuration
aws_kms_key aws_kms_replica_key aws_kms_alias aws_kms_key_policy
aws_backup_plan aws_backup_vault aws_backup_vault_policy aws_backup_vault_lock_configuration aws_backup_selection aws_datasync_task
aws_datasync_location_s3
aws_cloudfront_distribution aws_cloudfront_origin_access_control aws_cloudfront_origin_access_identity aws_route53_record
aws_route53_health_check aws_route53recoverycontrolconfig_* aws_globalaccelerator_* aws_ssm_parameter aws_appconfig_*
aws_iam_policy aws_iam_role_policy aws_iam_user_policy aws_iam_policy_document aws_vpc_endpoint aws_lambda_function
aws_ecr_replication_configuration
aws_cloudtrail aws_lb aws_flow_log aws_kinesis_firehose_delivery_stream aws_config_delivery_channel aws_athena_workgroup aws_glue_*
aws_codepipeline aws_codebuild_project
google_storage_bucket google_storage_bucket_object google_storage_bucket_iam_* google_storage_anywhere_cache google_storage_transfer_job
google_compute_backend_bucket google_compute_region_backend_bucket google_compute_url_map google_kms_key_ring google_kms_crypto_key
google_firebase_storage_bucket google_firebase_storage_default_bucket google_artifact_registry_repository google_cloudfunctions2_function
azurerm_storage_account azurerm_storage_container azurerm_storage_data_lake_gen2_filesystem azurerm_storage_account_static_website
azurerm_storage_object_replication azurerm_storage_management_policy azurerm_storage_container_immutability_policy
azurerm_storage_account_network_rules azurerm_storage_account_customer_managed_key azurerm_storage_encryption_scope
azurerm_data_protection_backup_vault azurerm_data_protection_backup_policy_blob_storage
azurerm_data_protection_backup_instance_blob_storage azurerm_management_lock azurerm_cdn_frontdoor_profile
azurerm_cdn_frontdoor_endpoint azurerm_cdn_frontdoor_origin_group azurerm_cdn_frontdoor_origin azurerm_cdn_frontdoor_route
azurerm_cdn_frontdoor_rule azurerm_traffic_manager_* azurerm_private_endpoint azurerm_role_assignment
cloudflare_r2_bucket cloudflare_r2_bucket_lock cloudflare_r2_bucket_lifecycle cloudflare_r2_bucket_sippy cloudflare_r2_custom_domain
cloudflare_r2_managed_domain cloudflare_load_balancer cloudflare_load_balancer_pool cloudflare_load_balancer_monitor
cloudflare_load_balancer_monitor_group
digitalocean_spaces_bucket digitalocean_spaces_bucket_object digitalocean_cdn
b2_bucket
linode_object_storage_bucket
oci_objectstorage_bucket oci_objectstorage_replication_policy oci_objectstorage_object_lifecycle_policy
alicloud_oss_bucket alicloud_oss_bucket_replication alicloud_oss_bucket_versioning alicloud_oss_bucket_worm alicloud_oss_bucket_cname
ibm_cos_bucket ibm_cos_bucket_replication_rule ibm_cos_backup_vault ibm_cos_backup_policy
scaleway_object_bucket scaleway_object_bucket_lock_configuration scaleway_object_bucket_website_configuration
scaleway_edge_services_backend_stage
ovh_cloud_project_storage ovh_cloud_project_storage_replication_job
minio_s3_bucket minio_s3_bucket_replication minio_site_replication
openstack_objectstorage_container_v1
fastly_service_vcl`

var unreadRow = regexp.MustCompile("(?m)^\\| ((?:`[a-z0-9_]+\\*?`(?:, )?)+) \\| [^|]{10,} \\|$")

// unread lists the types that docs/vocabulary.md says are not read, and why.
func unread(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/vocabulary.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## What is not read")
	var list []string
	for _, row := range unreadRow.FindAllStringSubmatch(section, -1) {
		for name := range strings.SplitSeq(row[1], ", ") {
			list = append(list, strings.Trim(name, "`"))
		}
	}
	return list
}

// reads says that the vocabulary has a type, or some type that begins alike.
func (v *Vocabulary) reads(typ string) bool {
	for key := range v.catalog.types {
		if key.mode != terraform.Call && globMatch(typ, key.typ) {
			return true
		}
	}
	return false
}

// Every type that decides something is read, or it is told why it is not.
func TestIndex(t *testing.T) {
	v, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	told := unread(t)
	for typ := range strings.FieldsSeq(typesThatDecide) {
		switch read, why := v.reads(typ), slices.Contains(told, typ); {
		case !read && !why:
			t.Errorf("%s is neither in the vocabulary nor among the types that docs/vocabulary.md says are not read", typ)
		case read && why:
			t.Errorf("%s is read: docs/vocabulary.md must not say that it is not", typ)
		}
	}
	for _, typ := range told {
		if !slices.Contains(strings.Fields(typesThatDecide), typ) {
			t.Errorf("docs/vocabulary.md tells of %s, which the index does not have", typ)
		}
	}
}

// Of several blocks for one type all but the last say when they are meant:
// what comes behind one that always is would never be looked at. What says that a
// type is a backing service is looked at beside all others.
func TestNoTypeIsToldTwice(t *testing.T) {
	v, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for key, specs := range v.catalog.types {
		others := slices.DeleteFunc(slices.Clone(specs), func(s *typeSpec) bool { return s.Backing != nil })
		if len(specs)-len(others) > 1 {
			t.Errorf("%s is a backing service twice", key.typ)
		}
		for i, spec := range others {
			if i < len(others)-1 && !written(spec.When) && len(spec.Telling) == 0 {
				t.Errorf("%s: %s hides what %s says", key.typ, spec.At, others[i+1].At)
			}
		}
	}
}

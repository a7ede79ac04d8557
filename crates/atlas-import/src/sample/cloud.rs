//! Cloud accounts, permission sets, and the roles of service accounts in them.

use super::ledger::{Draft, File};
use super::{Organisation, staff};

pub(super) const PRODUCTION: &str = "account/production";

pub(super) fn write(org: &mut Organisation) {
    org.ledger.node(File::Cloud, Draft::container("AwsAccount", PRODUCTION, "Harbor production").crown());
    for (id, name) in [("account/staging", "Harbor staging"), ("account/analytics", "Harbor analytics")] {
        org.ledger.node(File::Cloud, Draft::container("AwsAccount", id, name));
    }
    for (id, name, level, account) in [
        ("permission-set/production-administrator", "Production administrator", "admin", PRODUCTION),
        ("permission-set/production-viewer", "Production viewer", "read", PRODUCTION),
        ("permission-set/staging-developer", "Staging developer", "write", "account/staging"),
        ("permission-set/analytics-builder", "Analytics builder", "write", "account/analytics"),
    ] {
        org.ledger.node(File::Cloud, Draft::entitlement("PermissionSet", id, name));
        org.ledger.grant(File::Cloud, id, "AppliesTo", level, account);
    }
    staff::group(org, "group/production-administrators", "Production Administrators");
    let grants = [
        ("group/production-administrators", "permission-set/production-administrator"),
        ("group/platform-engineering", "permission-set/production-viewer"),
        ("group/platform-engineering", "permission-set/staging-developer"),
        ("group/portal-developers", "permission-set/staging-developer"),
        ("group/lake-writers", "permission-set/analytics-builder"),
    ];
    for (group, set) in grants {
        org.ledger.relation(File::Cloud, group, "HasEntitlement", set);
    }
    for person in org.with_duty("group/alert-responders").into_iter().step_by(3) {
        org.ledger.relation(File::Directory, &person, "MemberOf", "group/production-administrators");
    }
    for (id, name, level, account) in [
        ("role/deploy-production", "Deploy production", "admin", PRODUCTION),
        ("role/deploy-staging", "Deploy staging", "admin", "account/staging"),
    ] {
        org.ledger.node(File::Cloud, Draft::entitlement("Role", id, name));
        org.ledger.grant(File::Cloud, id, "AppliesTo", level, account);
    }
}

/// Write a role that applies to a thing at a level.
pub(super) fn role(org: &mut Organisation, id: &str, level: &'static str, target: &str) {
    org.ledger.node(File::Cloud, Draft::entitlement("Role", id, &super::words(id)));
    org.ledger.grant(File::Cloud, id, "AppliesTo", level, target);
}

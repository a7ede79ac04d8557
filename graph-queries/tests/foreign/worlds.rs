//! Small databases in the shape of three tools, and one of a tool that nobody knows.

use serde_json::{Value, json};

use super::server::Server;

pub(crate) fn node(labels: &[&str], properties: Value) -> Value {
    json!({ "labels": labels, "properties": properties })
}

pub(crate) fn relation(from: &str, kind: &str, to: &str, properties: Value) -> Value {
    json!({ "from": from, "type": kind, "to": to, "properties": properties })
}

const DOMAIN: &str = "S-1-5-21-1-2-3";

/// Ann is in a group that may change Bob's password; Bob administers the domain.
pub(crate) fn bloodhound_ce(server: &Server) {
    let sid = |rid: &str| format!("{DOMAIN}-{rid}");
    let nodes = json!([
        node(
            &["Base", "User"],
            json!({"objectid": sid("1101"), "name": "ANN@CORP.LOCAL", "enabled": true,
            "lastlogon": 1_700_000_000, "lastseen": "2026-01-01T00:00:00Z", "system_tags": "", "serviceprincipalnames": []})
        ),
        node(
            &["Base", "User"],
            json!({"objectid": sid("1102"), "name": "BOB@CORP.LOCAL", "enabled": true,
            "lastseen": "2026-01-01T00:00:00Z"})
        ),
        node(
            &["Base", "User"],
            json!({"objectid": sid("1103"), "name": "GONE@CORP.LOCAL", "enabled": false,
            "lastseen": "2026-01-01T00:00:00Z"})
        ),
        node(&["Base", "Group"], json!({"objectid": sid("1201"), "name": "HELPDESK@CORP.LOCAL"})),
        node(
            &["Base", "Group", "Tag_Tier_Zero"],
            json!({"objectid": sid("512"), "name": "DOMAIN ADMINS@CORP.LOCAL",
            "system_tags": "admin_tier_0"})
        ),
        node(
            &["Base", "Computer"],
            json!({"objectid": sid("1301"), "name": "VAULT.CORP.LOCAL",
            "system_tags": "owned admin_tier_0"})
        ),
        node(&["Base", "Domain"], json!({"objectid": DOMAIN, "name": "CORP.LOCAL"})),
        node(&["AZBase", "AZUser"], json!({"objectid": "11111111-0000", "name": "ann@corp.example"})),
        node(&["Base", "Printer"], json!({"objectid": "p1", "name": "printer"})),
        node(&["Base", "User"], json!({"name": "nobody knows the id of this one"})),
        node(&["MigrationData"], json!({"version": 7})),
    ]);
    let plain = || json!({"isacl": false, "lastseen": "2026-01-01T00:00:00Z"});
    let relations = json!([
        relation(&sid("1101"), "MemberOf", &sid("1201"), plain()),
        relation(&sid("1201"), "ForceChangePassword", &sid("1102"), json!({"isacl": true, "isinherited": false})),
        relation(&sid("1102"), "MemberOf", &sid("512"), plain()),
        relation(&sid("1103"), "MemberOf", &sid("1201"), plain()),
        relation(&sid("512"), "AdminTo", &sid("1301"), plain()),
        relation(&sid("1101"), "SyncedToEntraUser", "11111111-0000", plain()),
        relation(&sid("1101"), "PrintsOn", "p1", plain()),
    ]);
    server.fill("objectid", &nodes, &relations);
}

/// Ann's team may assume a role that may assume the administrator's.
pub(crate) fn cartography(server: &Server) {
    let arn = |what: &str| format!("arn:aws:iam::111122223333:{what}");
    let stamp = 1_767_000_000;
    let aws = |label: &str, marker: &str, id: &str, name: &str| {
        node(
            &[label, "AWSPrincipal", marker],
            json!({"id": id, "arn": id, "name": name, "lastupdated": stamp, "firstseen": stamp}),
        )
    };
    let nodes = json!([
        node(&["AWSAccount", "Tenant"], json!({"id": "111122223333", "name": "prod", "lastupdated": stamp})),
        aws("AWSUser", "UserAccount", &arn("user/ann"), "ann"),
        aws("AWSUser", "UserAccount", &arn("user/bob"), "bob"),
        aws("AWSGroup", "UserGroup", &arn("group/dev"), "dev"),
        aws("AWSRole", "PermissionRole", &arn("role/deploy"), "deploy"),
        aws("AWSRole", "PermissionRole", &arn("role/admin"), "admin"),
        node(&["AWSS3Bucket", "ObjectStorage"], json!({"id": "payroll", "name": "payroll", "lastupdated": stamp})),
        node(&["AWSSSOUser", "UserAccount"], json!({"id": "sso-cho", "user_name": "cho", "lastupdated": stamp})),
        node(
            &["OktaUser", "UserAccount"],
            json!({"id": "00u1", "email": "ann@corp.example", "status": "SUSPENDED",
            "last_login": "2026-01-01T08:00:00Z", "lastupdated": stamp})
        ),
        node(
            &["GitHubOrganization", "Tenant"],
            json!({"id": "https://github.com/corp", "username": "corp", "lastupdated": stamp})
        ),
        node(
            &["GitHubUser", "UserAccount"],
            json!({"id": "https://github.com/ann", "username": "ann", "lastupdated": stamp})
        ),
        node(
            &["GitHubRepository", "CodeRepository"],
            json!({"id": "https://github.com/corp/web", "name": "web", "lastupdated": stamp})
        ),
        // Two tools, one id: Cartography's ids are unique for a label only.
        node(&["AWSVpc"], json!({"id": "shared-1", "lastupdated": stamp})),
        node(&["AzureResourceGroup"], json!({"id": "shared-1", "name": "rg", "lastupdated": stamp})),
        node(&["AWSTag", "Tag"], json!({"id": "env:prod", "lastupdated": stamp})),
    ]);
    let told = || json!({"lastupdated": stamp});
    let relations = json!([
        relation("111122223333", "RESOURCE", &arn("user/ann"), told()),
        relation("111122223333", "RESOURCE", &arn("role/admin"), told()),
        relation(&arn("user/ann"), "MEMBER_AWS_GROUP", &arn("group/dev"), told()),
        relation(&arn("user/ann"), "MEMBER_OF", &arn("group/dev"), told()),
        relation(&arn("group/dev"), "STS_ASSUMEROLE_ALLOW", &arn("role/deploy"), told()),
        relation(&arn("role/deploy"), "STS_ASSUMEROLE_ALLOW", &arn("role/admin"), told()),
        relation(&arn("role/admin"), "ALLOWED_BY", "sso-cho", told()),
        relation(&arn("role/admin"), "CAN_READ", "payroll", told()),
        relation(&arn("user/bob"), "TAGGED", "env:prod", told()),
        relation("00u1", "APPLICATION", "https://github.com/corp", told()),
        relation("https://github.com/ann", "OUTSIDE_COLLAB_WRITE", "https://github.com/corp/web", told()),
        relation("https://github.com/corp/web", "OWNER", "https://github.com/corp", told()),
        relation("payroll", "LOGS_TO", "payroll", told()),
    ]);
    server.fill("id", &nodes, &relations);
}

/// What nobody has described.
pub(crate) fn strangers(server: &Server) {
    let nodes = json!([
        node(&["Film"], json!({"tag": "f1", "called": "One"})),
        node(&["Film"], json!({"tag": "f2", "called": "Two"})),
        node(&["Actor"], json!({"tag": "a1", "called": "Ann", "on": true})),
    ]);
    server.fill("tag", &nodes, &json!([relation("a1", "PLAYS_IN", "f1", json!({"as": "write"}))]));
}

/// A map of it.
pub(crate) const FILMS: &str = r#"
name = "films"
title = "Film club"
[recognise]
any = ["Film"]
[nodes]
id = ["tag"]
name = ["called"]
kind = { Actor = { as = "Person" }, Film = { class = "resource" } }
enabled = [{ property = "on" }]
[[relations.map]]
type = "PLAYS_IN"
as = "RepoPermission"
level_from = "as"
"#;

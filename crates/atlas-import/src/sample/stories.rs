//! Three escalation stories, each from an ordinary person to a crown jewel, and ways that look
//! like them and lead nowhere.

use atlas_model::Lifecycle;

use super::ledger::{Draft, File};
use super::{Organisation, Story, agents, estate, fleets, pipelines, staff, systems};

pub(super) fn write(org: &mut Organisation) {
    forgotten_runner(org);
    helpful_agent(org);
    backup_operator(org);
    decoys(org);
}

/// A person of the sample by name, in a department, with a duty.
fn cast(org: &mut Organisation, name: &str, department: usize, duty: &str) -> String {
    let at = staff::person(org, name, Some(department), super::departments::DEPARTMENTS[department].name, true);
    for usual in super::departments::DEPARTMENTS[department].duties.iter().filter(|d| d.share > 90) {
        staff::join(org, at, &format!("group/{}", super::slug(usual.name)));
    }
    staff::join(org, at, duty);
    org.people[at].id.clone()
}

fn tell(org: &mut Organisation, name: &'static str, nodes: &[&str]) {
    org.truth.stories.push(Story { name, nodes: nodes.iter().map(|&n| n.to_owned()).collect() });
}

/// The website builds on a machine that nobody remembers, and the machine keeps a key to production.
fn forgotten_runner(org: &mut Organisation) {
    let who = cast(org, "Jonna Thornquay", 8, "group/website-maintainers");
    org.ledger.node(File::Ci, Draft::resource("Pipeline", "pipeline/website-preview", "Website preview"));
    org.ledger.relation(File::Ci, "repo/harbor-website", "CanModifyCode", "pipeline/website-preview");
    org.ledger.node(
        File::Ci,
        Draft::identity("Runner", Lifecycle::Stable, "computer/runner-legacy-03", "runner-legacy-03")
            .with("lastused", "2026-11-20"),
    );
    org.ledger.relation(File::Ci, "pipeline/website-preview", "CanExec", "computer/runner-legacy-03");
    pipelines::write_secret(org, "secret/deploy-key-2021");
    org.ledger.relation(File::Ci, "computer/runner-legacy-03", "CanReadSecret", "secret/deploy-key-2021");
    fleets::machine(org, File::Cloud, "ServiceAccount", Lifecycle::Stable, "svc-deploy-legacy", None);
    org.ledger.relation(File::Ci, "secret/deploy-key-2021", "Authenticates", "svc-deploy-legacy");
    org.ledger.relation(File::Cloud, "svc-deploy-legacy", "CanAssume", "role/deploy-production");
    tell(
        org,
        "The forgotten runner",
        &[
            &who,
            "group/website-maintainers",
            "repo/harbor-website",
            "pipeline/website-preview",
            "computer/runner-legacy-03",
            "secret/deploy-key-2021",
            "svc-deploy-legacy",
            "role/deploy-production",
            "account/production",
        ],
    );
}

/// An assistant answers questions about pay, and does it with the account of the payroll run.
fn helpful_agent(org: &mut Organisation) {
    let who = cast(org, "Tamsin Ferrystone", 5, "group/knowledge-editors");
    fleets::machine(org, File::Agents, "Agent", Lifecycle::Autonomous, "agent/pilot", None);
    org.ledger.relation(File::Agents, "group/knowledge-editors", "Invokes", "agent/pilot");
    for tool in ["tool/pay-lookup", "tool/leave-calendar"] {
        org.ledger.relation(File::Agents, "agent/pilot", "Invokes", tool);
    }
    agents::write_tool(org, "tool/pay-lookup");
    agents::write_tool(org, "tool/leave-calendar");
    pipelines::write_secret(org, "secret/payroll-batch-password");
    org.ledger.relation(File::Agents, "tool/pay-lookup", "CanReadSecret", "secret/payroll-batch-password");
    let owner = org.with_duty("group/payroll-officers").into_iter().next();
    fleets::machine(org, File::Cloud, "ServiceAccount", Lifecycle::Stable, "svc-payroll-batch", owner);
    org.ledger.relation(File::Ci, "secret/payroll-batch-password", "Authenticates", "svc-payroll-batch");
    org.ledger.grant(File::Applications, "svc-payroll-batch", "Grants", "write", "db/payroll");
    tell(
        org,
        "The helpful agent",
        &[
            &who,
            "group/knowledge-editors",
            "agent/pilot",
            "tool/pay-lookup",
            "secret/payroll-batch-password",
            "svc-payroll-batch",
            "db/payroll",
        ],
    );
}

/// Building controls share a server with the backup account, and backups hold the whole domain.
fn backup_operator(org: &mut Organisation) {
    staff::group(org, "group/machine-room-keys", "Machine Room Keys");
    let who = cast(org, "Arvid Mooring", 14, "group/machine-room-keys");
    for person in org.with_duty("group/vehicle-fleet").into_iter().take(5) {
        org.ledger.relation(File::Directory, &person, "MemberOf", "group/machine-room-keys");
    }
    staff::group(org, "group/site-server-maintenance", "Site Server Maintenance");
    org.ledger.relation(File::Directory, "group/machine-room-keys", "MemberOf", "group/site-server-maintenance");
    estate::computer(
        org,
        "BLD-02",
        "unit/servers",
        &["group/domain-computers", "group/member-servers", "group/patch-window"],
        None,
    );
    org.ledger.relation(File::Directory, "group/site-server-maintenance", "AdminTo", "computer/BLD-02");
    fleets::machine(org, File::Directory, "ServiceAccount", Lifecycle::Stable, "svc-backup", None);
    org.ledger.relation(File::Directory, "computer/BLD-02", "HasSession", "svc-backup");
    org.ledger.relation(File::Directory, "svc-backup", "MemberOf", "group/backup-operators");
    org.ledger.relation(File::Directory, "group/backup-operators", "AdminTo", "computer/DC-01");
    tell(
        org,
        "The backup operator",
        &[
            &who,
            "group/machine-room-keys",
            "group/site-server-maintenance",
            "computer/BLD-02",
            "svc-backup",
            "group/backup-operators",
            "vault/backup",
        ],
    );
}

/// Ways that begin like the stories and end before a crown jewel.
fn decoys(org: &mut Organisation) {
    // A key that is kept but speaks for an account that was switched off.
    pipelines::write_secret(org, "secret/deploy-key-2019");
    org.ledger.relation(File::Ci, "computer/runner-legacy-03", "CanReadSecret", "secret/deploy-key-2019");
    org.ledger.node(
        File::Cloud,
        Draft::identity("ServiceAccount", Lifecycle::Stable, "svc-deploy-retired", "svc-deploy-retired").enabled(false),
    );
    org.ledger.relation(File::Ci, "secret/deploy-key-2019", "Authenticates", "svc-deploy-retired");
    org.ledger.relation(File::Cloud, "svc-deploy-retired", "HasEntitlement", "role/deploy-staging");
    // An agent with a tool that only reads.
    fleets::machine(org, File::Agents, "Agent", Lifecycle::Autonomous, "agent/mate", None);
    org.ledger.relation(File::Agents, "group/remote-support", "Invokes", "agent/mate");
    for tool in ["tool/pay-calendar", "tool/leave-calendar"] {
        org.ledger.relation(File::Agents, "agent/mate", "Invokes", tool);
    }
    agents::write_tool(org, "tool/pay-calendar");
    org.ledger.grant(File::Agents, "tool/pay-calendar", "Grants", "read", "db/payroll");
    // A server with the account of the print queue, which backs up nothing.
    fleets::machine(org, File::Directory, "ServiceAccount", Lifecycle::Stable, "svc-print", None);
    org.ledger.relation(File::Directory, "computer/PRN-01", "HasSession", "svc-print");
    systems::resource(org, "share/print-spool", "Print spool");
    org.ledger.grant(File::Applications, "svc-print", "Grants", "write", "share/print-spool");
    org.ledger.relation(File::Directory, "group/building-controls", "CanRDP", "computer/PRN-01");
}

//! Machines that come in numbers: pods of services, integration accounts, app registrations, robots.

use atlas_model::Lifecycle;

use super::ledger::{Draft, File};
use super::{Organisation, cloud, slug, words};

/// Services that share a queue, a cache and a configuration.
struct Domain {
    name: &'static str,
    services: &'static [&'static str],
}

const DOMAINS: &[Domain] = &[
    Domain { name: "booking", services: &["booking-api", "booking-worker", "quote-engine"] },
    Domain { name: "billing", services: &["invoice-runner", "payment-bridge", "credit-check"] },
    Domain { name: "tracking", services: &["track-api", "vessel-feed", "geofence"] },
    Domain { name: "crane-telemetry", services: &["crane-collector"] },
];
const PODS: usize = 50;

/// Stable machine accounts of one sort.
struct Fleet {
    kind: &'static str,
    lifecycle: Lifecycle,
    prefix: &'static str,
    count: usize,
    /// What all of it holds.
    roles: &'static [&'static str],
    /// What each of it holds one of, in turn.
    own: &'static [&'static str],
}

const FLEETS: &[Fleet] = &[
    Fleet {
        kind: "ServiceAccount",
        lifecycle: Lifecycle::Stable,
        prefix: "svc-edi",
        count: 58,
        roles: &["role/edi-gateway-sender", "role/partner-directory-reader", "role/message-archive-writer"],
        own: &["sys/customs-portal", "sys/port-call-exchange", "sys/declarations", "sys/bonded-warehouse"],
    },
    Fleet {
        kind: "OAuthApp",
        lifecycle: Lifecycle::Stable,
        prefix: "app",
        count: 64,
        roles: &["role/sign-in-basic", "role/profile-reader", "role/calendar-reader"],
        own: &["sys/intranet", "sys/training", "sys/knowledge-base", "sys/expenses"],
    },
    Fleet {
        kind: "Bot",
        lifecycle: Lifecycle::Stable,
        prefix: "robot",
        count: 40,
        roles: &["role/form-reader", "role/robot-queue-worker", "role/document-store-writer"],
        own: &["sys/invoicing", "sys/supplier-payments", "sys/declarations"],
    },
    Fleet {
        kind: "Function",
        lifecycle: Lifecycle::Ephemeral,
        prefix: "fn",
        count: 66,
        roles: &["role/event-bus-consumer", "role/thumbnail-writer", "role/notification-sender"],
        own: &["bucket/public-timetables", "sys/track-and-trace", "sys/customer-cases"],
    },
];

pub(super) fn write(org: &mut Organisation) {
    for domain in DOMAINS {
        services(org, domain);
    }
    // The collectors set crane limits as well as read them: the one fleet that reaches the cranes.
    org.ledger.grant(File::Cloud, "svc-crane-telemetry", "Grants", "write", "sys/crane-control-network");
    for fleet in FLEETS {
        accounts(org, fleet);
    }
}

fn services(org: &mut Organisation, domain: &Domain) {
    let namespace = format!("namespace/{}", domain.name);
    org.ledger.node(File::Cloud, Draft::container("Namespace", &namespace, domain.name));
    let shared = ["queue-writer", "cache-user", "schema-reader"].map(|r| format!("role/{}-{r}", domain.name));
    for role in &shared {
        let system = format!("sys/{}-bus", domain.name);
        cloud::role(org, role, "write", &system);
    }
    org.ledger.node(
        File::Cloud,
        Draft::resource("System", &format!("sys/{}-bus", domain.name), &format!("{} bus", words(domain.name))),
    );
    let account = format!("svc-{}", domain.name);
    let owner = org.owner();
    machine(org, File::Cloud, "ServiceAccount", Lifecycle::Stable, &account, owner);
    for service in domain.services {
        let data = format!("db/{service}");
        super::systems::resource(org, &data, &words(&data));
        let own = format!("role/{service}-data");
        cloud::role(org, &own, "write", &data);
        for n in 0..PODS {
            let pod = format!("pod/{service}-{:04x}", 0x1a00 + n * 37);
            machine(org, File::Cloud, "Pod", Lifecycle::Ephemeral, &pod, None);
            org.ledger.relation(File::Cloud, &namespace, "Contains", &pod);
            org.ledger.relation(File::Cloud, &pod, "RunsAs", &account);
            org.ledger.relation(File::Cloud, &pod, "HasEntitlement", &own);
            for role in &shared {
                org.ledger.relation(File::Cloud, &pod, "HasEntitlement", role);
            }
        }
    }
}

fn accounts(org: &mut Organisation, fleet: &Fleet) {
    for role in fleet.roles {
        let target = format!("sys/{}", role.trim_start_matches("role/"));
        org.ledger.node(File::Cloud, Draft::resource("System", &target, &words(&target)));
        cloud::role(org, role, "write", &target);
    }
    for n in 0..fleet.count {
        let id = format!("{}-{:02}", slug(fleet.prefix), n + 1);
        let owner = org.owner();
        machine(org, File::Cloud, fleet.kind, fleet.lifecycle, &id, owner);
        for role in fleet.roles {
            org.ledger.relation(File::Cloud, &id, "HasEntitlement", role);
        }
        org.ledger.grant(File::Applications, &id, "Grants", "write", fleet.own[n % fleet.own.len()]);
    }
}

/// Write a machine identity; most that stay have an owner, and some have been seen lately.
pub(super) fn machine(
    org: &mut Organisation,
    file: File,
    kind: &'static str,
    lifecycle: Lifecycle,
    id: &str,
    owner: Option<String>,
) {
    let name = id.rsplit('/').next().unwrap_or(id);
    let mut draft = Draft::identity(kind, lifecycle, id, name);
    if let Some(owner) = &owner {
        draft = draft.with("owner", owner);
    }
    if org.dice.percent(40) {
        let day = org.dice.recent_day(60);
        draft = draft.with("lastused", &day);
    }
    org.ledger.node(file, draft);
    if let Some(owner) = owner {
        org.ledger.relation(file, &owner, "AccountableFor", id);
    }
}

impl Organisation {
    /// Who answers for a machine; nobody in one case of nine.
    pub(super) fn owner(&mut self) -> Option<String> {
        let at = self.dice.below(self.people.len());
        (!self.dice.percent(11)).then(|| self.people[at].id.clone())
    }
}

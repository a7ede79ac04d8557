//! Planted outliers: at least five of each type among people and among machines.

use atlas_model::Lifecycle;

use super::departments::DEPARTMENTS;
use super::ledger::File;
use super::{Organisation, fleets, slug, staff};

/// Departments by position whose typical members are given strange extras, and the extras.
const EXTRAS: &[(usize, [(&str, &str); 3])] = &[
    (4, [("write", "repo/crane-firmware"), ("write", "sys/treasury"), ("write", "sys/badge-control")]),
    (5, [("write", "sys/network-console"), ("write", "sys/personnel-files"), ("write", "sys/crane-simulator")]),
    (14, [("admin", "sys/crane-control-network"), ("write", "sys/hypervisor-console"), ("write", "sys/treasury")]),
    (1, [("write", "sys/recruiting"), ("write", "sys/rate-sheets"), ("write", "sys/vulnerability-scanner")]),
    (10, [("write", "sys/tariff-tables"), ("write", "sys/hypervisor-console"), ("write", "sys/badge-control")]),
    (0, [("write", "sys/case-management"), ("write", "sys/experiments"), ("write", "sys/budgets")]),
];

/// Duties that no one person should have together, one row a person.
const MIXES: &[[&str; 5]] = &[
    ["Gate Clerks", "Recruiters", "Lake Writers", "Vehicle Fleet", "Payables"],
    ["Telephony Agents", "Stowage Planners", "Network Operators", "Tariff Editors", "Experiment Desk"],
    ["Quote Desk", "Badge Office", "Simulation Lab", "Time Keepers", "Licence Desk"],
    ["Claims Handlers", "Backup Schedulers", "Forecast Modellers", "Spare Parts Desk", "Sanctions Screening"],
    ["Pilot Booking", "Receivables", "Vulnerability Desk", "Content Model Editors", "Container Checkers"],
    ["Shift Leads", "Dashboard Editors", "Contract Drafting", "Server Operators", "Training Planners"],
];

/// Departments by position in which someone lacks most of what peers have, and the one duty kept.
const BARE: &[(usize, &str)] = &[
    (0, "Gate Clerks"),
    (2, "Simulation Lab"),
    (3, "Declaration Filers"),
    (6, "Receivables"),
    (7, "Time Keepers"),
    (5, "Claims Handlers"),
];

/// Machines that are like others of a fleet, and the extras they hold.
const MACHINE_EXTRAS: &[(&str, [&str; 3])] = &[
    ("pod/track-api-1a00", ["db/payroll", "sys/customer-book", "sys/personnel-files"]),
    ("svc-edi-07", ["sys/network-console", "sys/crane-panel", "db/vessel-feed"]),
    ("app-12", ["sys/quote-desk", "sys/pilot-booking", "db/geofence"]),
    ("agent/guide-05", ["sys/building-controls", "sys/vehicle-fleet", "repo/infrastructure-code"]),
    ("robot-11", ["sys/hypervisor-console", "sys/crane-simulator", "db/credit-check"]),
    ("fn-23", ["sys/vulnerability-scanner", "sys/tariff-tables", "db/invoice-runner"]),
];

/// What machines that fit nowhere hold, one row a machine.
const MACHINE_MIXES: &[(&str, [&str; 5])] = &[
    (
        "svc-migration-2019",
        [
            "role/billing-cache-user",
            "role/form-reader",
            "role/message-archive-writer",
            "sys/treasury",
            "repo/harbor-website",
        ],
    ),
    (
        "svc-consultant",
        [
            "role/booking-queue-writer",
            "role/thumbnail-writer",
            "role/document-store-writer",
            "sys/recruiting",
            "sys/badge-control",
        ],
    ),
    (
        "svc-glue-03",
        [
            "role/billing-schema-reader",
            "role/sign-in-basic",
            "role/partner-directory-reader",
            "sys/claims",
            "db/quote-engine",
        ],
    ),
    (
        "svc-test-do-not-use",
        [
            "role/tracking-cache-user",
            "role/calendar-reader",
            "role/robot-queue-worker",
            "sys/shift-roster",
            "sys/rate-sheets",
        ],
    ),
    (
        "svc-yard-tablet",
        [
            "role/crane-telemetry-cache-user",
            "role/partner-directory-reader",
            "role/event-bus-consumer",
            "sys/contract-store",
            "sys/training",
        ],
    ),
    (
        "svc-old-intranet",
        [
            "role/edi-gateway-sender",
            "role/notification-sender",
            "role/profile-reader",
            "sys/telephony",
            "sys/stowage-planner",
        ],
    ),
];

pub(super) fn write(org: &mut Organisation) {
    people(org);
    for (id, extras) in MACHINE_EXTRAS {
        for system in extras {
            org.ledger.grant(File::Applications, id, "Grants", "write", system);
        }
        org.truth.rare_extras.push((*id).to_owned());
    }
    for (id, mix) in MACHINE_MIXES {
        fleets::machine(org, File::Cloud, "ServiceAccount", Lifecycle::Stable, id, None);
        for thing in mix {
            if thing.starts_with("role/") {
                org.ledger.relation(File::Cloud, id, "HasEntitlement", thing);
            } else {
                org.ledger.grant(File::Applications, id, "Grants", "write", thing);
            }
        }
        org.truth.fits_nowhere.push((*id).to_owned());
    }
    bare_machines(org);
}

fn people(org: &mut Organisation) {
    for (department, extras) in EXTRAS {
        let at = hire(org, *department);
        for duty in DEPARTMENTS[*department].duties.iter().filter(|d| d.share > 90) {
            staff::join(org, at, &format!("group/{}", slug(duty.name)));
        }
        let id = org.people[at].id.clone();
        for (level, system) in extras {
            org.ledger.grant(File::Applications, &id, "Grants", level, system);
        }
        org.truth.rare_extras.push(id);
    }
    for mix in MIXES {
        let name = org.names.next();
        let at = staff::person(org, &name, None, "Special assignments", true);
        for duty in mix {
            staff::join(org, at, &format!("group/{}", slug(duty)));
        }
        let id = org.people[at].id.clone();
        org.truth.fits_nowhere.push(id);
    }
    for (department, kept) in BARE {
        let at = hire(org, *department);
        staff::join(org, at, &format!("group/{}", slug(kept)));
        let id = org.people[at].id.clone();
        org.truth.missing_common.push(id);
    }
}

fn hire(org: &mut Organisation, department: usize) -> usize {
    let name = org.names.next();
    staff::person(org, &name, Some(department), DEPARTMENTS[department].name, true)
}

/// Machines that hold one or two of the four or five things that all of their fleet hold.
fn bare_machines(org: &mut Organisation) {
    for (id, kind, lifecycle, holds) in [
        ("agent/guide-99", "Agent", Lifecycle::Autonomous, ["tool/case-search", "tool/track-lookup"]),
        ("agent/analyst-99", "Agent", Lifecycle::Autonomous, ["tool/lake-query", "tool/notebook-runner"]),
        ("agent/stevedore-99", "Agent", Lifecycle::Autonomous, ["tool/stowage-check", "tool/pilot-requests"]),
    ] {
        fleets::machine(org, File::Agents, kind, lifecycle, id, None);
        for tool in holds {
            org.ledger.relation(File::Agents, id, "Invokes", tool);
        }
        org.truth.missing_common.push(id.to_owned());
    }
    for (id, kind, holds) in [
        ("pod/geofence-dead", "Pod", ["role/tracking-queue-writer", "role/tracking-cache-user"]),
        ("pod/payment-bridge-beef", "Pod", ["role/billing-queue-writer", "role/billing-schema-reader"]),
        ("pod/quote-engine-cafe", "Pod", ["role/booking-cache-user", "role/booking-schema-reader"]),
    ] {
        fleets::machine(org, File::Cloud, kind, Lifecycle::Ephemeral, id, None);
        for role in holds {
            org.ledger.relation(File::Cloud, id, "HasEntitlement", role);
        }
        org.truth.missing_common.push(id.to_owned());
    }
}

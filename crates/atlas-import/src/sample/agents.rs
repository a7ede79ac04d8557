//! AI agents and the tools that they may call.

use atlas_model::Lifecycle;

use super::ledger::{Draft, File};
use super::{Organisation, fleets, words};

struct Family {
    name: &'static str,
    agents: usize,
    /// Tools and what each works on.
    tools: &'static [(&'static str, &'static str)],
    /// Who may give it tasks.
    askers: &'static str,
}

const FAMILIES: &[Family] = &[
    Family {
        name: "guide",
        agents: 24,
        tools: &[
            ("tool/case-search", "sys/customer-cases"),
            ("tool/track-lookup", "sys/track-and-trace"),
            ("tool/answer-drafts", "sys/knowledge-base"),
            ("tool/callback-booking", "sys/telephony"),
        ],
        askers: "group/customer-service",
    },
    Family {
        name: "analyst",
        agents: 20,
        tools: &[
            ("tool/lake-query", "bucket/data-lake"),
            ("tool/notebook-runner", "sys/notebooks"),
            ("tool/chart-publisher", "sys/dashboards"),
            ("tool/forecast-runner", "sys/volume-forecast"),
        ],
        askers: "group/data-and-forecasting",
    },
    Family {
        name: "stevedore",
        agents: 18,
        tools: &[
            ("tool/berth-proposals", "sys/berth-planner"),
            ("tool/stowage-check", "sys/stowage-planner"),
            ("tool/port-call-updates", "sys/port-call-exchange"),
            ("tool/pilot-requests", "sys/pilot-booking"),
        ],
        askers: "group/vessel-planning",
    },
];

pub(super) fn write(org: &mut Organisation) {
    for family in FAMILIES {
        for (tool, works_on) in family.tools {
            write_tool(org, tool);
            org.ledger.grant(File::Agents, tool, "Grants", "write", works_on);
        }
        let desk = format!("service/{}-desk", family.name);
        org.ledger.node(File::Agents, Draft::resource("Service", &desk, &words(&desk)));
        org.ledger.relation(File::Agents, family.askers, "Invokes", &desk);
        for n in 0..family.agents {
            let id = format!("agent/{}-{:02}", family.name, n + 1);
            let owner = org.owner();
            fleets::machine(org, File::Agents, "Agent", Lifecycle::Autonomous, &id, owner);
            for (tool, _) in family.tools {
                org.ledger.relation(File::Agents, &id, "Invokes", tool);
            }
            org.ledger.relation(File::Agents, &desk, "Contains", &id);
        }
    }
}

/// Write a tool that agents call.
pub(super) fn write_tool(org: &mut Organisation, id: &str) {
    org.ledger.node(File::Agents, Draft::entitlement("Tool", id, &words(id)));
}

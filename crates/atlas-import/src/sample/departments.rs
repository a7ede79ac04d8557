//! The departments of Meridian Harbor and what work in them needs: a table, and nothing else.

/// A department: its group gives what all of it needs, its duties give what a part of it needs.
pub(super) struct Department {
    pub(super) name: &'static str,
    /// Short word in the ids of its groups.
    pub(super) code: &'static str,
    pub(super) people: usize,
    /// Whether its computers stand in the back office, which the service desk does not administer.
    pub(super) back_office: bool,
    /// Level and system that every member has through the department's group.
    pub(super) grants: &'static [(&'static str, &'static str)],
    pub(super) duties: &'static [Duty],
}

/// A role group and what it gives.
pub(super) struct Duty {
    pub(super) name: &'static str,
    /// Share of the department that has it, in percent.
    pub(super) share: usize,
    pub(super) grants: &'static [(&'static str, &'static str)],
}

const fn duty(name: &'static str, share: usize, grants: &'static [(&'static str, &'static str)]) -> Duty {
    Duty { name, share, grants }
}

pub(super) const DEPARTMENTS: &[Department] = &[
    Department {
        name: "Terminal Operations",
        code: "terminal-operations",
        people: 42,
        back_office: false,
        grants: &[("write", "sys/terminal-operating-system"), ("read", "share/terminal-operations")],
        duties: &[
            duty("Gate Clerks", 100, &[("write", "sys/yard-gates"), ("read", "sys/berth-planner")]),
            duty("Container Checkers", 100, &[("write", "sys/container-inspection")]),
            duty("Shift Leads", 22, &[("write", "sys/shift-roster")]),
            duty("Dangerous Goods Desk", 100, &[("write", "sys/dangerous-goods-register")]),
            duty("Reefer Monitors", 100, &[("write", "sys/reefer-monitor")]),
            duty("Yard Planners", 100, &[("write", "sys/yard-planner")]),
        ],
    },
    Department {
        name: "Vessel Planning",
        code: "vessel-planning",
        people: 24,
        back_office: false,
        grants: &[("write", "sys/berth-planner"), ("read", "sys/terminal-operating-system")],
        duties: &[
            duty("Stowage Planners", 95, &[("write", "sys/stowage-planner")]),
            duty("Port Call Editors", 95, &[("write", "sys/port-call-exchange")]),
            duty("Pilot Booking", 95, &[("write", "sys/pilot-booking")]),
        ],
    },
    Department {
        name: "Crane Automation",
        code: "crane-automation",
        people: 22,
        back_office: true,
        grants: &[("write", "sys/crane-panel"), ("read", "share/crane-automation")],
        duties: &[
            duty("Crane Firmware Editors", 100, &[("write", "repo/crane-firmware")]),
            duty("Telemetry Analysts", 100, &[("write", "sys/crane-telemetry")]),
            duty("Crane Control Engineers", 45, &[("admin", "sys/crane-control-network")]),
            duty("Simulation Lab", 100, &[("write", "sys/crane-simulator")]),
            duty("Spreader Log Keepers", 100, &[("write", "sys/spreader-log")]),
            duty("Remote Crane Desk", 100, &[("write", "sys/remote-crane-desk")]),
        ],
    },
    Department {
        name: "Customs Desk",
        code: "customs-desk",
        people: 28,
        back_office: false,
        grants: &[("write", "sys/customs-portal"), ("read", "sys/terminal-operating-system")],
        duties: &[
            duty("Declaration Filers", 100, &[("write", "sys/declarations")]),
            duty("Sanctions Screening", 100, &[("write", "sys/sanctions-screening")]),
            duty("Bonded Warehouse Clerks", 100, &[("write", "sys/bonded-warehouse")]),
            duty("Tariff Editors", 20, &[("write", "sys/tariff-tables")]),
            duty("Origin Certifiers", 100, &[("write", "sys/origin-certificates")]),
            duty("Inspection Bookers", 100, &[("write", "sys/inspection-booking")]),
        ],
    },
    Department {
        name: "Freight Sales",
        code: "freight-sales",
        people: 28,
        back_office: false,
        grants: &[("write", "sys/customer-book"), ("read", "share/freight-sales")],
        duties: &[
            duty("Quote Desk", 95, &[("write", "sys/quote-desk")]),
            duty("Contract Drafting", 95, &[("write", "sys/contract-store")]),
            duty("Rate Analysts", 95, &[("write", "sys/rate-sheets")]),
        ],
    },
    Department {
        name: "Customer Service",
        code: "customer-service",
        people: 34,
        back_office: false,
        grants: &[("write", "sys/customer-cases"), ("read", "sys/customer-book")],
        duties: &[
            duty("Telephony Agents", 100, &[("write", "sys/telephony")]),
            duty("Claims Handlers", 100, &[("write", "sys/claims")]),
            duty("Track and Trace Desk", 100, &[("write", "sys/track-and-trace")]),
            duty("Knowledge Editors", 18, &[("write", "sys/knowledge-base")]),
            duty("Complaint Desk", 100, &[("write", "sys/complaints")]),
            duty("Survey Readers", 100, &[("write", "sys/customer-surveys")]),
        ],
    },
    Department {
        name: "Finance",
        code: "finance",
        people: 26,
        back_office: true,
        grants: &[("write", "sys/general-ledger"), ("read", "share/finance")],
        duties: &[
            duty("Receivables", 100, &[("write", "sys/invoicing")]),
            duty("Payables", 100, &[("write", "sys/supplier-payments")]),
            duty("Treasury Desk", 30, &[("write", "sys/treasury")]),
            duty("Budget Editors", 100, &[("write", "sys/budgets")]),
            duty("Cost Centre Editors", 100, &[("write", "sys/cost-centres")]),
            duty("Asset Accountants", 100, &[("write", "sys/fixed-assets")]),
        ],
    },
    Department {
        name: "People and Payroll",
        code: "people-and-payroll",
        people: 20,
        back_office: true,
        grants: &[("write", "sys/personnel-files"), ("read", "share/people-and-payroll")],
        duties: &[
            duty("Recruiters", 100, &[("write", "sys/recruiting")]),
            duty("Time Keepers", 100, &[("write", "sys/time-sheets")]),
            duty("Payroll Officers", 50, &[("write", "db/payroll")]),
            duty("Training Planners", 100, &[("write", "sys/training")]),
            duty("Benefits Desk", 100, &[("write", "sys/benefits")]),
            duty("Health Desk", 100, &[("write", "sys/occupational-health")]),
        ],
    },
    Department {
        name: "Portal Engineering",
        code: "portal-engineering",
        people: 26,
        back_office: true,
        grants: &[("write", "sys/design-library"), ("read", "sys/log-search")],
        duties: &[
            duty("Portal Developers", 95, &[("write", "repo/customer-portal")]),
            duty("Content Model Editors", 95, &[("write", "sys/portal-content")]),
            duty("Experiment Desk", 95, &[("write", "sys/experiments")]),
            duty("Website Maintainers", 40, &[("write", "repo/harbor-website")]),
        ],
    },
    Department {
        name: "Platform Engineering",
        code: "platform-engineering",
        people: 28,
        back_office: true,
        grants: &[("write", "sys/log-search"), ("write", "sys/service-catalogue")],
        duties: &[
            duty("Core Developers", 95, &[("write", "repo/terminal-core"), ("write", "repo/booking-service")]),
            duty("Cluster Operators", 95, &[("write", "sys/container-clusters")]),
            duty("Alert Responders", 95, &[("write", "sys/alerting")]),
            duty("Release Managers", 18, &[("write", "key/release-signing")]),
        ],
    },
    Department {
        name: "Data and Forecasting",
        code: "data-and-forecasting",
        people: 22,
        back_office: false,
        grants: &[("write", "sys/notebooks"), ("read", "sys/terminal-operating-system")],
        duties: &[
            duty("Forecast Modellers", 95, &[("write", "sys/volume-forecast")]),
            duty("Lake Writers", 95, &[("write", "bucket/data-lake")]),
            duty("Dashboard Editors", 95, &[("write", "sys/dashboards")]),
        ],
    },
    Department {
        name: "Service Desk",
        code: "service-desk",
        people: 20,
        back_office: false,
        grants: &[("write", "sys/service-tickets"), ("read", "sys/asset-register")],
        duties: &[
            duty("Remote Support", 95, &[("write", "sys/remote-support")]),
            duty("Front Office Device Support", 95, &[("write", "sys/device-enrolment")]),
            duty("Licence Desk", 95, &[("write", "sys/licence-desk")]),
        ],
    },
    Department {
        name: "Infrastructure",
        code: "infrastructure",
        people: 14,
        back_office: true,
        grants: &[("write", "sys/asset-register"), ("write", "sys/hypervisor-console")],
        duties: &[
            duty("Network Operators", 95, &[("write", "sys/network-console")]),
            duty("Server Operators", 95, &[("write", "sys/patch-console")]),
            duty("Backup Schedulers", 95, &[("write", "sys/backup-schedule")]),
        ],
    },
    Department {
        name: "Security",
        code: "security",
        people: 12,
        back_office: true,
        grants: &[("write", "sys/event-monitor"), ("read", "sys/log-search")],
        duties: &[
            duty("Incident Responders", 95, &[("write", "sys/case-management")]),
            duty("Vulnerability Desk", 95, &[("write", "sys/vulnerability-scanner")]),
            duty("Badge Office", 95, &[("write", "sys/badge-control")]),
        ],
    },
    Department {
        name: "Yard Maintenance",
        code: "yard-maintenance",
        people: 22,
        back_office: false,
        grants: &[("write", "sys/work-orders"), ("read", "sys/shift-roster")],
        duties: &[
            duty("Spare Parts Desk", 95, &[("write", "sys/spare-parts")]),
            duty("Vehicle Fleet", 95, &[("write", "sys/vehicle-fleet")]),
            duty("Building Controls", 95, &[("write", "sys/building-controls")]),
        ],
    },
];

/// People without a department: seasonal hands with what everyone has, and nothing else.
pub(super) const SEASONAL: usize = 26;

/// Work across departments: name, the departments that take part, members, what it gives.
pub(super) const PROJECTS: &[(&str, &[usize], usize, &str)] = &[
    ("Green Berth", &[0, 1, 14], 14, "share/green-berth"),
    ("Paperless Gate", &[0, 3, 8], 16, "share/paperless-gate"),
    ("Claims Cleanup", &[5, 6], 12, "share/claims-cleanup"),
    ("Quay Extension", &[2, 6, 14], 12, "share/quay-extension"),
    ("Cloud Landing", &[9, 12, 13], 12, "share/cloud-landing"),
];

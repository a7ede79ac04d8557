//! Pipelines: repositories, the jobs that run for them, and the secrets that jobs share.

use atlas_model::Lifecycle;

use super::ledger::{Draft, File};
use super::{Organisation, cloud, fleets, systems, words};

struct Pipeline {
    name: &'static str,
    repo: &'static str,
    jobs: usize,
    /// What the jobs may become or read.
    secrets: &'static [&'static str],
    deploys: Option<&'static str>,
}

const PIPELINES: &[Pipeline] = &[
    Pipeline {
        name: "terminal-core",
        repo: "repo/terminal-core",
        jobs: 54,
        secrets: &["secret/registry-push", "secret/terminal-core-config"],
        deploys: Some("role/deploy-production"),
    },
    Pipeline {
        name: "booking",
        repo: "repo/booking-service",
        jobs: 54,
        secrets: &["secret/registry-push", "secret/booking-config"],
        deploys: Some("role/deploy-staging"),
    },
    Pipeline {
        name: "customer-portal",
        repo: "repo/customer-portal",
        jobs: 54,
        secrets: &["secret/content-network", "secret/portal-config"],
        deploys: Some("role/deploy-staging"),
    },
    Pipeline {
        name: "crane-firmware",
        repo: "repo/crane-firmware",
        jobs: 54,
        secrets: &["secret/firmware-lab", "secret/crane-test-rig"],
        deploys: None,
    },
    Pipeline {
        name: "forecast-models",
        repo: "repo/forecast-models",
        jobs: 54,
        secrets: &["secret/model-registry", "secret/lake-reader"],
        deploys: None,
    },
    Pipeline {
        name: "infrastructure-code",
        repo: "repo/infrastructure-code",
        jobs: 54,
        secrets: &["secret/state-store", "secret/registry-push"],
        deploys: Some("role/deploy-staging"),
    },
];

pub(super) fn write(org: &mut Organisation) {
    for repo in ["repo/forecast-models", "repo/infrastructure-code"] {
        systems::resource(org, repo, &words(repo));
    }
    for (group, repo) in
        [("group/forecast-modellers", "repo/forecast-models"), ("group/cluster-operators", "repo/infrastructure-code")]
    {
        org.ledger.grant(File::Ci, group, "Grants", "write", repo);
    }
    org.ledger.node(File::Ci, Draft::resource("System", "sys/artifact-store", "Artifact store"));
    cloud::role(org, "role/artifact-publisher", "write", "sys/artifact-store");
    let mut secrets: Vec<&str> = PIPELINES.iter().flat_map(|p| p.secrets).copied().collect();
    secrets.sort_unstable();
    secrets.dedup();
    for secret in secrets {
        write_secret(org, secret);
    }
    for pipeline in PIPELINES {
        jobs(org, pipeline);
    }
}

/// Write a secret; when it was last changed is known for most.
pub(super) fn write_secret(org: &mut Organisation, id: &str) {
    let mut draft = Draft::credential("Secret", id, &words(id));
    if org.dice.percent(75) {
        let day = org.dice.recent_day(320);
        draft = draft.with("rotated", &day);
    }
    org.ledger.node(File::Ci, draft);
}

fn jobs(org: &mut Organisation, pipeline: &Pipeline) {
    let id = format!("pipeline/{}", pipeline.name);
    org.ledger.node(File::Ci, Draft::resource("Pipeline", &id, &words(&id)));
    org.ledger.relation(File::Ci, pipeline.repo, "CanModifyCode", &id);
    for n in 0..pipeline.jobs {
        let job = format!("job/{}-{}", pipeline.name, 4100 + n * 3);
        fleets::machine(org, File::Ci, "CIJob", Lifecycle::Ephemeral, &job, None);
        org.ledger.relation(File::Ci, &id, "Contains", &job);
        org.ledger.relation(File::Ci, &job, "HasEntitlement", "role/artifact-publisher");
        for secret in pipeline.secrets {
            org.ledger.relation(File::Ci, &job, "CanReadSecret", secret);
        }
        if let Some(role) = pipeline.deploys {
            org.ledger.relation(File::Ci, &job, "CanAssume", role);
        }
    }
}

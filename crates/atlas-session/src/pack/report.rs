//! The report of a pack: what was looked at, how, what was found, what was decided, who answers for it.
//!
//! Every sentence is a template filled with numbers of the facts, so that the same data gives the same
//! text. It names control frameworks as what a finding is evidence for, never as met or broken.

use atlas_map::export::{self, Block, Report, Slide};

use super::facts::{Facts, many};
use crate::dto::{AppError, PackRequest};
use crate::export::slides::failed;

/// Rows of a table in the report; the CSV has all of them.
const ROWS: usize = 40;
/// Issues that are listed.
const ISSUES: usize = 25;

/// What a kind of finding is evidence for. Source: NIST CSF 2.0 and SP 800-53 rev. 5, ISO/IEC
/// 27001:2022 annex A.
const CONTROLS: &[(&str, &str, &str, &str)] = &[
    ("escalation path", "PR.AA-05, ID.RA-04, ID.RA-05", "AC-6, AC-6(5), AC-6(10)", "A.5.15, A.8.2"),
    ("outlier (unusual access)", "PR.AA-05, ID.RA-01", "AC-2 d, AC-6(7)", "A.5.18"),
    ("exposure of a crown jewel", "PR.AA-05, ID.RA-05", "AC-6(1), AC-6(5)", "A.5.15, A.8.2"),
    ("choke point (proposed cut)", "RS.MI-01, ID.RA-06", "AC-6(7)", "A.5.18"),
    ("review decision", "PR.AA-05, ID.RA-06, ID.RA-07", "AC-2 j, AC-6(7), AU-10", "A.5.18"),
];

/// The report as PDF/A.
pub(super) fn report(request: &PackRequest, facts: &Facts, slides: &[Slide]) -> Result<Vec<u8>, AppError> {
    let title = if request.title.trim().is_empty() { "Evidence of access" } else { request.title.trim() };
    let revision = facts.revision();
    let mut blocks = Vec::new();
    scope(&mut blocks, request, facts);
    sources(&mut blocks, facts);
    method(&mut blocks, facts);
    heading(&mut blocks, 1, "Views");
    text(
        &mut blocks,
        "Each view is also a file of the pack, as SVG and PNG. The line above a picture says how to read it.",
    );
    for slide in slides {
        let caption = if slide.caption.is_empty() { &slide.scene.reading } else { &slide.caption };
        blocks.push(Block::Picture {
            title: slide.title.clone(),
            scene: Box::new(slide.scene.clone()),
            caption: caption.clone(),
        });
    }
    findings(&mut blocks, facts);
    decisions(&mut blocks, facts);
    integrity(&mut blocks, facts);
    sign_off(&mut blocks, facts);
    export::report(&Report {
        title: title.into(),
        subtitle: format!("Evidence pack of {} · revision {} · made {}", facts.workspace, revision.number, facts.at)
            .into(),
        foot: format!("{title} · revision {} ({}) · {}", revision.number, short(&revision.id), facts.at).into(),
        made: facts.made(),
        blocks,
    })
    .map_err(failed)
}

fn heading(blocks: &mut Vec<Block>, level: u8, text: &str) {
    blocks.push(Block::Heading(level, text.into()));
}

fn text(blocks: &mut Vec<Block>, text: &str) {
    blocks.push(Block::Text(text.into()));
}

fn table(blocks: &mut Vec<Block>, head: &[(&str, f32)], rows: Vec<Vec<String>>, whole: &str) {
    let all = rows.len();
    let cells = |row: Vec<String>| row.into_iter().map(String::into_boxed_str).collect();
    blocks.push(Block::Table {
        head: head.iter().map(|h| h.0.into()).collect(),
        shares: head.iter().map(|h| h.1).collect(),
        rows: rows.into_iter().take(ROWS).map(cells).collect(),
    });
    if all > ROWS {
        text(blocks, &format!("{} of {} rows; {whole} has all of them.", many(ROWS), many(all)));
    }
}

fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

fn scope(blocks: &mut Vec<Block>, request: &PackRequest, facts: &Facts) {
    let revision = facts.revision();
    let info = &facts.info;
    heading(blocks, 1, "Scope");
    if !request.scope.trim().is_empty() {
        text(blocks, request.scope.trim());
    }
    if let Some(partial) = &facts.partial {
        text(blocks, &format!("This pack is about a part of the graph. {}. Counts are at least.", partial.sentence));
    }
    let mut rows = vec![
        vec!["Workspace".to_owned(), facts.workspace.clone()],
        vec!["Revision".to_owned(), format!("{} ({}), imported {}", revision.number, revision.id, revision.at)],
        vec!["Date of the data".to_owned(), revision.as_of.as_deref().unwrap_or("not stated").to_owned()],
        vec![
            "Nodes and relations".to_owned(),
            format!(
                "{} nodes, {} relations, {} derived by rules, {} nodes that no file describes",
                many(info.counts.nodes as usize),
                many(info.counts.relations as usize),
                many(info.counts.derived as usize),
                many(info.counts.placeholders as usize)
            ),
        ],
        vec![
            "Identities".to_owned(),
            format!(
                "{} people, {} machines, {} of unknown lane",
                many(info.lanes.human as usize),
                many(info.lanes.machine as usize),
                many(info.lanes.unknown as usize)
            ),
        ],
        vec!["Crown jewels (tier 0)".to_owned(), many(facts.frozen.tier0().len())],
        vec!["Made".to_owned(), format!("{} by Access Atlas {}", facts.at, env!("CARGO_PKG_VERSION"))],
    ];
    if facts.veiled {
        rows.push(vec!["Names".to_owned(), "pseudonyms, the same throughout this pack and in no other".to_owned()]);
    }
    table(blocks, &[("What", 1.0), ("Value", 3.2)], rows, "");
    let left_out = facts.people.iter().filter(|p| !p.left_out.is_empty()).count();
    text(
        blocks,
        &format!(
            "Population: {} identities. {} are counted; {} are left out of counts of exposure, each with its reason, in \
         tables/identities.csv.",
            many(facts.people.len()),
            many(facts.people.len() - left_out),
            many(left_out)
        ),
    );
}

fn sources(blocks: &mut Vec<Block>, facts: &Facts) {
    let info = &facts.info;
    heading(blocks, 1, "Sources and gaps");
    let rows = info.sources.iter().map(|s| vec![s.name.clone(), many(s.relations as usize), s.revision.to_string()]);
    table(blocks, &[("Source", 3.0), ("Relations", 1.0), ("Newest revision", 1.0)], rows.collect(), "sources.json");
    let rows = info.revisions.iter().rev().map(|r| {
        vec![
            r.number.to_string(),
            r.at.clone(),
            r.as_of.clone().unwrap_or_else(|| "not stated".to_owned()),
            r.source.clone(),
            format!("+{} −{}", many(r.added as usize), many(r.removed as usize)),
        ]
    });
    let head = [("Revision", 0.8), ("Imported", 1.7), ("Data of", 1.0), ("Sources", 2.2), ("Relations", 1.2)];
    table(blocks, &head, rows.collect(), "sources.json");
    heading(blocks, 2, "What is missing");
    if info.missing_inputs.is_empty() {
        text(blocks, "No source lacks an input that the methods below ask for.");
    }
    for m in &info.missing_inputs {
        let of = if m.source.is_empty() { String::new() } else { format!(" ({})", m.source) };
        blocks.push(Block::Item(format!("{}{of}: {}.", m.input, m.weakens).into()));
    }
    heading(blocks, 2, "What the import reported");
    let all = facts.info.counts.issues as usize;
    if all == 0 {
        text(blocks, "No record was lost, refused or doubted.");
    } else if info.issues.is_empty() {
        text(blocks, &format!("{} issues. They quote files and records and are left out under pseudonyms.", many(all)));
    }
    let rows: Vec<Vec<String>> = info
        .issues
        .iter()
        .take(ISSUES)
        .map(|i| vec![i.severity.clone(), format!("{}, {}", i.file, i.r#where), i.reason.clone()])
        .collect();
    if !rows.is_empty() {
        table(blocks, &[("Severity", 0.7), ("Where", 1.8), ("Why", 2.5)], rows, "sources.json");
        text(blocks, &format!("{} issues in all; sources.json has all of them.", many(all)));
    }
}

fn method(blocks: &mut Vec<Block>, facts: &Facts) {
    heading(blocks, 1, "Method");
    text(
        blocks,
        "All figures are computed by Access Atlas from the imported files alone; the same files give the same \
        figures. Predicates whose input is missing are unknown, never true or false. Nothing was changed in a source system.",
    );
    let items = [
        "Step: a relation that lets its holder act on its target, with a likelihood p from the table of kinds or the \
         profile of the workspace; its cost is −ln p, at least 0.01. Status: verified, possible, unknown or blocked. \
         Verified and possible steps are followed.".to_owned(),
        "Path: a sequence of nodes; its likelihood is the product of its steps, relative and not a measured \
         probability; its status is that of its weakest step.".to_owned(),
        "Exposure of a target: the enabled identities with a path to it, without the target itself and without \
         identities that are tier 0. Exact: every identity, every path.".to_owned(),
        "Choke point: how many identities lose every path when one node or step is taken out, from the dominator tree \
         of the reversed graph. Minimum cut: the smallest set of steps that parts all starts from all targets.".to_owned(),
        "Groups: identities are compared by what they hold at which level; what at least half of a lane holds is its \
         base and tells nobody apart; rare grants weigh more; likeness is the cosine of two profiles; groups are Leiden \
         communities (seed 1). A peer group has a core: at least 5 members, at least 2 things beside the base that half \
         of them hold, median likeness of 0.3 or more.".to_owned(),
        format!(
            "Outlier: bits of surprise of what an identity holds against its peer group, or the identities most like it, \
             or nobody; scaled to 0..1. A finding is a score above the threshold of its lane from a null model (grants \
             shuffled, sizes and popularity kept) at a false discovery rate of {:.0} %: {}.",
            100.0 * facts.outliers.false_discovery_rate,
            thresholds(facts)
        ),
        "Tier 0: platform defaults, a stated tier, or a person's decision, each with its reason in the workspace.".to_owned(),
    ];
    for item in items {
        blocks.push(Block::Item(item.into()));
    }
    text(blocks, "The settings of every analysis stand in manifest.json under \"config\".");
}

fn thresholds(facts: &Facts) -> String {
    let lanes: Vec<String> = facts.outliers.thresholds.iter().map(|(lane, t)| format!("{lane} {t:.3}")).collect();
    if lanes.is_empty() { "no lane has a threshold".to_owned() } else { lanes.join(", ") }
}

fn findings(blocks: &mut Vec<Block>, facts: &Facts) {
    heading(blocks, 1, "Findings");
    heading(blocks, 2, "Exposure of the crown jewels");
    if facts.frozen.tier0().is_empty() {
        text(blocks, "Nothing is tier 0, so that exposure, paths and cuts are unknown. That is not the same as none.");
    } else {
        text(
            blocks,
            &format!(
                "{} of {} counted identities reach at least one crown jewel.",
                many(facts.exposure.exposed_identities as usize),
                many(facts.people.iter().filter(|p| p.left_out.is_empty()).count())
            ),
        );
        let rows = facts.exposure.targets.iter().map(|t| {
            let l = &t.by_lane;
            let counts = [t.exposed, l.human, l.machine, l.unknown].map(|n| many(n as usize));
            [t.name.clone(), t.kind.clone()].into_iter().chain(counts).collect()
        });
        let head = [
            ("Crown jewel", 2.6),
            ("Kind", 1.3),
            ("Reach it", 0.8),
            ("People", 0.8),
            ("Machines", 0.8),
            ("Unknown", 0.8),
        ];
        table(blocks, &head, rows.collect(), "tables/exposure.csv");
    }
    heading(blocks, 2, "Escalation paths");
    if facts.escalations.stories.is_empty() {
        text(blocks, "No accepted path leads from an enabled identity below tier 0 to tier 0.");
    }
    for (n, story) in facts.escalations.stories.iter().take(10).enumerate() {
        heading(blocks, 3, &format!("{}. {}", n + 1, story.sentence));
        text(
            blocks,
            &format!(
                "{} identities end with this step; weakest step: {}; likelihood {:.2}.",
                many(story.starts as usize),
                story.path.status,
                story.path.likelihood
            ),
        );
        for step in &story.path.steps {
            let evidence: Vec<String> =
                step.evidence.iter().take(3).map(|e| format!("{}, {}", e.source, e.record)).collect();
            let evidence =
                if evidence.is_empty() { String::new() } else { format!(" Evidence: {}.", evidence.join("; ")) };
            blocks.push(Block::Item(
                format!("{} Status: {}.{evidence} Remedy: {}", step.sentence, step.status, step.remedy).into(),
            ));
        }
    }
    if facts.escalations.stories.len() > 10 {
        text(
            blocks,
            &format!("The worst 10 of {}; tables/escalations.csv has them.", many(facts.escalations.stories.len())),
        );
    }
    if let Some(cuts) = &facts.cuts {
        heading(blocks, 2, "What would cut most exposure");
        let rows = cuts
            .edges
            .iter()
            .map(|e| vec![e.from_name.clone(), e.kind.clone(), e.to_name.clone(), many(e.loses as usize)]);
        let head = [("From", 2.0), ("Step", 1.3), ("To", 2.0), ("Identities that lose every way", 1.2)];
        table(blocks, &head, rows.collect(), "tables/cuts.csv");
        text(
            blocks,
            &format!(
                "A minimum cut has {} steps. A cut is a proposal: a person decides.",
                many(cuts.cut.value as usize)
            ),
        );
    }
    heading(blocks, 2, "Access that does not fit");
    let found = facts.findings().count();
    text(
        blocks,
        &format!("{} of {} scored identities are findings.", many(found), many(facts.outliers.outliers.len())),
    );
    let rows = facts.findings().map(|o| {
        let reasons: Vec<&str> = o.reasons.iter().take(3).map(|r| r.sentence.as_str()).collect();
        let opens: Vec<&str> = o.opens.iter().map(|n| n.name.as_str()).collect();
        vec![o.name.clone(), format!("{:.2}", o.score), o.baseline.clone(), reasons.join("; "), opens.join(", ")]
    });
    let head = [("Identity", 1.4), ("Score", 0.6), ("Compared with", 1.3), ("Why", 3.0), ("Opens tier 0", 1.3)];
    table(blocks, &head, rows.collect(), "tables/outliers.csv");
    heading(blocks, 2, "What these findings are evidence for");
    text(
        blocks,
        "Controls for which a finding of each kind is evidence. Whether a control is met is for an auditor to judge.",
    );
    let rows = CONTROLS.iter().map(|&(what, csf, nist, iso)| [what, csf, nist, iso].map(str::to_owned).to_vec());
    let head = [("Finding", 1.6), ("NIST CSF 2.0", 1.7), ("NIST SP 800-53 rev. 5", 1.6), ("ISO/IEC 27001:2022", 1.2)];
    table(blocks, &head, rows.collect(), "");
}

fn decisions(blocks: &mut Vec<Block>, facts: &Facts) {
    heading(blocks, 1, "Decisions");
    if facts.decisions.is_empty() {
        text(blocks, "No decision is recorded. Nothing was decided by the program.");
        return;
    }
    text(
        blocks,
        &format!(
            "{} records of the audit log, each made by a person. The program decides nothing and changes no access; whether a \
         decision was carried out is seen in a later revision.",
            many(facts.decisions.len())
        ),
    );
    if facts.veiled {
        text(blocks, "Reasons that reviewers wrote are left out under pseudonyms.");
    }
    let rows = facts.decisions.iter().map(|d| {
        vec![
            d.number.to_string(),
            d.at.clone(),
            d.subject.clone(),
            d.decision.clone(),
            d.reviewer.clone(),
            d.rationale.clone(),
        ]
    });
    let head = [("No.", 0.5), ("When", 1.5), ("Subject", 1.5), ("Decision", 1.0), ("Reviewer", 1.2), ("Reason", 2.3)];
    table(blocks, &head, rows.collect(), "tables/decisions.csv");
}

fn integrity(blocks: &mut Vec<Block>, facts: &Facts) {
    heading(blocks, 1, "Integrity");
    let chain = &facts.chain;
    let head = if chain.head.is_empty() { "none: the log is empty".to_owned() } else { chain.head.clone() };
    let whole = match &chain.broken {
        None => "whole: every record follows from the one before".to_owned(),
        Some(why) => format!("BROKEN: {why}"),
    };
    let rows = vec![
        vec!["Revision (hash of all facts)".to_owned(), facts.revision().id.to_string()],
        vec!["Audit log".to_owned(), format!("{} records, {whole}", many(chain.records as usize))],
        vec!["Head of the audit log (SHA-256)".to_owned(), head],
    ];
    table(blocks, &[("What", 1.2), ("Value", 2.8)], rows, "");
    text(
        blocks,
        "manifest.json holds size and SHA-256 of every file of this pack; `atlas verify PACK` checks all of them, \
        and so does any tool that computes SHA-256. Limit: who holds the file can make another one. It is proof only together \
        with the sum of manifest.json, which was told when the pack was made and has to be kept elsewhere: in a ticket, a \
        mail, or a time stamp. No such anchor is part of this pack.",
    );
    if facts.veiled {
        text(blocks, "Under pseudonyms the records of the log are left out; the head is that of the workspace.");
    }
}

fn sign_off(blocks: &mut Vec<Block>, facts: &Facts) {
    heading(blocks, 1, "Sign-off");
    text(
        blocks,
        &format!(
            "I have read this report about revision {} of {}, its gaps and its decisions, and acknowledge it. Head of the audit \
         log: {}.",
            facts.revision().number,
            facts.workspace,
            if facts.chain.head.is_empty() { "none" } else { &facts.chain.head }
        ),
    );
    let lines = ["Name", "Role", "Date", "SHA-256 of manifest.json", "Signature"];
    blocks.push(Block::Sign(lines.map(Into::into).to_vec()));
}

//! Real files, read whole: counts that were counted by other means, and no loss.
//!
//! The files are not part of the project; without them the tests say so and pass, except where `CI`
//! is set.

use std::path::{Path, PathBuf};

use atlas_import::{Input, Options, ReadSeek, Report, read};
use atlas_model::{Inventory, Walk};

/// The folder of real inputs, if it is there.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "the real inputs are missing: {}", folder.display());
    eprintln!("not run: {} is not there", folder.display());
    None
}

fn input(path: PathBuf) -> Input {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let folder = folder.to_string_lossy().into_owned();
    Input::new(name, move || {
        let file = std::fs::File::open(&path)?;
        Ok(Box::new(file) as Box<dyn ReadSeek>)
    })
    .in_folder(folder)
}

/// Read files the user named, or one folder.
fn import(data: &Path, names: &[&str]) -> (Report, Inventory) {
    let mut inputs = Vec::new();
    for name in names {
        let path = data.join(name);
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
            inputs.extend(entries.map(|entry| input(entry.path()).found()));
        } else {
            inputs.push(input(path));
        }
    }
    let mut inventory = Inventory::default();
    let report = read(inputs, &Options::default(), &mut inventory);
    (report, inventory)
}

#[test]
fn a_github_organisation_is_read_from_both_its_files() {
    let Some(data) = data() else { return };
    let (report, inventory) = import(&data, &["opengraph_githound"]);
    assert_eq!((report.nodes(), report.relations()), (340, 2_768));
    assert_eq!((report.losses, report.unusable), (0, 0), "{:?}", inventory.issues);
    assert_eq!(report.skipped.len(), 2, "the licence and the note about the source");
    let sources: Vec<_> = inventory.sources.iter().map(|s| &*s.source).collect();
    assert_eq!(sources, ["GitHub SpecterTst"], "the second file declares nothing and joins the first");
    let known: std::collections::BTreeSet<_> = inventory.nodes.iter().map(|n| &*n.id).collect();
    let outside = inventory
        .relations
        .iter()
        .flat_map(|r| [&r.from, &r.to])
        .filter(|end| end.as_ref().map_or(true, |id| !known.contains(&**id)))
        .count();
    assert_eq!(outside, 4, "ends outside the files, two of them by name");
    let walked = inventory.profiles[0].relations.iter().filter(|r| r.walk == Some(Walk::Along));
    assert!(walked.count() > 10, "the definition says which kinds are walked");
}

#[test]
fn packed_payloads_with_a_mark_are_read() {
    let Some(data) = data() else { return };
    let (report, inventory) = import(&data, &["opengraph_mssqlhound"]);
    assert_eq!((report.nodes(), report.relations()), (203, 572));
    assert_eq!((report.losses, report.unusable), (0, 0), "{:?}", inventory.issues);
}

#[test]
fn tables_of_real_organisations_are_read() {
    let Some(data) = data() else { return };
    for (folder, date, nodes, relations) in [
        ("real_kubernetes_github", "2021-08", 1_987, 5_989),
        ("real_kubernetes_github", "2024-08", 2_437, 7_519),
        ("real_kubernetes_github", "2025-08", 2_268, 7_212),
        ("real_moj_aws_sso", "2024-08", 364, 580),
        ("real_moj_aws_sso", "2025-08", 413, 882),
        ("real_istio_github", "2024-08", 604, 820),
        ("real_istio_github", "2026-08", 657, 845),
        ("real_jenkins_release_perms", "2023-08", 6_589, 6_883),
    ] {
        let names = ["edges", "nodes"].map(|part| format!("{folder}/{date}.{part}.csv"));
        let (report, inventory) = import(&data, &[&names[0], &names[1]]);
        let got = (report.nodes(), report.relations());
        assert_eq!(got, (nodes, relations), "{folder} {date}");
        assert!(inventory.issues.is_empty(), "{folder} {date}: {:?}", inventory.issues);
        assert_eq!(&*inventory.sources[0].source, folder, "files named by date take the folder's name");
    }
}

#[test]
fn a_folder_of_several_dates_is_refused_with_a_list() {
    let Some(data) = data() else { return };
    let (report, inventory) = import(&data, &["real_kubernetes_github"]);
    assert!(report.is_fatal() && inventory.nodes.is_empty());
    let said = inventory.issues.iter().map(|i| &*i.reason).collect::<String>();
    for date in ["2021-08", "2024-08", "2025-08"] {
        assert!(said.contains(date), "{date} is listed: {said}");
    }
}

#[test]
fn an_edge_list_alone_is_a_graph() {
    let Some(data) = data() else { return };
    let (report, inventory) = import(&data, &["graphs_lfr/lfr_n1000_mu0.1.edges.csv"]);
    assert_eq!((report.nodes(), report.relations()), (1_000, 7_333));
    assert!(inventory.issues.is_empty(), "{:?}", inventory.issues);
    assert!(inventory.nodes.iter().all(|n| n.kinds == ["Node".into()]));
}

#[test]
fn evidence_names_the_line_of_the_record() {
    let Some(data) = data() else { return };
    let (_, inventory) = import(&data, &["opengraph_githound"]);
    for node in inventory.nodes.iter().step_by(37) {
        let name = &inventory.files[node.place.file as usize];
        let text = std::fs::read_to_string(data.join("opengraph_githound").join(&**name)).unwrap();
        let lines = text.lines().skip(node.place.line as usize - 1);
        let record: String = lines.take(3).collect();
        assert!(record.contains(&*node.id), "{} stands at {}: {record}", node.id, node.place);
    }
}

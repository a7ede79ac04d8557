//! Which source facts belong to, and what lies about beside them.

use atlas_model::Severity;

use super::{file, run};
use crate::{Format, Input, Options};

fn payload(source: &str, environment: &str) -> String {
    let metadata =
        if source.is_empty() { String::new() } else { format!(r#","metadata":{{"source_kind":"{source}"}}"#) };
    let properties = if environment.is_empty() {
        "{}".to_owned()
    } else {
        format!(r#"{{"environmentid":"1","environment_name":"{environment}"}}"#)
    };
    format!(r#"{{"graph":{{"nodes":[{{"id":"a","kinds":[],"properties":{properties}}}]}}{metadata}}}"#)
}

/// The sources of these inputs, in the order met.
#[track_caller]
fn check(inputs: Vec<Input>, want: &[&str]) {
    for turn in 0..2 {
        let mut inputs: Vec<&Input> = inputs.iter().collect();
        if turn == 1 {
            inputs.reverse();
        }
        let inputs: Vec<Input> = inputs
            .iter()
            .map(|i| {
                let mut bytes = Vec::new();
                i.open().unwrap().read_to_end(&mut bytes).unwrap();
                let copy = file(&i.name, bytes).in_folder(&i.folder);
                if i.found { copy.found() } else { copy }
            })
            .collect();
        let (_, inventory) = run(inputs, &Options::default());
        let got: Vec<&str> = inventory.sources.iter().map(|s| &*s.source).collect();
        assert_eq!(got, want, "in order {turn}: {:?}", inventory.issues);
    }
}

#[test]
fn a_payload_names_its_source_and_organisation() {
    check(vec![file("a.json", payload("GitHub", ""))], &["GitHub"]);
    check(vec![file("a.json", payload("GitHub", "Acme"))], &["GitHub Acme"]);
    check(vec![file("a.json", payload("GitHub", "Acme")), file("b.json", payload("", ""))], &["GitHub Acme"]);
    check(vec![file("a.json", payload("GitHub", "Acme")), file("b.json", payload("GitHub", ""))], &["GitHub Acme"]);
    check(
        vec![file("a.json", payload("GitHub", "Acme")), file("b.json", payload("Okta", "Acme"))],
        &["GitHub Acme", "Okta Acme"],
    );
}

#[test]
fn names_of_files_and_folders_are_the_last_resort() {
    let table = "src,dst\na,b\n";
    check(vec![file("x/export-2026-08-21.json", payload("", "")).in_folder("x")], &["export"]);
    check(vec![file("x/2025-08.edges.csv", table).in_folder("x")], &["x"]);
    check(vec![file("x/people.edges.csv", table).in_folder("x")], &["people"]);
    check(
        vec![file("a.edges.csv", table).in_folder("x").found(), file("b.edges.csv", table).in_folder("x").found()],
        &["x"],
    );
    check(
        vec![
            file("in/root/a/x.edges.csv", table).in_folder("a").found(),
            file("in/root/b/y.edges.csv", table).in_folder("b").found(),
        ],
        &["root"],
    );
    check(vec![file("nodes.csv", "id\na\n"), file("edges.csv", table)], &["import"]);
}

#[test]
fn the_user_has_the_last_word() {
    let options = Options { source: Some("mine".into()), ..Options::default() };
    let inputs = [file("a.json", payload("GitHub", "Acme")), file("b.csv", "src,dst\na,b\n")];
    let (_, inventory) = run(inputs, &options);
    let got: Vec<_> = inventory.sources.iter().map(|s| (&*s.source, &*s.namespace)).collect();
    assert_eq!(
        got,
        [("mine", ""), ("mine", "mine")],
        "ids of a payload are global, ids of a table are not, whatever the source is called"
    );
}

#[test]
fn several_dates_are_an_error_that_lists_them() {
    let date = |name: &str| file(name, "src,dst\na,b\n").in_folder("real").found();
    let (report, inventory) = run([date("2024-08.edges.csv"), date("2025-08.edges.csv")], &Options::default());
    assert!(report.is_fatal() && inventory.relations.is_empty());
    let said = &inventory.issues[0].reason;
    assert!(said.contains("2024-08") && said.contains("2025-08.edges.csv"), "{said}");
    let (report, _) = run([date("a-2024-08.edges.csv"), date("b-2025-08.edges.csv")], &Options::default());
    assert!(!report.is_fatal(), "two sets of different names are no two dates of one");
}

#[test]
fn what_lies_about_in_a_folder_is_skipped_and_named() {
    let lying = |name: &str, text: &str| file(name, text).in_folder("f").found();
    let inputs = [
        lying("LICENSE.upstream", "Licence, version 2\n"),
        lying("SOURCE.json", "[{\"repo\":\"x\"}]"),
        lying("schema-of-nodes.json", "{\"title\":\"x\",\"type\":\"object\",\"$defs\":{{"),
        lying("communities.csv", "node,community\n0,0\n"),
        lying("empty", ""),
        lying("{template}.md", "{{ title }}"),
        lying("good.json", &payload("", "")),
    ];
    let (report, inventory) = run(inputs, &Options::default());
    assert_eq!(report.skipped.len(), 6, "{:?}", inventory.issues);
    assert_eq!((report.files.len(), report.losses, report.unusable), (1, 0, 0));
    assert!(inventory.issues.iter().all(|i| i.severity == Severity::Note));
    let (report, _) = run([lying("empty.json", ""), lying("nul.csv", "\0\0")], &Options::default());
    assert_eq!(report.losses, 2, "a file that is called like ours and holds nothing is a loss");
    let (report, inventory) = run([lying("users.json", r#"{"data":[],"meta":{}}"#)], &Options::default());
    assert_eq!(report.losses, 1, "a file that is recognised and not read is a loss: {:?}", inventory.issues);
}

#[test]
fn a_stated_format_is_believed() {
    let options = Options { format: Some(Format::Csv), ..Options::default() };
    let (report, _) = run([file("x", "{id},name\n1,2\n")], &options);
    assert!(report.is_fatal(), "a table whose header says nothing");
    let (report, _) = run([file("x", "[id],src,dst\n1,a,b\n")], &options);
    assert_eq!(report.relations(), 1, "although it begins like JSON");
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(*format));
    }
}

#[test]
fn what_cannot_be_opened_is_named_and_the_rest_is_read() {
    let gone = Input::new("gone.json", || Err(std::io::ErrorKind::NotFound.into()));
    let (report, inventory) = run([gone, file("a.json", payload("", ""))], &Options::default());
    assert_eq!((report.files.len(), report.unusable), (1, 1));
    assert_eq!(&*inventory.issues[0].file, "gone.json");
}

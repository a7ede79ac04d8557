//! The access matrix as an answer and as a picture, on the made-up organisation.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use atlas_map::{MarkShape, Pick, SceneKind};
use atlas_session::dto::{Code, ExportRequest, MatrixAnswer, MatrixView, ViewSpec};
use atlas_session::{Access, ImportRequest, Job, Session};

fn sample(folder: &std::path::Path) -> Session {
    let session = Session::open(&folder.join("w.atlas"), Access::Create).unwrap();
    session.sample("harbour", 7, &Job::default()).unwrap();
    session
}

/// What must hold of any matrix.
fn expect_consistent(matrix: &MatrixAnswer) {
    let rows = matrix.rows.len();
    assert_eq!(matrix.held.len(), rows, "a list for each row");
    for (at, column) in (0u32..).zip(&matrix.columns) {
        let holders = matrix.held.iter().filter(|h| h.contains(&at)).count();
        let what = &column.grants[0].name;
        assert_eq!(holders, column.holders as usize, "{what}: rows and columns say the same");
        let usual = at < matrix.usual;
        assert_eq!(usual, holders * 2 >= rows, "{what}: half or more stand before the gap");
        assert_eq!(column.held == "rare", holders * 4 < rows, "{what}: under a quarter is rare");
        assert_eq!(column.missed, holders * 4 >= rows * 3, "{what}: three quarters make it missing");
    }
    assert!(matrix.held.iter().all(|h| h.is_sorted()), "ascending, so that a reader can search");
}

#[test]
fn a_matrix_says_of_every_group_who_holds_what() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path());
    let job = Job::default();
    let groups = session.clusters(false, None, 1, &job).unwrap();
    assert!(groups.clusters.len() > 5, "the sample has groups");
    let mut rare = 0;
    for group in &groups.clusters {
        let matrix = session.matrix(&group.id, None, &job).unwrap();
        let members: BTreeSet<&str> = matrix.rows.iter().map(|r| r.id.as_str()).collect();
        let assigned: BTreeSet<&str> =
            groups.assignments.iter().filter(|(_, g)| **g == group.id).map(|(n, _)| n.as_str()).collect();
        assert!(assigned.is_subset(&members) && members.len() == group.size as usize, "{}: all members", group.label);
        expect_consistent(&matrix);
        rare += matrix.columns.iter().filter(|c| c.held == "rare").count();
        assert_eq!(matrix, session.matrix(&group.id, None, &job).unwrap(), "asked twice, answered alike");
    }
    assert!(rare > 0, "somewhere something is rare, or nothing was tested");
}

#[test]
fn who_is_looked_at_stands_first_and_among_its_peers() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path());
    let job = Job::default();
    let outliers = session.outliers(None, &job).unwrap().outliers;
    let odd = outliers.iter().find(|o| o.baseline.starts_with("the ")).unwrap();
    let matrix = session.matrix("", Some(&odd.id), &job).unwrap();
    expect_consistent(&matrix);
    assert_eq!(matrix.selected.as_deref(), Some(odd.id.as_str()), "it is in its own comparison");
    let own = &matrix.held[matrix.rows.iter().position(|r| r.id == odd.id).unwrap()];
    let rest: Vec<u32> = own.iter().copied().filter(|c| *c >= matrix.usual).collect();
    let first: Vec<u32> = (matrix.usual..).take(rest.len()).collect();
    assert_eq!(rest, first, "beyond the gap its columns come first");

    let unknown = session.matrix("no such group", None, &job).unwrap_err();
    assert_eq!(unknown.code, Code::NotFound, "{unknown:?}");
    assert_eq!(session.matrix("", None, &job).unwrap_err().code, Code::Usage, "neither group nor identity");
}

#[test]
fn the_table_of_a_matrix_is_a_file_that_no_spreadsheet_runs() {
    let folder = tempfile::tempdir().unwrap();
    let people: String = (0..6).map(|i| format!("=cmd{i},app,Can\n=cmd{i},wiki,Can\n")).collect();
    let csv = folder.path().join("access.csv");
    std::fs::write(&csv, format!("source,target,kind\n{people}=cmd0,@SUM(A1),Can\n")).unwrap();
    let session = Session::open(&folder.path().join("w.atlas"), Access::Create).unwrap();
    let job = Job::default();
    session.import(&ImportRequest { paths: vec![csv], ..ImportRequest::default() }, &job).unwrap();
    let groups = session.clusters(false, None, 1, &job).unwrap();
    let out = folder.path().join("matrix.csv");
    let mut holders = 0;
    for group in &groups.clusters {
        let view = ViewSpec::Matrix(MatrixView { group: group.id.clone(), selected: None });
        let out = out.display().to_string();
        let request =
            ExportRequest { view, format: "csv".into(), theme: "light".into(), out, scale: None, pseudonyms: false };
        session.export(&request, &job).unwrap();
        let text = std::fs::read_to_string(folder.path().join("matrix.csv")).unwrap();
        for line in text.lines() {
            assert!(!line.starts_with('=') && !line.contains(",@") && !line.contains(",="), "a formula: {line}");
        }
        holders += text.lines().skip(1).filter(|l| l.starts_with("'=cmd")).count();
    }
    assert_eq!(holders, 6, "everyone has a row, as a text");
}

#[test]
fn the_picture_shows_the_country_and_its_matrix() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path());
    let job = Job::default();
    let groups = session.clusters(false, None, 1, &job).unwrap();
    // One that fits on the picture whole.
    let whole = |id: &str| session.matrix(id, None, &job).unwrap().columns.len() <= 56;
    let group = groups.clusters.iter().find(|c| c.peer && c.size < 60 && whole(&c.id)).unwrap();
    let of = MatrixView { group: group.id.clone(), selected: None };
    let alone = session.scene(&ViewSpec::Group(of.clone()), &job).unwrap();
    let marks = alone.marks.iter().filter(|m| matches!(m.pick, Pick::Node(_))).count();
    assert_eq!(marks, group.size as usize, "every member stands in the country");
    let [x, y, r] = [alone.countries[0].x, alone.countries[0].y, alone.countries[0].r];
    assert!(alone.marks.iter().all(|m| (m.x - x).hypot(m.y - y) <= r + 0.1), "and inside it");

    let matrix = session.matrix(&group.id, None, &job).unwrap();
    let both = session.scene(&ViewSpec::Matrix(of), &job).unwrap();
    assert_eq!(both.kind, SceneKind::Matrix);
    assert_eq!(both.countries.len(), 1, "the country stands beside it");
    let rare = matrix.columns.iter().filter(|c| c.held == "rare").map(|c| c.holders as usize).sum::<usize>();
    let diamonds = both.marks.iter().filter(|m| m.shape == MarkShape::Diamond && m.x > alone.width).count();
    let unknowns = matrix.rows.iter().filter(|r| r.shape == "diamond").count();
    assert_eq!(diamonds, rare + unknowns, "as many rare cells as the answer has");
}

//! Stories: kept in order, captions that follow the data or stay, and texts of files that never act.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

use atlas_session::dto::{Code, PathRequest, Slide, Story, StreetView, TableView, ViewSpec};
use atlas_session::{Access, ImportRequest, Job, Session};

/// A name that would be a placeholder, markup and a turned line if anything read it again.
const HOSTILE: &str = "{revision}<img src=x>\u{202E}";

fn slide(title: &str, caption: &str) -> Slide {
    Slide {
        id: String::new(),
        title: title.into(),
        view: ViewSpec::default(),
        caption: caption.into(),
        frozen: None,
        note: String::new(),
    }
}

fn open(folder: &Path) -> Session {
    Session::open(&folder.join("w.atlas"), Access::Create).unwrap()
}

/// `people` who reach a vault that a person has marked as a crown jewel.
fn imported(folder: &Path, people: usize) -> Session {
    let session = open(folder);
    import(&session, folder, people);
    session.set_tier(0, &format!("id={HOSTILE}"), "it opens everything", &Job::default()).unwrap();
    session
}

fn import(session: &Session, folder: &Path, people: usize) {
    let csv = folder.join("access.csv");
    let mut text = "source,target,kind\n".to_owned();
    for n in 0..people {
        writeln!(text, "person{n},team,MemberOf").unwrap();
    }
    writeln!(text, "team,\"{HOSTILE}\",Owns").unwrap();
    std::fs::write(&csv, text).unwrap();
    let request = ImportRequest { paths: vec![csv], source: Some("files".into()), ..ImportRequest::default() };
    session.import(&request, &Job::default()).unwrap();
}

fn ids(story: &Story) -> Vec<&str> {
    story.slides.iter().map(|s| s.id.as_str()).collect()
}

#[test]
fn slides_are_added_moved_and_removed_and_the_workspace_keeps_them() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), 2);
    for title in ["one", "two", "three"] {
        session.add_slide("board", &slide(title, ""), None).unwrap();
    }
    session.add_slide("board", &slide("first", ""), Some(1)).unwrap();
    session.move_slide("board", "s1", 99).unwrap();
    session.remove_slide("board", "s2").unwrap();
    assert_eq!(session.remove_slide("board", "s2").unwrap_err().code, Code::NotFound, "it is gone already");
    drop(session);

    let story = open(folder.path()).story("board").unwrap();
    assert_eq!(ids(&story), ["s4", "s3", "s1"], "in the order that was made, also after a new start");
    let titles: Vec<&str> = story.slides.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(titles, ["first", "three", "one"]);
}

#[test]
fn a_name_stands_for_one_story() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), 1);
    let story = |name: &str| Story { name: name.into(), slides: Vec::new() };
    session.save_story(&story("a"), None).unwrap();
    session.save_story(&story("b"), None).unwrap();
    assert_eq!(session.save_story(&story("a"), None).unwrap_err().code, Code::Usage, "a new one takes no other's name");
    assert_eq!(session.save_story(&story("a"), Some("b")).unwrap_err().code, Code::Usage, "nor does a renamed one");
    assert_eq!(session.save_story(&story(" "), Some("b")).unwrap_err().code, Code::Usage, "a story has a name");
    let doubled = Story { name: "c".into(), slides: vec![Slide { id: "x".into(), ..slide("", "") }; 2] };
    assert_eq!(session.save_story(&doubled, None).unwrap_err().code, Code::Usage, "ids tell slides apart");
    session.save_story(&story("c"), Some("b")).unwrap();
    let names = |a: atlas_session::dto::StoriesAnswer| a.stories.into_iter().map(|s| s.name).collect::<Vec<_>>();
    assert_eq!(names(session.stories().unwrap()), ["a", "c"], "nothing was lost by what was refused");
    assert_eq!(names(session.delete_story("a").unwrap()), ["c"]);
}

#[test]
fn a_caption_follows_the_data_until_it_is_frozen() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), 3);
    let told = |s: &Slide| session.caption(s, &Job::default()).unwrap();
    let mut shown = slide("reach", "{exposed} of {identities} get there, revision {revision}.");
    assert_eq!(told(&shown).text, "3 of 3 get there, revision 1.");

    shown.frozen = Some(session.freeze(&shown, &Job::default()).unwrap());
    let still = told(&shown);
    assert_eq!((still.mark.as_deref(), still.moved), (Some("frozen at revision 1"), None), "nothing moved yet");

    import(&session, folder.path(), 5);
    let moved = told(&shown);
    assert_eq!(moved.text, "3 of 3 get there, revision 1.", "it still says what it said");
    let now = "The data has moved on; revision 2 reads: 5 of 5 get there, revision 2.";
    assert_eq!(moved.moved.as_deref(), Some(now), "and says that the data does not");
    shown.frozen = None;
    assert_eq!(told(&shown).text, "5 of 5 get there, revision 2.", "a free one follows");
}

#[test]
fn a_name_of_a_file_is_never_read_as_a_caption() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), 2);
    let told = session.caption(&slide("", "{target}|{nonsense}|{"), &Job::default()).unwrap();
    assert_eq!(told.text, "{revision}<img src=x>‹U+202E›|{nonsense}|{", "filled once; what hides is seen");
    assert_eq!(told.unfilled, ["nonsense"], "and what nobody knows is named");
}

#[test]
fn a_path_slide_counts_its_own_question() {
    let folder = tempfile::tempdir().unwrap();
    let session = imported(folder.path(), 4);
    let view = ViewSpec::Paths(PathRequest { from: vec!["id=person0".into()], ..PathRequest::default() });
    let shown =
        Slide { view, ..slide("", "{exposed} of {identities} in {steps} steps; {cut} spares {spared}, {cuts} in all") };
    let told = session.caption(&shown, &Job::default()).unwrap().text;
    assert!(told.starts_with("1 of 1 in 2 steps; "), "one start was asked about, not four: {told}");
    assert!(told.ends_with(" spares 1, 1 in all"), "{told}");
}

#[test]
fn what_cannot_be_told_is_unknown_and_what_cannot_be_drawn_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let session = open(folder.path());
    import(&session, folder.path(), 2);
    let told = |s: &Slide| session.caption(s, &Job::default()).unwrap();
    let caption = slide("", "{exposed}, {share}, {target}, {steps}, {cut}, {outlier}, {group}");
    assert_eq!(told(&caption).text, ["unknown"; 7].join(", "), "no crown jewel is set: no number is made up");

    let gone = PathRequest { from: vec!["id=nobody".into()], ..PathRequest::default() };
    let lost = Slide { view: ViewSpec::Paths(gone), ..slide("", "{exposed} get there") };
    let answer = told(&lost);
    assert_eq!(answer.text, "{exposed} get there", "the caption stays as it was written");
    assert!(answer.problem.unwrap().contains("id=nobody"), "and says what is missing");
    assert!(session.freeze(&lost, &Job::default()).is_err(), "nothing is frozen that was never filled");
}

#[test]
fn every_placeholder_that_is_offered_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let session = open(folder.path());
    session.sample("harbour", 1, &Job::default()).unwrap();
    for placeholder in session.stories().unwrap().placeholders {
        let caption = format!("{{{}}}", placeholder.word);
        let told = session.caption(&slide("", &caption), &Job::default()).unwrap();
        assert!(told.unfilled.is_empty() && told.problem.is_none(), "{caption}: {told:?}");
        // Only a path slide has cuts to try.
        let known = told.text != "unknown" || placeholder.word == "left";
        assert!(!told.text.is_empty() && known, "the sample has what {caption} asks for: {told:?}");
    }
}

#[test]
fn the_first_story_shows_four_slides_that_can_all_be_drawn_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let session = open(folder.path());
    session.sample("harbour", 1, &Job::default()).unwrap();
    let story = session.first_story("board", &Job::default()).unwrap();
    assert_eq!(ids(&story), ["s1", "s2", "s3", "s4"]);
    for slide in &story.slides {
        let scene = session.scene(&slide.view, &Job::default()).unwrap();
        assert!(!scene.labels.is_empty(), "{} is drawn", slide.title);
        let told = session.caption(slide, &Job::default()).unwrap();
        assert!(told.problem.is_none() && !told.text.contains(['{', '}']), "{}: {told:?}", slide.title);
    }
}

#[test]
fn every_list_is_a_picture_that_counts_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let session = open(folder.path());
    session.sample("harbour", 1, &Job::default()).unwrap();
    for table in ["outliers", "exposure", "groups", "queue", "cuts", "escalations"] {
        let view = TableView { table: table.into(), lane: None, rows: 2 };
        let scene = session.scene(&ViewSpec::Table(view), &Job::default()).unwrap();
        assert!(scene.shown.starts_with("2 of "), "{table}: {}", scene.shown);
        assert!(!scene.shown.starts_with("2 of 2 "), "{table} has more than two rows: {}", scene.shown);
    }
    let none = TableView { table: "anything".into(), lane: None, rows: 2 };
    assert_eq!(session.scene(&ViewSpec::Table(none), &Job::default()).unwrap_err().code, Code::Usage);
    let street = Slide { view: ViewSpec::Street(StreetView::of("nobody")), ..slide("", "{nodes}") };
    assert!(
        session.caption(&street, &Job::default()).unwrap().problem.is_none(),
        "counts of the graph ask for no node"
    );
}

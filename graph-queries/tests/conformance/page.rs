//! The index page of the questions is what the files say.

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guide/questions.md");

#[test]
fn the_index_page_is_fresh() {
    let made = graph_queries::catalogue::page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PAGE, &made).unwrap();
    }
    let committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(made == committed, "docs/guide/questions.md is stale: run `./x bless` and commit the result");
}

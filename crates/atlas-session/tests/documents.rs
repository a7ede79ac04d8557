//! The shapes of `--json`, published under `docs/guide/` from the types that make them.
//!
//! `./x bless` rewrites the page; a test holds it fresh.
#![allow(clippy::unwrap_used)]

use atlas_session::dto::{
    AskAnswer, BlastAnswer, BulkPreview, ChokeAnswer, ClustersAnswer, ConnectionTest, ConnectionsAnswer, DiffAnswer,
    EscalationsAnswer, ExportAnswer, ExposureAnswer, ImportAnswer, InfoAnswer, KindsAnswer, LogAnswer, LogRecord,
    MatrixAnswer, NodesAnswer, OutliersAnswer, PackAnswer, PackVerdict, PartOfGraph, PathsAnswer, PushAnswer,
    QuestionsAnswer, QueueAnswer, ReviewPage, ReviewProgress, ShowAnswer, StoriesAnswer, StoryAnswer, TiersAnswer,
    VerifyAnswer, ViewRow, ViewsAnswer, WhatIfAnswer, WriteBackAnswer,
};
use specta_typescript::Typescript;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/json.ts");

const HEAD: &str = "\
// The documents that `atlas VERB --json` prints, as TypeScript types.
// Generated from the types of the session by `./x bless`; do not edit.
//
// Keys stand in alphabetical order, tables are sorted: two runs are equal byte for byte.
// Ids are native ids, written `namespace:id` only where two nodes would clash.
";

/// Each document by its `schema`, and the types they are made of.
macro_rules! documents {
    ($($schema:literal $answer:ident),+ $(,)?) => {{
        let types = specta::Types::default().register::<PartOfGraph>()$(.register::<$answer>())+;
        let mut map = String::from("\n/** Every document by its `schema`. */\nexport type Documents = {\n");
        $(map += concat!("\t\"", $schema, "\": Document<\"", $schema, "\"> & ", stringify!($answer), ";\n");)+
        (types, map + "};\n")
    }};
}

const DOCUMENT: &str = "
/** What every document holds beside its answer. */
export type Document<Schema extends string> = {
\t/** What this is and its version. */
\tschema: Schema;
\t/** Content hash of the revision that was asked; null in an empty workspace. */
\trevision: string | null;
\t/** What was asked. */
\tconfig: { [flag: string]: unknown };
\t/** That the answer is about a part of the revision; null: about all of it. */
\tpartial: PartOfGraph | null;
};
";

#[test]
fn the_published_shapes_are_fresh() {
    let (types, map) = documents! {
        "atlas.import/1" ImportAnswer, "atlas.sample/1" ImportAnswer, "atlas.info/1" InfoAnswer,
        "atlas.nodes/1" NodesAnswer, "atlas.show/1" ShowAnswer, "atlas.paths/1" PathsAnswer,
        "atlas.escalations/1" EscalationsAnswer, "atlas.ask/1" AskAnswer, "atlas.ask.list/1" QuestionsAnswer,
        "atlas.exposure/1" ExposureAnswer, "atlas.blast/1" BlastAnswer, "atlas.chokepoints/1" ChokeAnswer,
        "atlas.whatif/1" WhatIfAnswer, "atlas.clusters/1" ClustersAnswer, "atlas.outliers/1" OutliersAnswer,
        "atlas.matrix/1" MatrixAnswer, "atlas.tier/1" TiersAnswer, "atlas.kinds/1" KindsAnswer,
        "atlas.review.queue/1" QueueAnswer, "atlas.review.decide/1" LogRecord, "atlas.review.log/1" LogAnswer,
        "atlas.review.verify/1" VerifyAnswer, "atlas.review.item/1" ReviewPage,
        "atlas.review.progress/1" ReviewProgress, "atlas.review.bulk/1" LogAnswer,
        "atlas.review.preview/1" BulkPreview, "atlas.review.undo/1" LogAnswer,
        "atlas.review.close/1" LogRecord, "atlas.view.list/1" ViewsAnswer, "atlas.view.save/1" ViewsAnswer,
        "atlas.view.show/1" ViewRow, "atlas.export/1" ExportAnswer, "atlas.push/1" PushAnswer,
        "atlas.pull/1" ImportAnswer, "atlas.story.list/1" StoriesAnswer, "atlas.story.show/1" StoryAnswer,
        "atlas.story.start/1" StoryAnswer, "atlas.story.add/1" StoryAnswer,
        "atlas.story.remove/1" StoryAnswer, "atlas.story.move/1" StoryAnswer,
        "atlas.story.freeze/1" StoryAnswer, "atlas.story.delete/1" StoriesAnswer,
        "atlas.connection.list/1" ConnectionsAnswer, "atlas.connection.add/1" ConnectionsAnswer,
        "atlas.connection.test/1" ConnectionTest, "atlas.connection.forget/1" ConnectionsAnswer,
        "atlas.diff/1" DiffAnswer, "atlas.write-back/1" WriteBackAnswer, "atlas.pack/1" PackAnswer,
        "atlas.verify/1" PackVerdict,
    };
    let body = Typescript::default().header(HEAD).export(&types, specta_serde::Format).unwrap();
    let made = format!("{}\n{DOCUMENT}{map}", body.trim_end());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PAGE, &made).unwrap();
    }
    let committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(made == committed, "docs/guide/json.ts is stale: run `./x bless` and commit the result");
}

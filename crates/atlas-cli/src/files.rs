//! Files for others: pictures, stories, tables, the graph, evidence packs; and whether a pack is whole.

use std::path::Path;

use atlas_session::dto::{AppError, Code, ExportRequest, MatrixView, PackRequest, StoryExportRequest, ViewSpec};
use atlas_session::{Access, Job, Session};

use crate::args::{Names, Verb};
use crate::verbs::{Answer, Outcome, path_request};

/// `export`, `pack` and `verify`.
pub(crate) fn run(verb: &Verb, job: &Job) -> Answer {
    match verb {
        Verb::Export { part, out, view, story, paths, matrix, clusters, graph, theme, scale, names, path } => {
            let session = open(part, names)?;
            let out = out.display().to_string();
            let config = serde_json::json!({ "theme": theme, "pseudonyms": names.pseudonyms });
            let (format, theme, scale) = (ending(&out), theme.clone(), Some(*scale));
            if let Some(story) = story {
                let request = StoryExportRequest {
                    story: story.clone(),
                    format: story_format(&out),
                    theme,
                    out,
                    scale,
                    pseudonyms: names.pseudonyms,
                };
                let answer = session.export_story(&request, job)?;
                return Outcome::new("export", &session, config, &answer, answer.sentence.clone());
            }
            let view = match (view, matrix) {
                (Some(name), _) => session.view(name)?,
                (_, Some(group)) => ViewSpec::Matrix(MatrixView { group: group.clone(), selected: None }),
                _ if *paths => ViewSpec::Paths(path_request(path)),
                _ => ViewSpec::default(),
            };
            let request = ExportRequest { view, format, theme, out, scale, pseudonyms: names.pseudonyms };
            let answer = if *graph {
                session.export_graph(&request, job)?
            } else if *clusters {
                session.export_clusters(&request, job)?
            } else {
                session.export(&request, job)?
            };
            Outcome::new("export", &session, config, &answer, answer.sentence.clone())
        }
        Verb::Pack { part, out, story, title, about, theme, names } => {
            let session = open(part, names)?;
            let request = PackRequest {
                title: title.clone(),
                scope: about.clone(),
                story: story.clone(),
                theme: theme.clone(),
                pseudonyms: names.pseudonyms,
                out: out.display().to_string(),
            };
            let answer = session.evidence_pack(&request, job)?;
            let config = serde_json::json!({ "story": story, "theme": theme, "pseudonyms": names.pseudonyms });
            Outcome::new("pack", &session, config, &answer, answer.sentence.clone())
        }
        Verb::Verify { pack } => verify(pack, job),
        _ => Err(AppError::new(Code::Usage, "that verb writes no file", "")),
    }
}

fn open(part: &crate::part::Part, names: &Names) -> Result<Session, AppError> {
    let session = part.open(Access::Read)?;
    session.set_pseudonym_key(names.pseudonym_key.clone());
    Ok(session)
}

fn verify(pack: &Path, job: &Job) -> Answer {
    let verdict = Session::verify_pack(pack, job)?;
    if !verdict.ok {
        let remedy = "Ask whoever made it for the pack and the sum of its manifest, or make another one.";
        let all = verdict.problems.join("; ");
        return Err(AppError::new(Code::Input, format!("{} is damaged: {all}", pack.display()), remedy));
    }
    Outcome::without_workspace("verify", serde_json::json!({}), &verdict, verdict.sentence.clone())
}

fn ending(out: &str) -> String {
    Path::new(out).extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase()
}

/// The format of a story: of a zip that of the files in it, which the name says before it: `x.png.zip`.
fn story_format(out: &str) -> String {
    match ending(out).as_str() {
        "zip" => match ending(&out[..out.len() - 4]).as_str() {
            "png" => "png".to_owned(),
            _ => "svg".to_owned(),
        },
        format => format.to_owned(),
    }
}

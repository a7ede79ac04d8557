//! What every kind seen means, and the profile that changes it.

use std::path::Path;

use atlas_import::profile;

use crate::dto::{AppError, Code, KindsAnswer, NodeKindRow, RelationKindRow};
use crate::{Job, Session};

impl Session {
    /// Every kind of the newest revision, with how its meaning is known.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn kinds(&self, job: &Job) -> Result<KindsAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let clip = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let nodes = frozen.book.nodes.values().map(|k| NodeKindRow {
            kind: k.kind.to_string(),
            count: clip(frozen.seen.nodes.get(&k.kind).copied().unwrap_or(0)),
            class: k.class.word().into(),
            lifecycle: k.lifecycle.word().into(),
            tier: k.tier.map(u32::from),
            basis: k.basis.word().into(),
        });
        let mut relations = Vec::new();
        for kind in frozen.book.relations.values() {
            let all: u64 = frozen.seen.triples.iter().filter(|((_, k, _), _)| *k == kind.kind).map(|(_, n)| n).sum();
            let levels = frozen.seen.levels.iter().filter(|((k, _), _)| *k == kind.kind);
            let levels: Vec<(Option<&str>, u64)> = levels.map(|((_, l), n)| (Some(&**l), *n)).collect();
            let plain = all.saturating_sub(levels.iter().map(|(_, n)| n).sum());
            let rest = (plain > 0 || levels.is_empty()).then_some((None, plain));
            for (level, count) in rest.into_iter().chain(levels) {
                let meaning = frozen.book.step(&kind.kind, level, None);
                relations.push(RelationKindRow {
                    kind: kind.kind.to_string(),
                    level: level.map(Into::into),
                    count: clip(count),
                    class: meaning.class.word().into(),
                    walk: meaning.walk.word().into(),
                    status: meaning.status.word().into(),
                    likelihood: f64::from((-meaning.cost).exp()),
                    basis: meaning.basis.word().into(),
                });
            }
        }
        Ok(KindsAnswer { nodes: nodes.collect(), relations })
    }

    /// Keep a profile of kinds in the workspace, in place of the one before.
    ///
    /// # Errors
    /// Where the file cannot be read or is no profile; the message names the line.
    pub fn set_profile(&self, file: &Path) -> Result<(), AppError> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|e| AppError::new(Code::Input, format!("cannot read {name}: {e}"), ""))?;
        profile::parse(&name, &text).map_err(|e| {
            AppError::new(Code::Input, e.to_string(), "See docs/guide/kinds.md for what a profile looks like.")
        })?;
        self.store().set_profile_text(Some(&text))?;
        self.forget();
        Ok(())
    }
}

//! What every kind seen means, and the profile that changes it.

use std::path::Path;

use atlas_import::profile;
use atlas_model::{Lifecycle, NodeClass, NodeRule, Profile, RelationClass, RelationRule, Walk};

use crate::dto::{AppError, Code, KindRule, KindsAnswer, NodeKindRow, RelationKindRow, clip};
use crate::{Job, Session};

impl Session {
    /// Every kind of the newest revision, with how its meaning is known.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn kinds(&self, job: &Job) -> Result<KindsAnswer, AppError> {
        let frozen = self.frozen(job)?;
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
        profile::parse(&name, &text).map_err(|e| no_profile(&e))?;
        self.keep_profile(&text)
    }

    /// Correct one kind: the rule takes its place in the profile of the workspace.
    ///
    /// # Errors
    /// Usage where a word is none; not writable.
    pub fn set_kind(&self, rule: &KindRule) -> Result<(), AppError> {
        let stored = self.store().profile_text()?;
        let mut profile = stored
            .map_or_else(|| Ok(Profile::default()), |text| profile::parse("profile", &text))
            .map_err(|e| no_profile(&e))?;
        match rule.of.as_str() {
            "node" => correct_node(&mut profile, rule)?,
            "relation" => correct_relation(&mut profile, rule)?,
            other => {
                let remedy = "Use node or relation.";
                return Err(AppError::new(Code::Usage, format!("{other:?} has no kinds"), remedy));
            }
        }
        self.keep_profile(&profile::to_toml(&profile))
    }

    fn keep_profile(&self, text: &str) -> Result<(), AppError> {
        self.store().set_profile_text((!text.is_empty()).then_some(text))?;
        self.forget();
        Ok(())
    }
}

fn correct_node(profile: &mut Profile, rule: &KindRule) -> Result<(), AppError> {
    let says = NodeRule {
        kind: rule.kind.as_str().into(),
        class: word(rule.class.as_deref(), NodeClass::from_word, NodeClass::ALL, NodeClass::word)?,
        lifecycle: word(rule.lifecycle.as_deref(), Lifecycle::from_word, Lifecycle::ALL, Lifecycle::word)?,
        tier: profile.nodes.iter().find(|n| *n.kind == *rule.kind).and_then(|n| n.tier),
    };
    profile.nodes.retain(|n| n.kind != says.kind);
    if says.class.is_some() || says.lifecycle.is_some() || says.tier.is_some() {
        profile.nodes.push(says);
    }
    Ok(())
}

fn correct_relation(profile: &mut Profile, rule: &KindRule) -> Result<(), AppError> {
    let says = RelationRule {
        kind: rule.kind.as_str().into(),
        level: rule.level.as_deref().map(Into::into),
        class: word(rule.class.as_deref(), RelationClass::from_word, RelationClass::ALL, RelationClass::word)?,
        walk: word(rule.walk.as_deref(), Walk::from_word, Walk::ALL, Walk::word)?,
        likelihood: rule.likelihood,
    };
    if says.likelihood.is_some_and(|p| !(p > 0.0 && p <= 1.0)) {
        let message = format!("{} is not a likelihood", rule.likelihood.unwrap_or_default());
        return Err(AppError::new(Code::Usage, message, "Use a number above 0 and at most 1."));
    }
    profile.relations.retain(|r| r.kind != says.kind || r.level != says.level);
    if says.class.is_some() || says.walk.is_some() || says.likelihood.is_some() {
        profile.relations.push(says);
    }
    Ok(())
}

/// The value that a word stands for; an error that lists the words where it stands for none.
fn word<T: Copy>(
    text: Option<&str>,
    from_word: impl Fn(&str) -> Option<T>,
    all: &[T],
    word_of: impl Fn(T) -> &'static str,
) -> Result<Option<T>, AppError> {
    let Some(text) = text else { return Ok(None) };
    from_word(text).map(Some).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|t| word_of(*t)).collect();
        AppError::new(
            Code::Usage,
            format!("{text:?} is not a word for this"),
            format!("Use one of {}.", words.join(", ")),
        )
    })
}

fn no_profile(error: &impl std::fmt::Display) -> AppError {
    AppError::new(Code::Input, error.to_string(), "See docs/guide/kinds.md for what a profile looks like.")
}

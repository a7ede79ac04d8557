//! The worst escalation paths, for the first picture and the drawer.

use atlas_analysis::escalation::{Escalation, EscalationConfig, escalations};

use crate::dto::{AppError, EscalationPath, EscalationsAnswer};
use crate::frozen::Frozen;
use crate::{Job, Session};

impl Session {
    /// The `top` worst stories: one way told for everyone who comes in by the same last step.
    ///
    /// # Errors
    /// Where the store cannot be read; cancelled.
    pub fn escalations(&self, top: u32, job: &Job) -> Result<EscalationsAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let config = EscalationConfig { top: top as usize, ..EscalationConfig::default() };
        let found = escalations(&frozen.snapshot, &frozen.tiers, &config, job)?;
        let told = |story: &Escalation| self.escalation(&frozen, &config, story);
        Ok(EscalationsAnswer { stories: found.stories.iter().map(told).collect::<Result<_, _>>()? })
    }

    fn escalation(
        &self,
        frozen: &Frozen,
        config: &EscalationConfig,
        story: &Escalation,
    ) -> Result<EscalationPath, AppError> {
        let path = self.explain(frozen, &config.accept, &story.path)?;
        let start = story.path.nodes.first().map_or("", |&n| frozen.snapshot.name(n));
        let target = frozen.named(story.target);
        let last = path.steps.last().map_or("", |s| s.from_name.as_str());
        let starts = crate::dto::clip(story.starts);
        // A way of one step comes from nobody but its start.
        let through = if last == start { String::new() } else { format!(" through {last}") };
        let others = match starts.saturating_sub(1) {
            0 => String::new(),
            1 => " and 1 other".to_owned(),
            n => format!(" and {n} others"),
        };
        let verb = if others.is_empty() { "reaches" } else { "reach" };
        let sentence = format!("{start}{others} {verb} {}{through}", target.name);
        Ok(EscalationPath { sentence, target, tier: u32::from(story.tier), starts, score: story.score, path })
    }
}

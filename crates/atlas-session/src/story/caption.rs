//! Captions: filled from the data, or frozen as they read once.

use super::facts::Facts;
use super::parts::{Part, parts};
use crate::dto::{AppError, CaptionAnswer, Code, FrozenCaption, Slide, Story};
use crate::frozen::Frozen;
use crate::import::thousands;
use crate::session::now;
use crate::{Job, Session};

/// A caption with its placeholders filled.
struct Filled {
    text: String,
    /// Words in braces that nobody knows.
    unfilled: Vec<String>,
}

/// A caption that follows the data.
fn plain(text: String, unfilled: Vec<String>, problem: Option<String>) -> CaptionAnswer {
    CaptionAnswer { text, mark: None, moved: None, unfilled, problem }
}

impl Session {
    /// The captions of a story, in the order of its slides.
    ///
    /// # Errors
    /// As [`Self::caption`].
    pub fn captions(&self, story: &Story, job: &Job) -> Result<Vec<CaptionAnswer>, AppError> {
        story.slides.iter().map(|slide| self.caption(slide, job)).collect()
    }

    /// The caption of a slide as it is shown now. Only what it asks for is computed. One that cannot
    /// be filled, because the data no longer has what the slide shows, says why and stays as written.
    ///
    /// # Errors
    /// Where the graph cannot be read; cancelled.
    pub fn caption(&self, slide: &Slide, job: &Job) -> Result<CaptionAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let filled = self.fill(&frozen, slide, job);
        let Some(kept) = &slide.frozen else {
            return match filled {
                Ok(Filled { text, unfilled }) => Ok(plain(text, unfilled, None)),
                Err(e) if e.code == Code::Cancelled => Err(e),
                Err(e) => Ok(plain(slide.caption.clone(), Vec::new(), Some(e.to_string()))),
            };
        };
        let today = thousands(frozen.revision.number);
        let moved = match filled {
            Ok(now) if now.text == kept.text && frozen.revision.number == kept.revision => None,
            Ok(now) if now.text == kept.text => Some(format!("Revision {today} reads the same.")),
            Ok(now) => Some(format!("The data has moved on; revision {today} reads: {}", now.text)),
            // What the slide shows may be gone by now; what was frozen still stands.
            Err(e) if e.code == Code::Cancelled => return Err(e),
            Err(e) => Some(format!("The data has moved on; revision {today} cannot fill it: {}.", e.message)),
        };
        Ok(CaptionAnswer {
            mark: Some(format!("frozen at revision {}", thousands(kept.revision))),
            moved,
            ..plain(kept.text.clone(), Vec::new(), None)
        })
    }

    /// The caption of a slide as it reads now, to be kept in it.
    ///
    /// # Errors
    /// Where it cannot be filled; where the graph cannot be read; cancelled.
    pub fn freeze(&self, slide: &Slide, job: &Job) -> Result<FrozenCaption, AppError> {
        let frozen = self.frozen(job)?;
        let text = self.fill(&frozen, slide, job)?.text;
        Ok(FrozenCaption { revision: frozen.revision.number, at: now(), text })
    }

    fn fill(&self, frozen: &Frozen, slide: &Slide, job: &Job) -> Result<Filled, AppError> {
        let facts = Facts { session: self, frozen, view: &slide.view, job };
        let mut filled = Filled { text: String::new(), unfilled: Vec::new() };
        for part in parts(&slide.caption) {
            match part {
                Part::Text(text) => filled.text.push_str(text),
                Part::Word(word) => match facts.value(word)? {
                    Some(value) => filled.text.push_str(&value),
                    None => {
                        filled.text.push_str(&format!("{{{word}}}"));
                        if !filled.unfilled.iter().any(|known| known == word) {
                            filled.unfilled.push(word.to_owned());
                        }
                    }
                },
            }
        }
        Ok(filled)
    }
}

//! Stories: slides in an order, kept in the workspace beside the views.
//!
//! They stand as one JSON text in the setting `stories`, so that both stores keep them without a
//! table of their own: there are few, they are small, and a person changes one at a time.

mod caption;
mod facts;
mod first;
mod parts;

use std::collections::BTreeSet;

use crate::dto::{AppError, Code, Slide, StoriesAnswer, Story};
use crate::{Job, Session};

/// The setting that keeps the stories.
const STORIES: &str = "stories";

impl Session {
    /// All stories by name, and what captions can hold.
    ///
    /// # Errors
    /// Where the store cannot be read, or what it keeps is no list of stories.
    pub fn stories(&self) -> Result<StoriesAnswer, AppError> {
        Ok(StoriesAnswer { stories: self.kept_stories()?, placeholders: facts::placeholders() })
    }

    /// One story.
    ///
    /// # Errors
    /// Not found where there is none of that name.
    pub fn story(&self, name: &str) -> Result<Story, AppError> {
        self.kept_stories()?.into_iter().find(|s| s.name == name).ok_or_else(|| no_story(name))
    }

    /// Keep a story in the place of the one called `was`; without `was` a new one.
    ///
    /// # Errors
    /// Usage where it has no name, the name is another story's, or two slides have one id; not found
    /// where no story is called `was`; where the workspace cannot be written.
    pub fn save_story(&self, story: &Story, was: Option<&str>) -> Result<StoriesAnswer, AppError> {
        sound(story)?;
        let mut stories = self.kept_stories()?;
        if let Some(was) = was {
            let before = stories.len();
            stories.retain(|s| s.name != was);
            if stories.len() == before {
                return Err(no_story(was));
            }
        }
        if stories.iter().any(|s| s.name == story.name) {
            let message = format!("a story is already called {:?}", story.name);
            return Err(AppError::new(Code::Usage, message, "Choose another name."));
        }
        stories.push(story.clone());
        self.keep_stories(stories)
    }

    /// Take a story away; one that is not there is no error.
    ///
    /// # Errors
    /// Where the workspace cannot be written.
    pub fn delete_story(&self, name: &str) -> Result<StoriesAnswer, AppError> {
        let mut stories = self.kept_stories()?;
        stories.retain(|s| s.name != name);
        self.keep_stories(stories)
    }

    /// Put a slide at a position, counted from 1, or at the end; a story of that name is begun where
    /// there is none. The slide is given an id of its own.
    ///
    /// # Errors
    /// As [`Self::save_story`].
    pub fn add_slide(&self, story: &str, slide: &Slide, at: Option<u32>) -> Result<Story, AppError> {
        let was = self.kept_stories()?.into_iter().find(|s| s.name == story);
        let mut next = was.clone().unwrap_or_else(|| Story { name: story.to_owned(), slides: Vec::new() });
        let slide = Slide { id: free_id(&next), ..slide.clone() };
        let place = position(at, next.slides.len());
        next.slides.insert(place, slide);
        self.save_story(&next, was.map(|s| s.name).as_deref())?;
        Ok(next)
    }

    /// Take a slide out.
    ///
    /// # Errors
    /// Not found where there is no such story or slide; where the workspace cannot be written.
    pub fn remove_slide(&self, story: &str, id: &str) -> Result<Story, AppError> {
        self.change_slides(story, id, |slides, at| {
            slides.remove(at);
        })
    }

    /// Move a slide to a position, counted from 1.
    ///
    /// # Errors
    /// As [`Self::remove_slide`].
    pub fn move_slide(&self, story: &str, id: &str, to: u32) -> Result<Story, AppError> {
        self.change_slides(story, id, |slides, at| {
            let slide = slides.remove(at);
            let place = position(Some(to), slides.len());
            slides.insert(place, slide);
        })
    }

    /// Freeze the caption of a slide as it reads now, or let it follow the data again.
    ///
    /// # Errors
    /// As [`Self::remove_slide`] and [`Self::freeze`].
    pub fn freeze_slide(&self, story: &str, id: &str, frozen: bool, job: &Job) -> Result<Story, AppError> {
        let found = self.story(story)?;
        let slide = found.slides.iter().find(|s| s.id == id).ok_or_else(|| no_slide(story, id))?;
        let caption = if frozen { Some(self.freeze(slide, job)?) } else { None };
        self.change_slides(story, id, |slides, at| slides[at].frozen = caption)
    }

    fn change_slides(
        &self,
        story: &str,
        id: &str,
        change: impl FnOnce(&mut Vec<Slide>, usize),
    ) -> Result<Story, AppError> {
        let mut next = self.story(story)?;
        let at = next.slides.iter().position(|s| s.id == id).ok_or_else(|| no_slide(story, id))?;
        change(&mut next.slides, at);
        self.save_story(&next, Some(story))?;
        Ok(next)
    }

    fn kept_stories(&self) -> Result<Vec<Story>, AppError> {
        let Some(text) = self.store().setting(STORIES)? else { return Ok(Vec::new()) };
        serde_json::from_str(&text).map_err(|e| {
            let message = format!("the stories of this workspace cannot be read: {e}");
            AppError::new(Code::Input, message, "A newer version may have written them; open the workspace with it.")
        })
    }

    fn keep_stories(&self, mut stories: Vec<Story>) -> Result<StoriesAnswer, AppError> {
        stories.sort_by(|a, b| a.name.cmp(&b.name));
        let text = serde_json::to_string(&stories).map_err(|e| AppError::new(Code::Internal, e.to_string(), ""))?;
        self.store().set_setting(STORIES, Some(&text))?;
        Ok(StoriesAnswer { stories, placeholders: facts::placeholders() })
    }
}

/// Where a slide is put: `at` counts from 1; too far is the end.
fn position(at: Option<u32>, slides: usize) -> usize {
    at.map_or(slides, |at| (at.saturating_sub(1) as usize).min(slides))
}

/// The first of `s1`, `s2`, ... that no slide has.
fn free_id(story: &Story) -> String {
    let taken: BTreeSet<&str> = story.slides.iter().map(|s| s.id.as_str()).collect();
    (1_u32..).map(|n| format!("s{n}")).find(|id| !taken.contains(id.as_str())).unwrap_or_default()
}

fn sound(story: &Story) -> Result<(), AppError> {
    if story.name.trim().is_empty() {
        return Err(AppError::new(Code::Usage, "the story has no name", "Name it."));
    }
    let mut seen = BTreeSet::new();
    match story.slides.iter().find(|s| s.id.is_empty() || !seen.insert(s.id.as_str())) {
        Some(slide) => {
            let message = format!("the slide {:?} has an id that is empty or another slide's", slide.title);
            Err(AppError::new(Code::Usage, message, "Give every slide of a story an id of its own."))
        }
        None => Ok(()),
    }
}

fn no_story(name: &str) -> AppError {
    AppError::new(Code::NotFound, format!("no story is called {name:?}"), "List them with `atlas story list`.")
}

fn no_slide(story: &str, id: &str) -> AppError {
    let remedy = "`atlas story show NAME` lists the slides with their ids.";
    AppError::new(Code::NotFound, format!("the story {story:?} has no slide {id:?}"), remedy)
}

//! A story as files: its slides in their order, with their captions as they read now.

use atlas_analysis::Pace as _;
use atlas_map::export::Slide;

use super::slides::{Look, PICTURES};
use super::{no_format, write};
use crate::dto::{self, AppError, Code, ExportAnswer, StoryExportRequest};
use crate::{Job, Session};

impl Session {
    /// Write a story: one file where the format has pages, a zip of pictures where it has none.
    ///
    /// # Errors
    /// Not found where there is no such story; usage where it has no slides, or the format or theme is
    /// none; what drawing and writing need; cancelled.
    pub fn export_story(&self, request: &StoryExportRequest, job: &Job) -> Result<ExportAnswer, AppError> {
        if request.pseudonyms {
            let plain = StoryExportRequest { pseudonyms: false, ..request.clone() };
            return self.under_pseudonyms(job)?.export_story(&plain, job);
        }
        if !PICTURES.contains(&request.format.as_str()) {
            return Err(no_format(&request.format, PICTURES));
        }
        let look = Look::of(&request.theme, request.scale)?;
        let slides = self.slides_of(&request.story, job)?;
        let bytes = look.file(&slides, &request.format)?;
        job.progress("writing", 0.95);
        let zipped = slides.len() > 1 && matches!(request.format.as_str(), "svg" | "png");
        // A zip under the name of a picture would open nowhere.
        let is_zip = request.out.to_lowercase().ends_with(".zip");
        let out = if zipped && !is_zip { format!("{}.zip", request.out) } else { request.out.clone() };
        write(&out, |file| file.write_all(&bytes))
    }

    /// The slides of a story with their captions.
    pub(crate) fn slides_of(&self, name: &str, job: &Job) -> Result<Vec<Slide>, AppError> {
        let story = self.story(name)?;
        if story.slides.is_empty() {
            let remedy = "Add a slide in Present, or with `atlas story add`.";
            return Err(AppError::new(Code::Usage, format!("the story {name:?} has no slides"), remedy));
        }
        let mut slides = Vec::with_capacity(story.slides.len());
        for (n, slide) in story.slides.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few slides")]
            job.progress("slides", 0.9 * n as f32 / story.slides.len() as f32);
            if job.cancelled() {
                return Err(atlas_analysis::Cancelled.into());
            }
            let mut drawn = self.slide(&slide.view, job)?;
            if !slide.title.trim().is_empty() {
                drawn.title = self.masked(&slide.title).into();
            }
            drawn.caption = self.caption_text(slide, job)?.into();
            slides.push(drawn);
        }
        Ok(slides)
    }

    /// A caption as a file shows it, marked where it no longer follows the data. Under pseudonyms a
    /// frozen one is filled anew: what it was frozen with are names.
    fn caption_text(&self, slide: &dto::Slide, job: &Job) -> Result<String, AppError> {
        if self.pseudonymous() {
            let masked = dto::Slide { caption: self.masked(&slide.caption), frozen: None, ..slide.clone() };
            return Ok(self.caption(&masked, job)?.text);
        }
        let caption = self.caption(slide, job)?;
        Ok(caption.mark.map_or(caption.text.clone(), |mark| format!("{} ({mark})", caption.text)))
    }
}

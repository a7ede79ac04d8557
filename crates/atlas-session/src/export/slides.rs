//! Slides as files: one file for those formats that have pages, a zip of files for those that have none.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use atlas_map::export::{self, Slide};
use atlas_map::style::Theme;
use atlas_map::{Pick, Scene};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::no_format;
use crate::dto::{AppError, Code, ViewSpec};
use crate::frozen::Frozen;
use crate::{Job, Session};

/// Formats of a picture.
pub(super) const PICTURES: &[&str] = &["svg", "png", "pdf", "html", "pptx"];
/// Pixels for each map unit unless asked otherwise: sharp on paper and screen.
const SCALE: f64 = 2.0;

/// How slides become a file.
pub(crate) struct Look {
    pub(crate) theme: Theme,
    scale: f32,
}

impl Look {
    /// # Errors
    /// Usage where the theme is none, or the scale no number from 0.1 to 16.
    pub(crate) fn of(theme: &str, scale: Option<f64>) -> Result<Self, AppError> {
        let theme = Theme::from_word(theme)
            .ok_or_else(|| AppError::new(Code::Usage, format!("{theme:?} is no theme"), "Use light or dark."))?;
        let scale = scale.unwrap_or(SCALE);
        if !(0.1..=16.0).contains(&scale) {
            let remedy = "Name a number of pixels for each unit from 0.1 to 16; 2 is sharp on paper.";
            return Err(AppError::new(Code::Usage, format!("{scale} is no scale"), remedy));
        }
        #[expect(clippy::cast_possible_truncation, reason = "from 0.1 to 16")]
        let scale = scale as f32;
        Ok(Self { theme, scale })
    }

    /// The slides in a format.
    pub(super) fn file(&self, slides: &[Slide], format: &str) -> Result<Vec<u8>, AppError> {
        match format {
            "pdf" => export::pdf(slides, self.theme).map_err(failed),
            "pptx" => export::pptx(slides, self.theme).map_err(failed),
            "html" => Ok(export::html(slides, self.theme).into_bytes()),
            "svg" | "png" => match slides {
                [one] => self.picture(&one.scene, format),
                several => self.zip(several, format),
            },
            _ => Err(no_format(format, PICTURES)),
        }
    }

    /// One picture as SVG or PNG.
    pub(crate) fn picture(&self, scene: &Scene, format: &str) -> Result<Vec<u8>, AppError> {
        match format {
            "png" => export::png(scene, self.theme, self.scale).map_err(failed),
            _ => Ok(export::svg(scene, self.theme).into_bytes()),
        }
    }

    fn zip(&self, slides: &[Slide], format: &str) -> Result<Vec<u8>, AppError> {
        let fail = |e: &dyn std::fmt::Display| AppError::new(Code::Internal, e.to_string(), "Try another format.");
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (n, slide) in slides.iter().enumerate() {
            zip.start_file(format!("{:02}.{format}", n + 1), options).map_err(|e| fail(&e))?;
            zip.write_all(&self.picture(&slide.scene, format)?).map_err(|e| fail(&e))?;
        }
        Ok(zip.finish().map_err(|e| fail(&e))?.into_inner())
    }
}

pub(crate) fn failed(e: export::ExportError) -> AppError {
    AppError::new(Code::Internal, e.to_string(), "Try another format.")
}

impl Session {
    /// A view as a slide, with the names of what it does not draw.
    pub(crate) fn slide(&self, view: &ViewSpec, job: &Job) -> Result<Slide, AppError> {
        let scene = self.scene(view, job)?;
        let held = self.held(&*self.frozen(job)?, &scene, job)?;
        Ok(Slide::of(scene).holding(held))
    }

    /// What folded marks and filled countries stand for.
    fn held(&self, frozen: &Frozen, scene: &Scene, job: &Job) -> Result<BTreeMap<Pick, Vec<Box<str>>>, AppError> {
        let snapshot = &frozen.snapshot;
        let mut held = BTreeMap::new();
        for mark in &scene.marks {
            if let Pick::Nodes(keys) = &mark.pick {
                // Under pseudonyms the key of a node is its name.
                let name =
                    |k: &atlas_model::NodeKey| snapshot.node(k).map_or(k.id.clone(), |n| snapshot.name(n).into());
                held.insert(mark.pick.clone(), keys.iter().map(name).collect());
            }
        }
        for country in &scene.countries {
            if let (Pick::Group(id), true) = (&country.pick, country.fill_share >= 0.0) {
                let members = self.cluster_members(frozen, id, job)?;
                held.insert(country.pick.clone(), members.iter().map(|&n| snapshot.name(n).into()).collect());
            }
        }
        Ok(held)
    }
}

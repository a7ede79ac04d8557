//! Exports of a story, and the evidence pack.

records! {
    /// What to write of a story.
    StoryExportRequest {
        /// Its name.
        story: String,
        /// pdf, html, pptx: one file; svg, png: a zip with a file for each slide.
        format: String,
        /// light, dark.
        theme: String,
        /// Target file.
        out: String,
        /// Pixels for each map unit of a png; null: 2.
        #[serde(default)]
        scale: Option<f64>,
        /// Whether pseudonyms stand for all names.
        #[serde(default)]
        pseudonyms: bool,
    }
    /// What an evidence pack is to hold.
    PackRequest {
        /// Title of the report.
        title: String,
        /// What it is about, in the words of who makes it.
        scope: String,
        /// The story whose slides are its views; null: the map, the worst paths, the outliers.
        #[serde(default)]
        story: Option<String>,
        /// light, dark: of the pictures that are files of their own.
        theme: String,
        /// Whether pseudonyms stand for all names.
        #[serde(default)]
        pseudonyms: bool,
        /// Target file, a zip.
        out: String,
    }
    /// What was packed.
    PackAnswer {
        /// The file.
        out: String,
        /// Its size.
        bytes: u32,
        /// Files in it.
        files: u32,
        /// In words, with the sum of its manifest.
        sentence: String,
    }
    /// Whether a pack is what it was.
    PackVerdict {
        /// Whether everything fits.
        ok: bool,
        /// Files checked.
        files: u32,
        /// What does not fit, a sentence for each.
        problems: Vec<String>,
        /// In words.
        sentence: String,
    }
}

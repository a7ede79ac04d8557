//! Stories: saved views in an order, each with a caption.

use super::ViewSpec;

records! {
    /// A caption that no longer follows the data.
    FrozenCaption {
        /// Number of the revision that it was filled from.
        revision: u32,
        /// When it was frozen, RFC 3339.
        at: String,
        /// The caption as it read then.
        text: String,
    }
    /// One picture of a story.
    Slide {
        /// Unique within the story; stays when slides move.
        id: String,
        /// The head of the slide.
        title: String,
        /// The picture.
        view: ViewSpec,
        /// A text with placeholders such as `{exposed}`.
        caption: String,
        /// What the caption read when it was frozen; null: it follows the data.
        frozen: Option<FrozenCaption>,
        /// For the presenter alone; never shown, never exported.
        note: String,
    }
    /// Slides in their order.
    Story {
        /// What it is called; unique within the workspace.
        name: String,
        /// First to last.
        slides: Vec<Slide>,
    }
    /// All stories.
    StoriesAnswer {
        /// By name.
        stories: Vec<Story>,
        /// What a caption can be filled with.
        placeholders: Vec<Placeholder>,
    }
    /// One word that a caption can hold in braces.
    Placeholder {
        /// Without its braces.
        word: String,
        /// What stands in its place.
        meaning: String,
    }
    /// A caption as it reads now.
    CaptionAnswer {
        /// The words to show.
        text: String,
        /// "frozen at revision 3", where it is.
        mark: Option<String>,
        /// That the data has moved on since it was frozen, and what it would read now.
        moved: Option<String>,
        /// Words in braces that no placeholder has; they stay as they were written.
        unfilled: Vec<String>,
        /// Why it could not be filled; its text is then the caption as it was written.
        problem: Option<String>,
    }
    /// A story as it reads now.
    StoryAnswer {
        /// The story.
        story: Story,
        /// One for each slide, in their order.
        captions: Vec<CaptionAnswer>,
    }
}

//! Pages and where on them the next line goes.

use std::num::NonZeroU16;

use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Size, Transform};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::Tree;

use super::super::ink::{Type, fill_box, wrap};
use super::super::{ExportError, tree::archival};
use super::{Block, Report};
use crate::plain::visible;
use crate::style::{Rgb, Theme};
use crate::{Ink, Scene, font};

/// A4 in points.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
/// Room around everything.
pub(super) const EDGE: f32 = 54.0;
/// Room for the foot of a page.
const FOOT: f32 = 34.0;
/// Size of running text and the distance of its lines.
pub(super) const TEXT: f32 = 10.0;
pub(super) const LEADING: f32 = 14.5;

/// One line of text, to be drawn when its page is.
pub(super) struct Word {
    pub(super) at: [f32; 2],
    pub(super) text: String,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

/// What a page will hold, in drawing order.
pub(super) enum Mark {
    /// Text that belongs to the leaf with this number.
    Word(Word, usize),
    /// A box without meaning.
    Fill([f32; 4], Ink),
    /// A picture at a place and size.
    Picture(Box<Tree>, [f32; 4], usize),
}

/// A node of the tag tree before its leaves have their marks.
pub(super) enum Tagged {
    Group(krilla::tagging::TagKind, Vec<Tagged>),
    Leaf(usize),
}

/// The flow of a report down its pages.
pub(super) struct Flow<'a> {
    document: &'a mut Document,
    fonts: Type,
    foot: String,
    /// Marks of the page that is being filled.
    marks: Vec<Mark>,
    across: bool,
    /// Where the next line begins.
    pub(super) y: f32,
    pages: usize,
    /// What each leaf became; a leaf that goes over a page break has several.
    leaves: Vec<Vec<Identifier>>,
    tags: Vec<Tagged>,
    outline: Vec<(u8, String, usize, f32)>,
}

impl<'a> Flow<'a> {
    /// The first page, with the title.
    pub(super) fn new(document: &'a mut Document, report: &Report) -> Result<Self, ExportError> {
        let plain = |t: &str| font::drawable(&visible(t));
        let mut flow = Self {
            document,
            fonts: Type::new()?,
            foot: plain(&report.foot),
            marks: Vec::new(),
            across: false,
            y: 190.0,
            pages: 0,
            leaves: Vec::new(),
            tags: Vec::new(),
            outline: Vec::new(),
        };
        let title = plain(&report.title);
        flow.marks.push(Mark::Fill([EDGE, 150.0, 48.0, 3.0], Ink::Exposed));
        let leaf = flow.lines(&title, 24.0, true, Ink::Ink, 30.0, 0.0);
        flow.tags.push(Tagged::Group(Tag::Title.into(), vec![Tagged::Leaf(leaf)]));
        flow.y += 4.0;
        let leaf = flow.lines(&plain(&report.subtitle), 12.0, false, Ink::Muted, 17.0, 0.0);
        flow.tags.push(Tagged::Group(Tag::P.into(), vec![Tagged::Leaf(leaf)]));
        flow.y += 18.0;
        Ok(flow)
    }

    /// All blocks, then the tag tree and the bookmarks.
    pub(super) fn run(mut self, blocks: &[Block]) -> Result<(), ExportError> {
        for block in blocks {
            self.block(block)?;
        }
        self.end_page()?;
        let mut tree = TagTree::new().with_lang(Some("en".into()));
        for tag in std::mem::take(&mut self.tags) {
            for node in self.node(tag) {
                tree.push(node);
            }
        }
        self.document.set_tag_tree(tree);
        let mut outline = Outline::new();
        let mut chapter: Option<OutlineNode> = None;
        for (level, text, page, y) in std::mem::take(&mut self.outline) {
            let node = OutlineNode::new(text, XyzDestination::new(page, Point::from_xy(0.0, y)));
            match (&mut chapter, level) {
                (Some(chapter), 2..) => chapter.push_child(node),
                _ => {
                    if let Some(done) = chapter.replace(node) {
                        outline.push_child(done);
                    }
                }
            }
        }
        if let Some(done) = chapter {
            outline.push_child(done);
        }
        self.document.set_outline(outline);
        Ok(())
    }

    fn node(&mut self, tag: Tagged) -> Vec<Node> {
        match tag {
            Tagged::Leaf(leaf) => std::mem::take(&mut self.leaves[leaf]).into_iter().map(Node::from).collect(),
            Tagged::Group(kind, inner) => {
                let children = inner.into_iter().flat_map(|t| self.node(t)).collect();
                vec![TagGroup::with_children(kind, children).into()]
            }
        }
    }

    pub(super) fn tag(&mut self, tag: Tagged) {
        self.tags.push(tag);
    }

    pub(super) fn leaf(&mut self) -> usize {
        self.leaves.push(Vec::new());
        self.leaves.len() - 1
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    pub(super) const fn width(&self) -> f32 {
        if self.across { LONG } else { SHORT }
    }

    /// Width of the text.
    pub(super) const fn room(&self) -> f32 {
        self.width() - 2.0 * EDGE
    }

    const fn height(&self) -> f32 {
        if self.across { SHORT } else { LONG }
    }

    /// The last baseline of a page.
    pub(super) const fn bottom(&self) -> f32 {
        self.height() - EDGE - FOOT + 14.0
    }

    /// Begin a page where less than `height` is left.
    pub(super) fn need(&mut self, height: f32) -> Result<bool, ExportError> {
        let full = self.y + height > self.bottom();
        if full {
            self.break_page(false)?;
        }
        Ok(full)
    }

    /// End the page and begin one that lies across or stands.
    pub(super) fn break_page(&mut self, across: bool) -> Result<(), ExportError> {
        if !self.marks.is_empty() {
            self.end_page()?;
        }
        self.across = across;
        self.y = if across { EDGE - 16.0 } else { EDGE + 14.0 };
        Ok(())
    }

    /// Where a bookmark leads.
    pub(super) fn bookmark(&mut self, level: u8, text: &str) {
        self.outline.push((level, text.to_owned(), self.pages, (self.y - 24.0).max(0.0)));
    }

    /// Lines of one text as one leaf, over as many pages as they need. `text` is drawable.
    pub(super) fn lines(&mut self, text: &str, size: f32, bold: bool, ink: Ink, leading: f32, indent: f32) -> usize {
        let leaf = self.leaf();
        for line in wrap(text, size, bold, self.room() - indent) {
            // A page without room ends here; the leaf goes on on the next one.
            if self.y > self.bottom() && self.break_page(false).is_err() {
                break;
            }
            // Words at the end of a line are told apart by a blank, also where the text is read aloud.
            let word = Word { at: [EDGE + indent, self.y], text: line + " ", size, bold, ink };
            self.marks.push(Mark::Word(word, leaf));
            self.y += leading;
        }
        leaf
    }

    /// A picture as large as what is left of the page allows, with its caption below.
    pub(super) fn picture(&mut self, scene: &Scene, caption: &str) -> Result<(), ExportError> {
        let tree = archival(scene, Theme::Light)?;
        let caption_lines = wrap(caption, TEXT, false, self.room()).len();
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let below = LEADING * caption_lines as f32 + 6.0;
        let (room, top) = (self.room(), self.y - 8.0);
        let scale = (room / tree.size().width()).min((self.bottom() - top - below) / tree.size().height());
        let (w, h) = (scale * tree.size().width(), scale * tree.size().height());
        let leaf = self.leaf();
        let alt = format!("{}. {} {}", super::super::svg::title(scene), scene.reading, scene.shown);
        let left = EDGE + 0.5 * (room - w);
        self.marks.push(Mark::Picture(Box::new(tree), [left, top, w, h], leaf));
        let figure = Tag::Figure(Some(visible(&alt)));
        self.tags.push(Tagged::Group(figure.into(), vec![Tagged::Leaf(leaf)]));
        self.y = top + h + 18.0;
        let leaf = self.lines(caption, TEXT, false, Ink::Ink, LEADING, 0.0);
        self.tags.push(Tagged::Group(Tag::P.into(), vec![Tagged::Leaf(leaf)]));
        self.break_page(false)
    }

    fn end_page(&mut self) -> Result<(), ExportError> {
        let no_size = || ExportError::Layout("a page has no size".into());
        let (width, height) = (self.width(), self.height());
        let (bottom, room) = (height - EDGE + 8.0, self.room());
        let mut page = self.document.start_page_with(PageSettings::from_wh(width, height).ok_or_else(no_size)?);
        let mut surface = page.surface();
        let ink = |ink: Ink| -> Rgb { Theme::Light.rgb(ink) };
        let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
        for mark in self.marks.drain(..) {
            match mark {
                Mark::Fill(at, fill) => {
                    surface.start_tagged(artifact(ArtifactType::Layout));
                    fill_box(&mut surface, at, ink(fill));
                    surface.end_tagged();
                }
                Mark::Word(w, leaf) => {
                    self.leaves[leaf].push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                    self.fonts.line(&mut surface, w.at, &w.text, w.size, w.bold, ink(w.ink));
                    surface.end_tagged();
                }
                Mark::Picture(tree, [x, y, w, h], leaf) => {
                    self.leaves[leaf].push(surface.start_tagged(ContentTag::Other));
                    surface.push_transform(&Transform::from_translate(x, y));
                    let size = Size::from_wh(w, h).ok_or_else(no_size)?;
                    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
                    surface.pop();
                    surface.end_tagged();
                    drawn.ok_or_else(|| ExportError::Encode("a shape was refused".into()))?;
                }
            }
        }
        let foot = font::cut(&self.foot, 8.5, false, room - 60.0);
        surface.start_tagged(artifact(ArtifactType::Footer));
        self.fonts.line(&mut surface, [EDGE, bottom], &foot, 8.5, false, ink(Ink::Muted));
        surface.end_tagged();
        let number = format!("{}", self.pages + 1);
        let right = width - EDGE - font::width(&number, 8.5, false);
        surface.start_tagged(artifact(ArtifactType::PageNumber));
        self.fonts.line(&mut surface, [right, bottom], &number, 8.5, false, ink(Ink::Muted));
        surface.end_tagged();
        surface.finish();
        page.finish();
        self.pages += 1;
        Ok(())
    }

    /// The level of a heading as a tag has it.
    pub(super) fn level(level: u8) -> NonZeroU16 {
        NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN)
    }
}

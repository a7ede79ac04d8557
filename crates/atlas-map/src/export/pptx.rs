//! Slides -> PPTX: native shapes and texts, so that a slide can be restyled, searched and read aloud.
//!
//! The smallest honest writer of the format (ECMA-376 part 1, transitional): a package of XML parts,
//! one master and one layout with a title, and for each slide its title, the picture as one group of
//! shapes with a description, the caption, the stamp and notes. A picture of very many shapes is an
//! image instead. Nothing in it is a macro, a link or an embedded object.

use std::fmt::Write as _;

use super::svg::{escape, svg};
use super::{ExportError, Slide, png::png, tree::tree};
use crate::style::{Rgb, Theme};
use crate::{Ink, Scene};

mod package;
mod parts;
mod shapes;

use package::Package;
use shapes::Shapes;

/// English metric units of a slide of 13.33 by 7.5 inches.
const WIDTH: i64 = 12_192_000;
const HEIGHT: i64 = 6_858_000;
const EDGE: i64 = 457_200;
/// Where the picture begins, where it ends with and without a caption.
const TOP: i64 = 850_000;
const BOTTOM: i64 = 6_480_000;
const ABOVE_CAPTION: i64 = 5_750_000;
/// More shapes than this make a slide that no program edits with pleasure.
const MOST_SHAPES: usize = 4000;

/// The slides as a presentation. O(scenes).
///
/// # Errors
/// [`ExportError::Layout`] where a picture cannot be laid out; [`ExportError::Encode`] where the
/// package cannot be written.
pub fn pptx(slides: &[Slide], theme: Theme) -> Result<Vec<u8>, ExportError> {
    let mut package = Package::new();
    let title = slides.first().map_or("", |s| &*s.title);
    let mut drawn = Vec::with_capacity(slides.len());
    for (n, slide) in slides.iter().enumerate() {
        drawn.push(Drawn::of(slide, n + 1, theme)?);
    }
    let images: Vec<bool> = drawn.iter().map(|d| !d.media.is_empty()).collect();
    package.part("[Content_Types].xml", &parts::content_types(slides.len()))?;
    package.part("_rels/.rels", parts::ROOT_RELATIONS)?;
    package.part("docProps/app.xml", parts::APP)?;
    package.part("docProps/core.xml", &parts::core(&escape(title)))?;
    package.part("ppt/presentation.xml", &parts::presentation(slides.len(), WIDTH, HEIGHT))?;
    package.part("ppt/_rels/presentation.xml.rels", &parts::presentation_relations(slides.len()))?;
    package.part("ppt/theme/theme1.xml", &parts::theme(theme))?;
    package.part("ppt/theme/theme2.xml", &parts::theme(Theme::Light))?;
    package.part("ppt/slideMasters/slideMaster1.xml", &parts::master(theme))?;
    package.part("ppt/slideMasters/_rels/slideMaster1.xml.rels", parts::MASTER_RELATIONS)?;
    package.part("ppt/slideLayouts/slideLayout1.xml", parts::LAYOUT)?;
    package.part("ppt/slideLayouts/_rels/slideLayout1.xml.rels", parts::LAYOUT_RELATIONS)?;
    package.part("ppt/notesMasters/notesMaster1.xml", parts::NOTES_MASTER)?;
    package.part("ppt/notesMasters/_rels/notesMaster1.xml.rels", parts::NOTES_MASTER_RELATIONS)?;
    for (at, (drawn, image)) in drawn.into_iter().zip(images).enumerate() {
        let n = at + 1;
        package.part(&format!("ppt/slides/slide{n}.xml"), &drawn.slide)?;
        package.part(&format!("ppt/slides/_rels/slide{n}.xml.rels"), &parts::slide_relations(n, image))?;
        package.part(&format!("ppt/notesSlides/notesSlide{n}.xml"), &drawn.notes)?;
        package.part(&format!("ppt/notesSlides/_rels/notesSlide{n}.xml.rels"), &parts::notes_relations(n))?;
        for (name, bytes) in &drawn.media {
            package.bytes(name, bytes)?;
        }
    }
    package.finish()
}

/// The parts of one slide.
struct Drawn {
    slide: String,
    notes: String,
    media: Vec<(String, Vec<u8>)>,
}

impl Drawn {
    fn of(slide: &Slide, n: usize, theme: Theme) -> Result<Self, ExportError> {
        let scene = &slide.scene;
        let caption = !slide.caption.is_empty();
        let bottom = if caption { ABOVE_CAPTION } else { BOTTOM };
        let tree = tree(scene, theme)?;
        let shapes = Shapes::of(&tree, [EDGE, TOP, WIDTH - 2 * EDGE, bottom - TOP]);
        let description = escape(&format!("{} {}", scene.reading, scene.shown));
        let mut media = Vec::new();
        let picture = if shapes.count <= MOST_SHAPES {
            shapes.group(&description)
        } else {
            media.push((format!("ppt/media/image{n}.png"), image(scene, theme)?));
            media.push((format!("ppt/media/image{n}.svg"), svg(scene, theme).into_bytes()));
            parts::image(&description, shapes.frame)
        };
        Ok(Self { slide: page(slide, &picture, theme), notes: parts::notes(&notes(slide, scene)), media })
    }
}

fn page(slide: &Slide, picture: &str, theme: Theme) -> String {
    let mut body = String::new();
    let ground = hex(theme.rgb(Ink::Ground));
    let _ = write!(
        body,
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{}</p:txBody></p:sp>",
        parts::paragraph(&escape(&slide.title), 2400, &hex(theme.rgb(Ink::Ink)), true),
    );
    body.push_str(picture);
    if !slide.caption.is_empty() {
        let at = [EDGE, ABOVE_CAPTION + 60_000, WIDTH - 2 * EDGE, BOTTOM - ABOVE_CAPTION - 60_000];
        body.push_str(&parts::box_of_text(3, "Caption", at, &escape(&slide.caption), 1600, &hex(theme.rgb(Ink::Ink))));
    }
    let at = [EDGE, 6_500_000, WIDTH - 2 * EDGE, 260_000];
    body.push_str(&parts::box_of_text(4, "Stamp", at, &escape(&slide.scene.stamp), 900, &hex(theme.rgb(Ink::Muted))));
    parts::slide(&ground, &body)
}

/// The picture as sharp as its size allows.
fn image(scene: &Scene, theme: Theme) -> Result<Vec<u8>, ExportError> {
    png(scene, theme, 2.0).or_else(|_| png(scene, theme, 1.0)).or_else(|_| png(scene, theme, 0.25))
}

/// What the presenter reads: the caption, and how to read the picture.
fn notes(slide: &Slide, scene: &Scene) -> Vec<String> {
    let all = [&*slide.caption, &*scene.reading, &*scene.shown];
    all.into_iter().filter(|t| !t.is_empty()).map(escape).collect()
}

/// A colour as DrawingML writes it.
fn hex(Rgb(r, g, b): Rgb) -> String {
    format!("{r:02X}{g:02X}{b:02X}")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;
    use crate::sample::{HOSTILE, scene};

    fn deck() -> Vec<u8> {
        let mut second = Slide::of(scene());
        second.caption = "=1+1 <b>caption</b> ]]>".into();
        pptx(&[Slide::of(scene()), second], Theme::Light).unwrap()
    }

    fn parts_of(deck: Vec<u8>) -> Vec<(String, String)> {
        let mut zip = zip::ZipArchive::new(Cursor::new(deck)).unwrap();
        let mut parts = Vec::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.push((file.name().to_owned(), text));
        }
        parts
    }

    #[test]
    fn every_part_is_xml_is_typed_and_leads_nowhere_outside() {
        let parts = parts_of(deck());
        let names: Vec<&str> = parts.iter().map(|p| &*p.0).collect();
        assert_eq!(names[0], "[Content_Types].xml", "first, as readers that stream expect");
        let types = &parts[0].1;
        for (name, text) in &parts {
            let tree = resvg::usvg::roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let typed = types.contains(&format!("PartName=\"/{name}\"")) || name.ends_with(".rels") || name == names[0];
            assert!(typed, "{name} has a type");
            let folder = name.rsplit_once("_rels/").map(|(f, _)| f);
            for link in tree.descendants().filter(|n| n.has_tag_name("Relationship")) {
                assert!(link.attribute("TargetMode").is_none(), "{name}: nothing outside is loaded");
                let target = resolve(folder.unwrap_or(""), link.attribute("Target").unwrap());
                assert!(names.contains(&&*target), "{name} names {target}, which is there");
            }
        }
    }

    fn resolve(folder: &str, target: &str) -> String {
        let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
        for part in target.split('/') {
            if part == ".." {
                path.pop();
            } else {
                path.push(part);
            }
        }
        path.join("/")
    }

    #[test]
    fn ids_of_a_slide_are_unique_and_names_are_texts() {
        for (name, text) in parts_of(deck()).iter().filter(|p| p.0.starts_with("ppt/slides/slide")) {
            let tree = resvg::usvg::roxmltree::Document::parse(text).unwrap();
            let mut ids: Vec<&str> =
                tree.descendants().filter(|n| n.has_tag_name("cNvPr")).filter_map(|n| n.attribute("id")).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}: an id twice makes a program repair the file");
            let shown: Vec<&str> =
                tree.descendants().filter(|n| n.has_tag_name("t")).filter_map(|n| n.text()).collect();
            for hostile in HOSTILE {
                assert!(shown.contains(&&*crate::plain::visible(hostile)), "{name} shows {hostile:?} as text");
            }
            assert!(!text.contains("hlinkClick") && !text.contains("oleObj"), "nothing to click or run");
        }
    }

    #[test]
    fn equal_slides_give_equal_bytes() {
        assert!(deck() == deck(), "no date, no random id");
    }
}

//! Files hold what the scene holds, safely and always the same.

use super::svg::title;
use super::*;
use crate::sample::{HOSTILE, scene};
use crate::style::Theme;

#[test]
fn hostile_names_are_inert_text() {
    for &theme in Theme::ALL {
        for text in [svg(&scene(), theme), html(&[Slide::of(scene())], theme)] {
            assert!(!text.contains("<img"), "markup in a name stays text");
            let own = if text.starts_with("<!doctype") { 2 } else { 0 };
            assert_eq!(text.matches("<script").count(), own, "no script but the page's own and its data");
            assert!(!text.contains("]]>"), "a name cannot end a section");
            for c in ['\0', '\u{7}', '\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{E0041}'] {
                assert!(!text.contains(c), "{:?} would be invisible or reorder text", c);
            }
        }
    }
}

#[test]
fn the_svg_is_well_formed_and_shows_hostile_names() {
    let text = svg(&scene(), Theme::Light);
    let tree = resvg::usvg::roxmltree::Document::parse(&text).expect("well-formed");
    let shown: Vec<String> = tree
        .descendants()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| n.children().filter(|c| c.is_text()).filter_map(|c| c.text()).collect())
        .collect();
    for name in HOSTILE {
        let visible = crate::plain::visible(name);
        assert!(shown.contains(&visible), "{visible} stands in the picture");
    }
}

#[test]
fn everything_around_the_scene_is_there() {
    let scene = scene();
    let text = svg(&scene, Theme::Light);
    for words in [&title(&scene), &*scene.reading, &scene.shown, &scene.stamp] {
        assert!(text.contains(&crate::plain::visible(words)), "{words}");
    }
    for entry in &scene.legend {
        assert!(text.contains(&*entry.text), "legend: {}", entry.text);
    }
    let whole = "]]&gt;&lt;script&gt;alert(1)&lt;/script&gt; and more</title>";
    assert!(text.contains(whole), "a cut label says all of it in its tooltip");
}

#[test]
fn equal_scenes_give_equal_bytes() {
    for &theme in Theme::ALL {
        assert_eq!(svg(&scene(), theme), svg(&scene(), theme), "svg");
        assert_eq!(html(&[Slide::of(scene())], theme), html(&[Slide::of(scene())], theme), "html");
        assert!(png(&scene(), theme, 1.0) == png(&scene(), theme, 1.0), "png");
        assert!(pdf(&[Slide::of(scene())], theme) == pdf(&[Slide::of(scene())], theme), "pdf");
    }
    assert_ne!(svg(&scene(), Theme::Light), svg(&scene(), Theme::Dark), "themes differ");
}

#[test]
fn a_png_has_the_size_asked_for_and_refuses_absurd_ones() {
    let bytes = png(&scene(), Theme::Light, 2.0).unwrap();
    assert_eq!(bytes[1..4], *b"PNG", "a PNG");
    let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert!(word(16) > 2 * 480, "two pixels for each unit, {} wide", word(16));
    for scale in [0.0, -1.0, f32::NAN, 1e6] {
        assert!(png(&scene(), Theme::Light, scale).is_err(), "{scale} is no usable scale");
    }
}

#[test]
fn a_pdf_keeps_its_text_as_text() {
    let bytes = pdf(&[Slide::of(scene())], Theme::Light).unwrap();
    assert!(bytes.starts_with(b"%PDF"), "a PDF");
    let has = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    assert!(has(b"/ToUnicode"), "glyphs map back to characters: searchable");
    assert!(has(b"Inter"), "the bundled font is embedded");
}

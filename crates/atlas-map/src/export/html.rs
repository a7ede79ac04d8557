//! Slides -> one HTML file that pans, zooms, searches and turns pages without a network.
//!
//! It loads nothing and may run nothing but its own script, which the policy names by hash. What the
//! script knows about the pictures is JSON in a block that no browser runs; the list beside each
//! picture is written out, so that it is there for a screen reader and without the script too.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::outline::num;
use super::paint::{Palette, properties};
use super::slide::Slide;
use super::svg::{escape, write as picture};
use super::things::{Thing, Things};
use crate::plain::visible;
use crate::style::Theme;

const SCRIPT: &str = include_str!("html/view.js");
const STYLE: &str = include_str!("html/view.css");
/// Names of folded things that the list spells out; the search knows all of them.
const SPELT: usize = 12;

/// The slides as a self-contained HTML document that opens in a theme. O(scenes).
#[must_use]
pub fn html(slides: &[Slide], theme: Theme) -> String {
    let title = slides.first().map_or_else(String::new, |s| escape(&s.title));
    let scheme = theme.word();
    let style = format!(":root{{{}}}\n:root.dark{{{}}}\n{STYLE}", properties(Theme::Light), properties(Theme::Dark),);
    let (script_hash, style_hash) = (hash(SCRIPT), hash(&style));
    let all: Vec<Things> = slides.iter().map(Things::of).collect();
    let mut body = String::new();
    for (n, (slide, things)) in slides.iter().zip(&all).enumerate() {
        section(&mut body, n, slides.len(), slide, things);
    }
    let turning = if slides.len() > 1 { "" } else { " hidden" };
    let data = data(&all);
    let n = slides.len();
    format!(
        "<!doctype html>\n<html lang=\"en\" class=\"{scheme}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-{script_hash}'; style-src 'sha256-{style_hash}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <header>\n<form id=\"find\" role=\"search\">\
         <input id=\"term\" type=\"search\" role=\"combobox\" autocomplete=\"off\" spellcheck=\"false\" \
         placeholder=\"Find in this file  /\" aria-label=\"Find in this file\" aria-controls=\"hits\" \
         aria-expanded=\"false\"><output id=\"found\" for=\"term\"></output>\
         <ul id=\"hits\" role=\"listbox\" aria-label=\"Found\" hidden></ul></form>\n\
         <nav aria-label=\"Slides\"{turning}><button id=\"before\" aria-label=\"Slide before\">‹</button>\
         <output id=\"place\">1 of {n}</output>\
         <button id=\"after\" aria-label=\"Next slide\">›</button></nav>\n\
         <div role=\"group\" aria-label=\"Picture\"><button id=\"out\" aria-label=\"Smaller\">−</button>\
         <button id=\"in\" aria-label=\"Larger\">+</button>\
         <button id=\"whole\">Whole picture</button>\
         <button id=\"list\" aria-pressed=\"true\">List</button>\
         <button id=\"theme\">Dark</button></div>\n</header>\n{body}\
         <footer><output id=\"about\" aria-live=\"polite\"></output>\
         <span>Drag or arrow keys move, wheel or + and − zoom, 0 shows all, / finds.</span></footer>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// A slide: its picture, and everything in it as a list.
fn section(out: &mut String, n: usize, of: usize, slide: &Slide, things: &Things) {
    let title = escape(&slide.title);
    let _ = writeln!(out, "<section class=\"slide\" id=\"slide-{n}\" aria-label=\"{title}\">");
    if of > 1 {
        let _ = writeln!(out, "<h1>{title}</h1>");
    }
    let _ = writeln!(
        out,
        "<div class=\"map\" tabindex=\"0\" role=\"application\" aria-label=\"{title}, a picture to move and zoom\">\n{}</div>",
        picture(&slide.scene, Palette::Named, Some(things))
    );
    list(out, things);
    if !slide.caption.is_empty() {
        let _ = writeln!(out, "<p class=\"caption\">{}</p>", escape(&slide.caption));
    }
    out.push_str("</section>\n");
}

fn list(out: &mut String, things: &Things) {
    let _ = writeln!(out, "<aside aria-label=\"Everything in this picture\"><h2>In this picture</h2>");
    let mut kinds: Vec<&str> = Vec::new();
    for thing in &things.list {
        if !kinds.contains(&thing.kind) {
            kinds.push(thing.kind);
        }
    }
    for kind in kinds {
        let of_kind = |t: &&(usize, &Thing)| t.1.kind == kind;
        let numbered: Vec<(usize, &Thing)> = things.list.iter().enumerate().collect();
        let count = numbered.iter().filter(of_kind).count();
        let _ = writeln!(out, "<h3>{kind} <span>{count}</span></h3>\n<ul>");
        for (n, thing) in numbered.iter().filter(of_kind) {
            let _ = write!(out, "<li><button data-go=\"{n}\"><bdi>{}</bdi></button>", escape(&thing.name));
            if !thing.held.is_empty() {
                let some: Vec<String> =
                    thing.held.iter().take(SPELT).map(|h| format!("<bdi>{}</bdi>", escape(h))).collect();
                let more = thing.held.len().saturating_sub(SPELT);
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                let _ = write!(out, "<small>{}{rest}</small>", some.join(", "));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</aside>\n");
}

/// What the script knows: for each slide its things as `[name, about, kind, x, y, r, near, held]`.
fn data(all: &[Things]) -> String {
    let mut out = String::from("[");
    for (s, things) in all.iter().enumerate() {
        out.push_str(if s == 0 { "[" } else { ",\n[" });
        for (n, t) in things.list.iter().enumerate() {
            out.push_str(if n == 0 { "" } else { ",\n" });
            let near: Vec<String> = t.near.iter().map(ToString::to_string).collect();
            let held: Vec<String> = t.held.iter().map(|h| text(h)).collect();
            let _ = write!(
                out,
                "[{},{},{},{},{},{},[{}],[{}]]",
                text(&t.name),
                text(&t.about),
                text(t.kind),
                num(t.at[0]),
                num(t.at[1]),
                num(t.r),
                near.join(","),
                held.join(",")
            );
        }
        out.push(']');
    }
    out.push(']');
    out
}

/// A JSON string that can stand in HTML: nothing in it opens or closes a tag or ends a line.
fn text(raw: &str) -> String {
    let mut out = String::from("\"");
    for c in raw.split('\n').map(visible).collect::<Vec<_>>().join(" · ").chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// SHA-256 in base64, as a policy names what may run.
fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn page(theme: Theme) -> String {
        html(&[Slide::of(sample::scene()), Slide::of(sample::scene())], theme)
    }

    #[test]
    fn the_file_names_nothing_outside_itself() {
        let page = page(Theme::Dark);
        let links = page.matches("http").count();
        let known = page.matches("http-equiv").count() + page.matches("http://www.w3.org/2000/svg").count();
        assert_eq!(links, known, "only the name of the SVG namespace, never a load");
        assert!(!SCRIPT.contains("</script"), "would end the script early");
        for api in ["fetch(", "XMLHttp", "import(", "innerHTML", "eval(", "WebSocket", "document.write"] {
            assert!(!SCRIPT.contains(api), "{api} has no place in a file that is sent around");
        }
    }

    #[test]
    fn the_policy_names_the_script_and_the_style_that_are_there() {
        let page = page(Theme::Light);
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(page.contains(&format!("'sha256-{}'", hash(style))), "the style sheet may apply");
        assert!(page.contains(&format!("'sha256-{}'", hash(SCRIPT))), "the script may run");
    }

    #[test]
    fn the_data_is_json_that_no_parser_of_html_sees() {
        let page = page(Theme::Light);
        let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
        assert!(!data.contains(['<', '>', '&']), "nothing opens a tag");
        let slides: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(slides.as_array().unwrap().len(), 2, "one list for each slide");
        let names: Vec<&str> = slides[0].as_array().unwrap().iter().map(|t| t[0].as_str().unwrap()).collect();
        assert!(names.iter().any(|n| n.contains("<img src=x")), "the names are there as texts: {names:?}");
    }
}

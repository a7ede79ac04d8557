//! Scene -> one HTML file: the SVG with pan, zoom and search. It loads nothing and may run nothing
//! but its own script, which the policy names by hash.

use super::svg::{escape, svg, title};
use crate::Ink;
use crate::Scene;
use crate::style::{Rgb, Theme};

const SCRIPT: &str = include_str!("html/view.js");
const STYLE: &str = include_str!("html/view.css");
/// SHA-256 of the script in base64; a test holds it.
const SCRIPT_HASH: &str = "UoTAGurKKBhNlTcFrXDmIL+gwUwQL0pBP9keFlw0ezg=";
/// SHA-256 of the style sheet in base64; a test holds it.
const STYLE_HASH: &str = "2y+vxVC4CXyPpGM2nGXcIDDEv9WdfaGbVUtkKyWvUTM=";

/// The page as a self-contained HTML document.
#[must_use]
pub fn html(scene: &Scene, theme: Theme) -> String {
    let title = escape(&title(scene));
    let picture = svg(scene, theme);
    let scheme = theme.word();
    let Rgb(r, g, b) = theme.rgb(Ink::Ground);
    format!(
        "<!doctype html>\n<html lang=\"en\" class=\"{scheme}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-{SCRIPT_HASH}'; style-src 'sha256-{STYLE_HASH}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"{scheme}\">\n\
         <meta name=\"theme-color\" content=\"rgb({r},{g},{b})\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <form id=\"find\" role=\"search\"><input id=\"term\" type=\"search\" \
         placeholder=\"Find in this picture\" aria-label=\"Find in this picture\">\
         <output id=\"found\" for=\"term\"></output></form>\n\
         <main id=\"map\" tabindex=\"0\" aria-label=\"{title}\">\n{picture}</main>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let word = chunk.iter().fold(0_u32, |w, &b| w << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                let letter = LETTERS[(word >> (18 - 6 * i) & 63) as usize];
                out.push(if i > chunk.len() { '=' } else { char::from(letter) });
            }
        }
        out
    }

    #[test]
    fn the_policy_allows_exactly_this_script_and_this_style() {
        assert_eq!(base64(&Sha256::digest(SCRIPT)), SCRIPT_HASH, "the new hash of view.js");
        assert_eq!(base64(&Sha256::digest(STYLE)), STYLE_HASH, "the new hash of view.css");
    }

    #[test]
    fn the_file_names_nothing_outside_itself() {
        let page = html(&sample::scene(), Theme::Dark);
        let links = page.matches("http").count();
        let known = page.matches("http-equiv").count() + page.matches("http://www.w3.org/2000/svg").count();
        assert_eq!(links, known, "only the name of the SVG namespace, never a load");
        assert!(!SCRIPT.contains("</script"), "would end the script early");
    }
}

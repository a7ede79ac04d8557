//! Colours that mean different things stay apart, also for eyes that lack a cone.

use super::*;

/// Severe protan, deutan and tritan vision as matrices on linear RGB.
/// Source: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color
/// vision deficiency", IEEE TVCG 15(6), 2009, severity 1.0.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn linear(Rgb(r, g, b): Rgb) -> [f64; 3] {
    [r, g, b].map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(m: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>())
}

/// CIE L*a*b*, D65.
fn lab(rgb: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
    let xyz = times(&TO_XYZ, rgb.map(|c| c.clamp(0.0, 1.0)));
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn seen(eye: &[[f64; 3]; 3], theme: Theme, ink: Ink) -> [f64; 3] {
    lab(times(eye, linear(theme.rgb(ink))))
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn meanings_stay_apart_for_every_eye() {
    let meanings = [Ink::Pale, Ink::Exposed, Ink::Outlier, Ink::Accent];
    for &theme in Theme::ALL {
        for (name, eye) in &EYES {
            for (i, &a) in meanings.iter().enumerate() {
                for &b in &meanings[i + 1..] {
                    let d = distance(seen(eye, theme, a), seen(eye, theme, b));
                    assert!(d >= 15.0, "{theme:?} {name}: {a:?} and {b:?} are {d:.1} apart; 15 is seen at a glance");
                }
            }
        }
    }
}

#[test]
fn reaching_tier_0_differs_in_lightness_first() {
    for &theme in Theme::ALL {
        for (name, eye) in &EYES {
            let [pale, exposed] = [Ink::Pale, Ink::Exposed].map(|i| seen(eye, theme, i)[0]);
            let d = (pale - exposed).abs();
            assert!(d >= 10.0, "{theme:?} {name}: only {d:.1} of 100 lightness between them");
        }
    }
}

#[test]
fn text_is_readable_on_every_ground() {
    let luminance = |theme: Theme, ink| {
        let [r, g, b] = linear(theme.rgb(ink));
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    for &theme in Theme::ALL {
        for ground in [Ink::Ground, Ink::Panel, Ink::Sea] {
            for text in [Ink::Ink, Ink::Muted, Ink::Exposed, Ink::Accent] {
                let (a, b) = (luminance(theme, text), luminance(theme, ground));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{theme:?}: {text:?} on {ground:?} is {contrast:.2}:1");
            }
        }
    }
}

#[test]
fn words_name_themes_and_every_shape_has_its_own() {
    assert_eq!(Theme::from_word(" DARK "), Some(Theme::Dark), "case and blanks do not matter");
    assert_eq!(Theme::from_word("sepia"), None, "no theme of this name");
    let mut words: Vec<_> = MarkShape::ALL.iter().map(|&s| shape_word(s)).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), MarkShape::ALL.len(), "two shapes with one word could not be told");
    assert_eq!(Theme::Light.rgb(Ink::Exposed).to_string(), "#C2304A", "as the design states it");
}

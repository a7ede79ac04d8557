//! Draws every kind of picture from made-up data into `target/gallery`, to be looked at.

mod organisation;
mod ways;

use std::fs;
use std::path::Path;

use atlas_map::Scene;
use atlas_map::export::{Slide, html, pdf, png, svg};
use atlas_map::paths::{PathsInput, paths};
use atlas_map::street::{StreetInput, street};
use atlas_map::style::Theme;
use atlas_map::world::world;
use organisation::{MIDDLE, Organisation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let out = Path::new(&out);
    fs::create_dir_all(out)?;
    let middle = Organisation::new(&MIDDLE, 7);
    write(out, "world", &world(&middle.input()).scene)?;
    let plain = StreetInput {
        snapshot: &middle.snapshot,
        node: middle.coast[1].nodes[0],
        jewels: &[],
        expanded: &[],
        pinned: &[],
        stamp: "seed 7",
    };
    let open: Vec<String> = street(&plain).items.iter().take(2).map(|i| i.place.to_string()).collect();
    write(out, "street", &street(&StreetInput { expanded: &open, ..plain }).scene)?;
    let (nodes, steps) = ways::ways();
    let input = PathsInput {
        title: "Anyone to Domain Admins",
        reading: "21 of 25 identities, all shortest paths, line width = identities that pass",
        stamp: "made-up domain",
        nodes: &nodes,
        steps: &steps,
        open: &[],
    };
    write(out, "paths", &paths(&input))?;
    let mut large = MIDDLE.map(|(name, n, reach, peer)| (name, n * 57, reach * 57, peer));
    large[0].1 = 31_000;
    write(out, "large", &world(&Organisation::new(&large, 7).input()).scene)?;
    Ok(())
}

fn write(out: &Path, name: &str, scene: &Scene) -> Result<(), Box<dyn std::error::Error>> {
    let slides = [Slide::of(scene.clone())];
    for &theme in Theme::ALL {
        let file = |kind: &str| out.join(format!("{name}_{}.{kind}", theme.word()));
        fs::write(file("svg"), svg(scene, theme))?;
        fs::write(file("png"), png(scene, theme, 1.25)?)?;
        fs::write(file("pdf"), pdf(&slides, theme)?)?;
        fs::write(file("html"), html(&slides, theme))?;
    }
    Ok(())
}

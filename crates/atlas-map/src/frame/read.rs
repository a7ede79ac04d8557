//! A reader of frames, written from the document alone, to hold the writer to it.

use atlas_model::NodeKey;

use crate::{
    Anchor, Band, Country, Crumb, Halo, Ink, Label, LegendEntry, Line, LineEnd, Mark, MarkShape, Outline, Pick, Sample,
    Scene, SceneKind,
};

/// A row of the section table.
pub(super) struct Entry {
    pub(super) id: u32,
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) rows: usize,
}

type Read<T> = Result<T, String>;

fn word(bytes: &[u8], at: usize) -> Read<u32> {
    let four = bytes.get(at..at + 4).ok_or("cut short")?;
    Ok(u32::from_le_bytes(four.try_into().map_err(|_| "four bytes")?))
}

/// The section table.
pub(super) fn table(bytes: &[u8]) -> Read<Vec<Entry>> {
    if bytes.get(..24).is_none_or(|h| h[..4] != *b"ATLS" || h[4..6] != [1, 0]) {
        return Err("no frame of version 1".into());
    }
    if word(bytes, 20)? as usize != bytes.len() {
        return Err("length differs from the header".into());
    }
    (0..word(bytes, 16)? as usize)
        .map(|s| {
            let at = |i: usize| word(bytes, 24 + 16 * s + 4 * i).map(|w| w as usize);
            Ok(Entry { id: word(bytes, 24 + 16 * s)?, offset: at(1)?, length: at(2)?, rows: at(3)? })
        })
        .collect()
}

struct Frame<'a> {
    bytes: &'a [u8],
    table: Vec<Entry>,
}

impl Frame<'_> {
    fn column(&self, id: u32) -> Read<(&[u8], usize)> {
        let e = self.table.iter().find(|e| e.id == id).ok_or(format!("no section {id:#x}"))?;
        Ok((self.bytes.get(e.offset..e.offset + e.length).ok_or("outside")?, e.rows))
    }

    fn u32s(&self, id: u32) -> Read<Vec<u32>> {
        let (bytes, rows) = self.column(id)?;
        (0..rows).map(|i| word(bytes, 4 * i)).collect()
    }

    fn f32s<const N: usize>(&self, id: u32) -> Read<Vec<[f32; N]>> {
        let (bytes, rows) = self.column(id)?;
        let mut out = vec![[0.0; N]; rows];
        for (i, value) in out.iter_mut().flatten().enumerate() {
            *value = f32::from_bits(word(bytes, 4 * i)?);
        }
        Ok(out)
    }

    fn codes<const N: usize>(&self, id: u32) -> Read<Vec<[u8; N]>> {
        let (bytes, _) = self.column(id)?;
        bytes.chunks(N).map(|c| c.try_into().map_err(|_| "uneven".to_owned())).collect()
    }

    fn texts(&self) -> Read<Vec<Box<str>>> {
        let (blob, _) = self.column(0x0102)?;
        let starts = self.u32s(0x0101)?;
        let one = |w: &[u32]| {
            let bytes = blob.get(w[0] as usize..w[1] as usize).ok_or("text outside")?;
            Ok(std::str::from_utf8(bytes).map_err(|e| e.to_string())?.into())
        };
        starts.windows(2).map(one).collect()
    }

    fn picks(&self, texts: &[Box<str>]) -> Read<Vec<Pick>> {
        let parts = self.u32s(0x0203)?;
        let starts = self.u32s(0x0202)?;
        let (codes, _) = self.column(0x0201)?;
        let pick = |(&code, w): (&u8, &[u32])| {
            let parts = parts.get(w[0] as usize..w[1] as usize).ok_or("parts outside")?;
            let text = |i: usize| texts[parts[i] as usize].clone();
            let key = |i| NodeKey { namespace: text(i), id: text(i + 1) };
            Ok(match code {
                0 => Pick::None,
                1 => Pick::Node(key(0)),
                2 => Pick::Nodes((0..parts.len()).step_by(2).map(key).collect()),
                3 => Pick::Group(text(0)),
                4 => Pick::Step(key(0), key(2)),
                5 => Pick::Ribbon(text(0), key(1)),
                6 => Pick::Row(text(0)),
                other => return Err(format!("pick of code {other}")),
            })
        };
        codes.iter().zip(starts.windows(2)).map(pick).collect()
    }
}

fn of<T: Copy>(all: &[T], code: u8) -> T {
    all[code as usize]
}

/// The scene in a frame.
pub(super) fn decode(bytes: &[u8]) -> Read<Scene> {
    let frame = Frame { bytes, table: table(bytes)? };
    let texts = frame.texts()?;
    let picks = frame.picks(&texts)?;
    let text = |i: u32| texts[i as usize].clone();
    let pick = |i: u32| picks[i as usize].clone();
    let head = frame.u32s(0x0304)?;
    let columns = |list: u32| -> Read<(Vec<u32>, Vec<u32>)> { Ok((frame.u32s(list | 3)?, frame.u32s(list | 4)?)) };

    let (p, t) = columns(0x0400)?;
    let crumbs = p.iter().zip(&t).map(|(&p, &t)| Crumb { text: text(t), pick: pick(p) });

    let (p, t) = columns(0x0500)?;
    let codes = frame.codes::<4>(0x0502)?;
    let countries = frame.f32s::<4>(0x0501)?.into_iter().enumerate().map(|(i, [x, y, r, share])| {
        let outline = of(Outline::ALL, codes[i][0]);
        Country { x, y, r, outline, fill_share: share, pick: pick(p[i]), title: text(t[i]) }
    });

    let (bp, bt) = columns(0x0600)?;
    let band_codes = frame.codes::<4>(0x0602)?;
    let bands = frame.f32s::<11>(0x0601)?.into_iter().enumerate().map(|(i, v)| Band {
        points: [[v[0], v[1]], [v[2], v[3]], [v[4], v[5]], [v[6], v[7]]],
        widths: [v[8], v[9]],
        opacity: v[10],
        ink: of(Ink::ALL, band_codes[i][0]),
        pick: pick(bp[i]),
        title: text(bt[i]),
    });

    let (lp, lt) = columns(0x0700)?;
    let line_codes = frame.codes::<4>(0x0702)?;
    let lines = frame.f32s::<9>(0x0701)?.into_iter().enumerate().map(|(i, v)| Line {
        points: [[v[0], v[1]], [v[2], v[3]], [v[4], v[5]], [v[6], v[7]]],
        width: v[8],
        ink: of(Ink::ALL, line_codes[i][0]),
        outline: of(Outline::ALL, line_codes[i][1]),
        end: of(LineEnd::ALL, line_codes[i][2]),
        pick: pick(lp[i]),
        title: text(lt[i]),
    });

    let halos = frame.f32s::<3>(0x0801)?.into_iter().map(|[x, y, r]| Halo { x, y, r });

    let (mp, mt) = columns(0x0900)?;
    let mark_codes = frame.codes::<4>(0x0902)?;
    let marks = frame.f32s::<3>(0x0901)?.into_iter().enumerate().map(|(i, [x, y, r])| Mark {
        x,
        y,
        r,
        shape: of(MarkShape::ALL, mark_codes[i][0]),
        ink: of(Ink::ALL, mark_codes[i][1]),
        filled: mark_codes[i][2] == 1,
        pick: pick(mp[i]),
        title: text(mt[i]),
    });

    let (ap, at) = columns(0x0a00)?;
    let whole = frame.u32s(0x0a05)?;
    let label_codes = frame.codes::<4>(0x0a02)?;
    let labels = frame.f32s::<4>(0x0a01)?.into_iter().enumerate().map(|(i, v)| Label {
        x: v[0],
        y: v[1],
        size: v[2],
        importance: v[3],
        ink: of(Ink::ALL, label_codes[i][0]),
        anchor: of(Anchor::ALL, label_codes[i][1]),
        bold: label_codes[i][2] == 1,
        pick: pick(ap[i]),
        text: text(at[i]),
        whole: text(whole[i]),
    });

    let words = frame.u32s(0x0b04)?;
    let legend = frame.codes::<8>(0x0b02)?.into_iter().zip(words).map(|(c, words)| LegendEntry {
        sample: of(Sample::ALL, c[0]),
        shape: (c[1] != u8::MAX).then(|| of(MarkShape::ALL, c[1])),
        ink: of(Ink::ALL, c[2]),
        outline: of(Outline::ALL, c[3]),
        filled: c[4] == 1,
        text: text(words),
    });

    Ok(Scene {
        kind: of(SceneKind::ALL, bytes[6]),
        width: f32::from_bits(word(bytes, 8)?),
        height: f32::from_bits(word(bytes, 12)?),
        reading: text(head[0]),
        shown: text(head[1]),
        stamp: text(head[2]),
        crumbs: crumbs.collect(),
        countries: countries.collect(),
        bands: bands.collect(),
        lines: lines.collect(),
        halos: halos.collect(),
        marks: marks.collect(),
        labels: labels.collect(),
        legend: legend.collect(),
    })
}

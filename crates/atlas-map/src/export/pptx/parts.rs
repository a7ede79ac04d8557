//! The fixed parts of a package and the frames of the others. Texts come in escaped.

use std::fmt::Write as _;

use super::hex;
use crate::style::Theme;
use crate::{Ink, font};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                     xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const TREE: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>\
                    <a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>\
                    <a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
const COLOURS: &str = "bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
                       accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" \
                       hlink=\"hlink\" folHlink=\"folHlink\"";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(list: &[(&str, String)]) -> String {
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (n, (kind, target)) in list.iter().enumerate() {
        let _ = write!(out, "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>", n + 1);
    }
    out + "</Relationships>"
}

/// What each part is. Images are typed one by one, as everything else is.
pub(super) fn content_types(slides: usize) -> String {
    const OF: &str = "application/vnd.openxmlformats-officedocument.presentationml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        let _ = write!(out, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    };
    part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("ppt/presentation.xml", &format!("{OF}.presentation.main+xml"));
    part("ppt/slideMasters/slideMaster1.xml", &format!("{OF}.slideMaster+xml"));
    part("ppt/slideLayouts/slideLayout1.xml", &format!("{OF}.slideLayout+xml"));
    part("ppt/notesMasters/notesMaster1.xml", &format!("{OF}.notesMaster+xml"));
    for n in 1..=2 {
        part(&format!("ppt/theme/theme{n}.xml"), "application/vnd.openxmlformats-officedocument.theme+xml");
    }
    for n in 1..=slides {
        part(&format!("ppt/slides/slide{n}.xml"), &format!("{OF}.slide+xml"));
        part(&format!("ppt/notesSlides/notesSlide{n}.xml"), &format!("{OF}.notesSlide+xml"));
    }
    out + "</Types>"
}

pub(super) const ROOT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" ",
    "Target=\"ppt/presentation.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" ",
    "Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" ",
    "Target=\"docProps/app.xml\"/></Relationships>"
);

pub(super) const APP: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>Access Atlas</Application></Properties>"
);

/// The title of the file; no date and no author, so that equal slides give equal bytes.
pub(super) fn core(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title></cp:coreProperties>"
    )
}

pub(super) fn presentation(slides: usize, width: i64, height: i64) -> String {
    let list: String = (0..slides).map(|n| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 256 + n, 4 + n)).collect();
    format!(
        "{HEAD}<p:presentation {NAMES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>\
         </p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst>\
         <p:sldIdLst>{list}</p:sldIdLst><p:sldSz cx=\"{width}\" cy=\"{height}\"/><p:notesSz cx=\"{height}\" cy=\"9144000\"/>\
         </p:presentation>"
    )
}

pub(super) fn presentation_relations(slides: usize) -> String {
    let mut list = vec![
        ("slideMaster", "slideMasters/slideMaster1.xml".to_owned()),
        ("notesMaster", "notesMasters/notesMaster1.xml".to_owned()),
        ("theme", "theme/theme1.xml".to_owned()),
    ];
    list.extend((1..=slides).map(|n| ("slide", format!("slides/slide{n}.xml"))));
    relations(&list)
}

/// The colours and the font of the program, so that what a person adds looks like it.
pub(super) fn theme(theme: Theme) -> String {
    let colour = |name: &str, ink: Ink| format!("<a:{name}><a:srgbClr val=\"{}\"/></a:{name}>", hex(theme.rgb(ink)));
    let colours: String = [
        ("dk1", Ink::Ink),
        ("lt1", Ink::Ground),
        ("dk2", Ink::Muted),
        ("lt2", Ink::Panel),
        ("accent1", Ink::Accent),
        ("accent2", Ink::Exposed),
        ("accent3", Ink::Outlier),
        ("accent4", Ink::Pale),
        ("accent5", Ink::Border),
        ("accent6", Ink::Line),
        ("hlink", Ink::Accent),
        ("folHlink", Ink::Muted),
    ]
    .into_iter()
    .map(|(name, ink)| colour(name, ink))
    .collect();
    let face = font::FAMILY;
    let fonts = format!("<a:latin typeface=\"{face}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"9525\">{fill}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        "{HEAD}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Access Atlas\">\
         <a:themeElements><a:clrScheme name=\"Access Atlas\">{colours}</a:clrScheme><a:fontScheme name=\"Access Atlas\">\
         <a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name=\"Plain\">\
         <a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst><a:lnStyleLst>{line}{line}{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst>\
         </a:fmtScheme></a:themeElements></a:theme>"
    )
}

pub(super) fn master(theme: Theme) -> String {
    let ground = hex(theme.rgb(Ink::Ground));
    format!(
        "{HEAD}<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"{ground}\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg><p:spTree>{TREE}{TITLE_BOX}</p:spTree></p:cSld><p:clrMap {COLOURS}/><p:sldLayoutIdLst>\
         <p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn=\"l\">\
         <a:defRPr sz=\"2400\" b=\"1\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mj-lt\"/>\
         </a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
    )
}

const TITLE_BOX: &str = "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
    <p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"457200\" y=\"230000\"/>\
    <a:ext cx=\"11277600\" cy=\"560000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>\
    <p:txBody><a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"><a:normAutofit/></a:bodyPr><a:lstStyle/>\
    <a:p><a:r><a:rPr lang=\"en\"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>";

pub(super) const MASTER_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout\" ",
    "Target=\"../slideLayouts/slideLayout1.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\" ",
    "Target=\"../theme/theme1.xml\"/></Relationships>"
);

pub(super) const LAYOUT: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<p:sldLayout xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" type=\"titleOnly\" preserve=\"1\">",
    "<p:cSld name=\"Picture\"><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>",
    "<p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>",
    "<p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>",
    "<a:p><a:r><a:rPr lang=\"en\"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>",
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
);

pub(super) const LAYOUT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster\" ",
    "Target=\"../slideMasters/slideMaster1.xml\"/></Relationships>"
);

pub(super) const NOTES_MASTER: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<p:notesMaster xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"><p:cSld><p:bg><p:bgRef idx=\"1001\">",
    "<a:schemeClr val=\"bg1\"/></p:bgRef></p:bg><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>",
    "</p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" ",
    "accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" ",
    "accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/></p:notesMaster>"
);

pub(super) const NOTES_MASTER_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\" ",
    "Target=\"../theme/theme2.xml\"/></Relationships>"
);

pub(super) fn slide(ground: &str, body: &str) -> String {
    format!(
        "{HEAD}<p:sld {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"{ground}\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg><p:spTree>{TREE}{body}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

pub(super) fn slide_relations(n: usize, image: bool) -> String {
    let mut list = vec![
        ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
        ("notesSlide", format!("../notesSlides/notesSlide{n}.xml")),
    ];
    if image {
        list.push(("image", format!("../media/image{n}.png")));
        list.push(("image", format!("../media/image{n}.svg")));
    }
    relations(&list)
}

pub(super) fn notes(paragraphs: &[String]) -> String {
    let text: String =
        paragraphs.iter().map(|p| format!("<a:p><a:r><a:rPr lang=\"en\"/><a:t>{p}</a:t></a:r></a:p>")).collect();
    let text = if text.is_empty() { "<a:p/>".to_owned() } else { text };
    format!(
        "{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{TREE}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Notes\"/><p:cNvSpPr>\
         <a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/>\
         <p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp></p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
}

pub(super) fn notes_relations(n: usize) -> String {
    relations(&[
        ("notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
        ("slide", format!("../slides/slide{n}.xml")),
    ])
}

/// A paragraph of one run, `size` in hundredths of a point.
pub(super) fn paragraph(text: &str, size: u32, colour: &str, bold: bool) -> String {
    let bold = u8::from(bold);
    format!(
        "<a:p><a:r><a:rPr lang=\"en\" sz=\"{size}\" b=\"{bold}\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>\
         </a:rPr><a:t>{text}</a:t></a:r></a:p>"
    )
}

pub(super) fn box_of_text(id: u32, name: &str, [x, y, w, h]: [i64; 4], text: &str, size: u32, colour: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>\
         <a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         <a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\">\
         <a:normAutofit/></a:bodyPr><a:lstStyle/>{}</p:txBody></p:sp>",
        paragraph(text, size, colour, false)
    )
}

/// A picture as SVG for the programs that show it and as PNG for the others.
pub(super) fn image(description: &str, [x, y, w, h]: [i64; 4]) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"9\" name=\"Picture\" descr=\"{description}\"/><p:cNvPicPr><a:picLocks \
         noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId3\"><a:extLst>\
         <a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
         xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rId4\"/></a:ext></a:extLst>\
         </a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
         <a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    )
}

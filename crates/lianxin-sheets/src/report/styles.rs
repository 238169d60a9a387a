//! The styles of a document: fonts of official papers in Chinese, of a plain report in English.

/// A paragraph's style: its name, what it is in Word's own words, its paragraph's and its letters' properties.
type Style = (&'static str, &'static str, &'static str, String);

/// The styles' part.
pub fn styles(chinese: bool) -> String {
    let (body, head, title) =
        if chinese { ("仿宋", "黑体", "方正小标宋简体") } else { ("宋体", "黑体", "黑体") };
    let letters = |font: &str, half_points: u32, more: &str| {
        let latin = if chinese { "Times New Roman" } else { "Calibri" };
        format!(
            r#"<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>{more}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#
        )
    };
    let size = if chinese { 32 } else { 22 };
    let bold = if chinese { "" } else { "<w:b/>" };
    let body_layout = if chinese {
        r#"<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>"#
    } else {
        r#"<w:spacing w:after="120" w:line="288" w:lineRule="auto"/>"#
    };
    let head_layout = if chinese {
        r#"<w:keepNext/><w:spacing w:before="120" w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>"#
    } else {
        r#"<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/>"#
    };
    let all: [Style; 10] = [
        (
            "Title",
            "title",
            r#"<w:keepNext/><w:spacing w:after="120"/><w:jc w:val="center"/>"#,
            letters(title, 44, ""),
        ),
        (
            "Subtitle",
            "subtitle",
            r#"<w:spacing w:after="120"/><w:jc w:val="center"/>"#,
            letters(body, size, ""),
        ),
        ("Made", "made", r#"<w:spacing w:after="360"/><w:jc w:val="center"/>"#, letters(body, 24, "")),
        ("Heading1", "heading 1", head_layout, letters(head, if chinese { 32 } else { 28 }, bold)),
        ("BodyText", "Body Text", body_layout, letters(body, size, "")),
        (
            "Caption",
            "caption",
            r#"<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:jc w:val="center"/>"#,
            letters(head, 24, bold),
        ),
        ("TableHead", "table head", r#"<w:keepNext/>"#, letters(head, 20, bold)),
        ("TableText", "table text", "", letters("宋体", 20, "")),
        ("After", "after", r#"<w:spacing w:line="200" w:lineRule="exact"/>"#, letters(body, 16, "")),
        ("Footer", "footer", r#"<w:jc w:val="center"/>"#, letters("宋体", 28, "")),
    ];
    let language = if chinese { "zh-CN" } else { "en-GB" };
    let mut text = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val="en-GB" w:eastAsia="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
        letters(body, size, "")
    );
    for (id, name, layout, letters) in all {
        text += &format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"#
        );
    }
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#))
        .collect();
    text + &format!(
        r#"<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"#
    )
}

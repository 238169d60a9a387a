//! The visit as an XForm (ODK XForms specification 1): the same form for everybody; who may go where comes along as lists.
//! It asks for what `NewVisit` holds and for nothing else: no position, no picture, no stop-watch.

use lianxin_domain::visits::{Did, How, LIMITS};

use super::xml::Xml;

/// The form's id.
pub const ID: &str = "visit";
/// The form's version; another one when a question changes.
pub const VERSION: &str = "1";
/// The lists that come with it, as the form names them.
pub const LISTS: [&str; 3] = ["villages", "households", "promises"];

/// Every text: key, Chinese, English. `{words}` and the like stand for the limits of the domain.
const TEXTS: &[(&str, &str, &str)] = &[
    ("title", "走访记录", "Visit"),
    (
        "about",
        "记录一次入户走访：听到的话、诉求和承诺。不要照片，不记位置。",
        "One visit: what was said, asked for and promised. No photo, no position.",
    ),
    ("village", "去了哪个村？", "Which village?"),
    ("household", "去了哪一户？", "Which household?"),
    (
        "household.hint",
        "输入门牌号、户主姓名或拼音首字母查找；对全村的走访留空。",
        "Search by house number, head or pinyin initials; leave empty for the village as a whole.",
    ),
    ("day", "哪一天？", "On which day?"),
    ("day.wrong", "不能晚于今天，最多补记 {late} 天。", "Not later than today, and at most {late} days ago."),
    ("how", "怎么见的面？", "How did you meet?"),
    ("how.in_person", "入户", "In person"),
    ("how.phone", "电话", "By telephone"),
    ("how.meeting", "座谈", "At a meeting"),
    ("how.work", "一起劳动", "Working together"),
    ("did", "还一起做了什么？", "What else did you do together?"),
    ("did.eat", "同吃", "Ate together"),
    ("did.stay", "同住", "Stayed overnight"),
    ("did.work", "同劳动", "Worked together"),
    ("statements", "听到的话", "What was said"),
    ("statements.words", "群众怎么说？", "In the resident's own words"),
    (
        "statements.words.hint",
        "用原话，一件事一条；没有就留空。",
        "One matter each; leave empty if there is none.",
    ),
    ("statements.agreed", "本人同意", "The resident agrees"),
    ("agreed.consent", "给能看这一户的其他干部看", "that others who may see the household read it"),
    ("agreed.quotable", "不写姓名引用", "that it is quoted without a name"),
    ("needs", "诉求", "Needs"),
    ("needs.words", "群众需要什么？", "What is needed?"),
    ("promises", "承诺", "Promises"),
    ("promises.words", "答应了什么？", "What did you promise?"),
    ("promises.due", "最晚哪一天？", "By which day?"),
    ("promises.due.wrong", "要在走访之日或以后三年内。", "From the day of the visit to three years later."),
    ("kept", "以前答应的，哪些办到了？", "Which earlier promises are kept now?"),
    (
        "statements.many",
        "最多 {statements} 条，每条最多 {words} 个字。",
        "At most {statements}, of {words} characters each.",
    ),
    ("list.many", "最多 {list} 条，每条最多 {words} 个字。", "At most {list}, of {words} characters each."),
    ("id", "编号", "Id"),
];

/// A text in one language.
pub fn text(key: &str, chinese: bool) -> String {
    let known = TEXTS.iter().find(|(known, ..)| *known == key);
    let text = known.map_or(key, |(_, zh, en)| if chinese { zh } else { en });
    [("{late}", LIMITS.late), ("{words}", LIMITS.words as i64), ("{list}", LIMITS.list as i64)]
        .iter()
        .chain(&[("{statements}", LIMITS.statements as i64)])
        .fold(text.to_owned(), |text, (name, n)| text.replace(name, &n.to_string()))
}

/// How a field of a record is called in the form: `statements.0.words` is the first thing that was said.
pub fn spoken(field: &str, chinese: bool) -> String {
    let mut parts = field.split('.');
    let of = text(parts.next().unwrap_or_default(), chinese);
    match parts.next().and_then(|n| n.parse::<usize>().ok()) {
        Some(n) => format!("{of} {}", n + 1),
        None => of,
    }
}

fn itext(key: &str) -> String {
    format!("jr:itext('{key}')")
}

/// The form.
pub fn xform() -> String {
    let mut xml = Xml::new();
    xml.open(
        "h:html",
        &[
            ("xmlns", "http://www.w3.org/2002/xforms"),
            ("xmlns:h", "http://www.w3.org/1999/xhtml"),
            ("xmlns:jr", "http://openrosa.org/javarosa"),
            ("xmlns:odk", "http://www.opendatakit.org/xforms"),
            ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
        ],
    );
    xml.open("h:head", &[]).leaf("h:title", &[], &text("title", true));
    xml.open("model", &[("odk:xforms-version", "1.0.0")]);
    translations(&mut xml);
    instances(&mut xml);
    binds(&mut xml);
    xml.close().close();
    body(&mut xml);
    xml.done()
}

fn translations(xml: &mut Xml) {
    xml.open("itext", &[]);
    for (language, chinese) in [("中文 (zh)", true), ("English (en)", false)] {
        match chinese {
            true => xml.open("translation", &[("lang", language), ("default", "true()")]),
            false => xml.open("translation", &[("lang", language)]),
        };
        for (key, ..) in TEXTS {
            xml.open("text", &[("id", key)]).leaf("value", &[], &text(key, chinese)).close();
        }
        xml.close();
    }
    xml.close();
}

fn instances(xml: &mut Xml) {
    xml.open("instance", &[]).open("data", &[("id", ID), ("version", VERSION)]);
    for field in ["village", "household", "day", "how", "did"] {
        xml.empty(field, &[]);
    }
    for (repeat, fields) in REPEATS {
        xml.open(repeat, &[("jr:template", "")]);
        for field in fields {
            xml.empty(field, &[]);
        }
        xml.close();
    }
    xml.empty("kept", &[]);
    xml.open("meta", &[]).empty("instanceID", &[]).empty("instanceName", &[]).close();
    xml.close().close();
    for list in LISTS {
        xml.empty("instance", &[("id", list), ("src", &format!("jr://file-csv/{list}.csv"))]);
    }
}

/// What may be said several times.
const REPEATS: [(&str, &[&str]); 3] =
    [("statements", &["words", "agreed"]), ("needs", &["words"]), ("promises", &["words", "due"])];

fn binds(xml: &mut Xml) {
    let of_village = |list: &str| format!("instance('{list}')/root/item[name = /data/village]");
    let sees = format!("{}/households = 'yes'", of_village("villages"));
    let open = "count(instance('promises')/root/item[village = /data/village]) > 0";
    xml.empty("bind", &[("nodeset", "/data/village"), ("type", "string"), ("required", "true()")]);
    xml.empty("bind", &[("nodeset", "/data/household"), ("type", "string"), ("relevant", &sees)]);
    let days = format!(". <= today() and . >= today() - {}", LIMITS.late);
    xml.empty(
        "bind",
        &[
            ("nodeset", "/data/day"),
            ("type", "date"),
            ("required", "true()"),
            ("jr:preload", "date"),
            ("jr:preloadParams", "today"),
            ("constraint", &days),
            ("jr:constraintMsg", &itext("day.wrong")),
        ],
    );
    xml.empty("bind", &[("nodeset", "/data/how"), ("type", "string"), ("required", "true()")]);
    xml.empty("bind", &[("nodeset", "/data/did"), ("type", "string")]);
    for (repeat, _) in REPEATS {
        let (most, message) = match repeat {
            "statements" => (LIMITS.statements, "statements.many"),
            _ => (LIMITS.list, "list.many"),
        };
        let limits = format!("string-length(.) <= {} and position(..) <= {most}", LIMITS.words);
        xml.empty(
            "bind",
            &[
                ("nodeset", &format!("/data/{repeat}/words")),
                ("type", "string"),
                ("constraint", &limits),
                ("jr:constraintMsg", &itext(message)),
            ],
        );
    }
    xml.empty("bind", &[("nodeset", "/data/statements/agreed"), ("type", "string"), ("relevant", SAID)]);
    let due = format!(". >= /data/day and . <= /data/day + {}", LIMITS.due);
    xml.empty(
        "bind",
        &[
            ("nodeset", "/data/promises/due"),
            ("type", "date"),
            ("relevant", SAID),
            ("required", "true()"),
            ("constraint", &due),
            ("jr:constraintMsg", &itext("promises.due.wrong")),
        ],
    );
    xml.empty("bind", &[("nodeset", "/data/kept"), ("type", "string"), ("relevant", open)]);
    let id = [("nodeset", "/data/meta/instanceID"), ("type", "string"), ("readonly", "true()")];
    xml.empty("bind", &[&id[..], &[("jr:preload", "uid")]].concat());
    let name = format!("concat(/data/day, ' ', {}/label)", of_village("villages"));
    xml.empty("bind", &[("nodeset", "/data/meta/instanceName"), ("type", "string"), ("calculate", &name)]);
}

/// Asked only once there are words.
const SAID: &str = "string-length(../words) > 0";

fn body(xml: &mut Xml) {
    xml.open("h:body", &[]);
    from_list(xml, ("select1", "/data/village", "minimal"), "village", "instance('villages')/root/item");
    let homes = "instance('households')/root/item[village = /data/village]";
    from_list(xml, ("select1", "/data/household", "minimal autocomplete"), "household", homes);
    question(xml, ("input", "/data/day", ""), "day");
    xml.close();
    let how: Vec<&str> = How::ALL.iter().map(|how| how.word()).collect();
    choice(xml, ("select1", "/data/how"), "how", "how", &how);
    let did: Vec<&str> = Did::ALL.iter().filter(|did| did.is_asked()).map(|did| did.word()).collect();
    choice(xml, ("select", "/data/did"), "did", "did", &did);
    for (repeat, fields) in REPEATS {
        let path = format!("/data/{repeat}");
        xml.open("group", &[("ref", &path)]).empty("label", &[("ref", &itext(repeat))]);
        xml.open("repeat", &[("nodeset", &path)]);
        for field in fields {
            let (path, key) = (format!("{path}/{field}"), format!("{repeat}.{field}"));
            if *field == "agreed" {
                choice(xml, ("select", &path), &key, "agreed", &["consent", "quotable"]);
            } else {
                let look = if *field == "words" { "multiline" } else { "" };
                question(xml, ("input", &path, look), &key).close();
            }
        }
        xml.close().close();
    }
    let promised = "instance('promises')/root/item[village = /data/village]";
    from_list(xml, ("select", "/data/kept", ""), "kept", promised);
    xml.close();
}

/// Opens a question with its label and, where there is one, its hint.
fn question<'a>(xml: &'a mut Xml, (kind, path, look): (&'static str, &str, &str), key: &str) -> &'a mut Xml {
    match look {
        "" => xml.open(kind, &[("ref", path)]),
        _ => xml.open(kind, &[("ref", path), ("appearance", look)]),
    };
    xml.empty("label", &[("ref", &itext(key))]);
    let hint = format!("{key}.hint");
    if TEXTS.iter().any(|(known, ..)| *known == hint) {
        xml.empty("hint", &[("ref", &itext(&hint))]);
    }
    xml
}

fn from_list(xml: &mut Xml, of: (&'static str, &str, &str), key: &str, items: &str) {
    question(xml, of, key).open("itemset", &[("nodeset", items)]);
    xml.empty("value", &[("ref", "name")]).empty("label", &[("ref", "label")]).close().close();
}

fn choice(xml: &mut Xml, (kind, path): (&'static str, &str), key: &str, of: &str, words: &[&str]) {
    question(xml, (kind, path, ""), key);
    for word in words {
        xml.open("item", &[]).empty("label", &[("ref", &itext(&format!("{of}.{word}")))]);
        xml.leaf("value", &[], word).close();
    }
    xml.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages_and_every_reference_has_its_text() {
        let form = xform();
        for (key, zh, en) in TEXTS {
            assert!(!zh.is_empty() && !en.is_empty(), "{key}");
            assert!(!text(key, true).contains('{') && !text(key, false).contains('{'), "{key}");
        }
        for reference in form.split("jr:itext(&apos;").skip(1) {
            let key = reference.split("&apos;").next().unwrap();
            assert!(TEXTS.iter().any(|(known, ..)| *known == key), "{key}");
        }
    }

    #[test]
    fn it_asks_for_no_place_no_picture_and_no_time() {
        let form = xform();
        for word in [
            "geopoint",
            "geotrace",
            "upload",
            "binary",
            "image",
            "audio",
            "start-geopoint",
            "timestamp",
            "dateTime",
        ] {
            assert!(!form.contains(word), "{word}");
        }
    }

    #[test]
    fn fields_are_spoken_of_as_the_form_calls_them() {
        assert_eq!(spoken("statements.1.words", true), "听到的话 2");
        assert_eq!(spoken("day", false), "On which day?");
        assert_eq!(spoken("strange", false), "strange");
    }
}

//! XML out, escaped; XML in, as a small tree that cannot grow: no document type, no entities but the five and characters,
//! a few levels, a few hundred elements.

use quick_xml::{Reader, XmlVersion, events::Event};

/// Levels of a submission: form, repeat, field; one to spare.
const DEEP: usize = 6;
/// Elements of a submission: twenty statements, ten needs, ten promises of three fields each, and the rest.
const MANY: usize = 500;

/// A document in the making.
#[derive(Default)]
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A new document.
    pub fn new() -> Xml {
        Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: vec![] }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Xml {
        self.tag(name, attributes, ">");
        self.open.push(name);
        self
    }

    /// Closes the last one that is open.
    pub fn close(&mut self) -> &mut Xml {
        if let Some(name) = self.open.pop() {
            self.text.push_str(&format!("</{name}>"));
        }
        self
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Xml {
        self.tag(name, attributes, "/>");
        self
    }

    /// An element that holds text only.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> &mut Xml {
        self.tag(name, attributes, ">");
        self.text.push_str(&escaped(text));
        self.text.push_str(&format!("</{name}>"));
        self
    }

    /// The text, everything closed.
    pub fn done(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\"{}\"", escaped(value)));
        }
        self.text.push_str(end);
    }
}

/// Text as XML 1.0 can hold it; what it cannot is left out.
fn escaped(text: &str) -> String {
    let legal: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    quick_xml::escape::escape(legal.as_str()).into_owned()
}

/// An element as it was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// The attribute `id`; empty without one.
    pub id: String,
    /// Its own text.
    pub text: String,
    /// What it holds.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of a name; empty without one.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }
}

/// The document's root, or nothing when it is damaged, holds a document type or foreign entities, or is too deep or large.
pub fn read(bytes: &[u8]) -> Option<Element> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut open, mut root, mut count) = (Vec::<Element>::new(), None, 0);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                count += 1;
                if root.is_some() || open.len() == DEEP || count > MANY {
                    return None;
                }
                open.push(begun(&tag)?);
            }
            Event::Empty(tag) => {
                count += 1;
                if root.is_some() || open.len() == DEEP || count > MANY {
                    return None;
                }
                put(begun(&tag)?, &mut open, &mut root);
            }
            Event::End(_) => put(open.pop()?, &mut open, &mut root),
            Event::Text(text) => add(&text.xml10_content(), &mut open)?,
            Event::CData(text) => add(&text.xml10_content(), &mut open)?,
            Event::GeneralRef(name) => {
                let mut character = [0; 4];
                let text = match name.resolve_char_ref().ok()? {
                    Some(c) => &*c.encode_utf8(&mut character),
                    None => quick_xml::escape::resolve_xml_entity(&name)?,
                };
                open.last_mut()?.text.push_str(text);
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::DocType(_) => return None,
            Event::Eof => return root.filter(|_| open.is_empty()),
        }
    }
}

fn begun(tag: &quick_xml::events::BytesStart<'_>) -> Option<Element> {
    let name = tag.local_name().as_ref().to_owned();
    let id = match tag.try_get_attribute("id").ok()? {
        Some(id) => id.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned(),
        None => String::new(),
    };
    Some(Element { name, id, ..Element::default() })
}

fn put(done: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => *root = Some(done),
    }
}

/// Text outside of the root must be blank.
fn add(text: &str, open: &mut [Element]) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut xml = Xml::new();
        xml.open("data", &[("id", "a\"<&"), ("note", "换行\n")]).leaf(
            "words",
            &[],
            "说 <好> & \"不\" ']]>\u{7}",
        );
        xml.open("group", &[]).empty("kept", &[]);
        let root = read(xml.done().as_bytes()).unwrap();
        assert_eq!((root.name.as_str(), root.id.as_str()), ("data", "a\"<&"));
        assert_eq!(root.text_of("words"), "说 <好> & \"不\" ']]>");
        assert_eq!(root.child("group").unwrap().children[0].name, "kept");
    }

    #[test]
    fn prefixes_comments_and_sections_are_no_obstacle() {
        let text = "<?xml version='1.0'?><!-- a --><o:data xmlns:o='x' id='visit'><o:w>一<![CDATA[<二>]]>&#x4e09;&amp;</o:w></o:data>\n";
        assert_eq!(read(text.as_bytes()).unwrap().text_of("w"), "一<二>三&");
    }

    #[test]
    fn what_is_damaged_or_hostile_is_nothing() {
        let laughs = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>";
        let deep = format!("{}{}", "<a>".repeat(7), "</a>".repeat(7));
        let many = format!("<a>{}</a>", "<b/>".repeat(600));
        for bad in [
            "",
            "text",
            "<a>",
            "<a><b></a>",
            "<a/><b/>",
            "<a/>text",
            "<a>&b;</a>",
            "<a>&#0;</a>",
            "<a b=></a>",
            "<a id='1",
            laughs,
            &deep,
            &many,
            "<a id='&b;'/>",
        ] {
            assert_eq!(read(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(read(b"<a>\xff</a>"), None);
    }
}

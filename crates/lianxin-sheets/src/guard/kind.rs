//! What a file is, by its first bytes.

use crate::Refusal;

/// `Ok` when it is a zip archive, which a workbook must be; else the refusal that says what it is.
pub fn zip_or_refusal(bytes: &[u8]) -> Result<(), Refusal> {
    match bytes {
        [] => Err(Refusal::Empty),
        [b'P', b'K', 3, 4, ..] => Ok(()),
        [b'P', b'K', 5, 6, ..] => Err(Refusal::NotAWorkbook { seems: "ZIP" }),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Err(ole(bytes)),
        _ => Err(other(bytes)),
    }
}

fn ole(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        Refusal::PasswordProtected
    } else if has("WordDocument") || has("PowerPoint Document") {
        Refusal::OldOffice
    } else if has("Workbook") || has("Book") {
        Refusal::OldExcel
    } else {
        Refusal::OldOffice
    }
}

fn other(bytes: &[u8]) -> Refusal {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"%PDF", "PDF"),
        (b"Rar!", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b", "GZIP"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"SQLite format 3", "SQLite"),
    ];
    if let Some((_, seems)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Refusal::NotAWorkbook { seems };
    }
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let start = &bytes[..bytes.len().min(64 << 10)];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Refusal::Empty;
    }
    if wide {
        return Refusal::Csv { encoding: "UTF-16" };
    }
    if start.contains(&0) {
        return Refusal::NotAWorkbook { seems: "" };
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if text.first() == Some(&b'<') {
        return Refusal::Markup;
    }
    let encoding = match std::str::from_utf8(start) {
        Ok(_) => Some("UTF-8"),
        Err(why) if why.error_len().is_none() && start.len() < bytes.len() => Some("UTF-8"),
        Err(_) => is_gb18030(start).then_some("GB18030"),
    };
    let table = start.iter().any(|b| matches!(b, b',' | b'\t' | b';')) && start.contains(&b'\n');
    match encoding {
        Some(encoding) if table => Refusal::Csv { encoding },
        Some(_) => Refusal::NotAWorkbook { seems: "TXT" },
        None => Refusal::NotAWorkbook { seems: "" },
    }
}

/// Whether bytes are well-formed GB 18030: ASCII, pairs, and fours with digits second and fourth. A sequence cut at the
/// end passes.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] | [0x81..=0xfe] | [0x81..=0xfe, 0x30..=0x39] | [0x81..=0xfe, 0x30..=0x39, _] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let ole = |name: &str| {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.resize(600, 0);
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        let gbk = b"\xd0\xd5\xc3\xfb,\xb5\xa5\xce\xbb\n\xd5\xc5\xce\xb0,\xcb\xae\xc0\xfb\xbe\xd6\n".to_vec();
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (vec![], "empty_file"),
            (b" \r\n ".to_vec(), "empty_file"),
            (ole("EncryptedPackage"), "password_protected"),
            (ole("Workbook"), "old_excel"),
            (ole("WordDocument"), "old_office"),
            ("姓名,单位\n张伟,水利局\n".into(), "csv"),
            (gbk.clone(), "csv"),
            (b"\xff\xfea\0,\0b\0\n\0".to_vec(), "csv"),
            (b"<html><table></table></html>".to_vec(), "markup"),
            (b"%PDF-1.7".to_vec(), "not_a_workbook"),
            (vec![1, 2, 3, 0, 0xff], "not_a_workbook"),
        ];
        for (bytes, code) in cases {
            assert_eq!(zip_or_refusal(&bytes).unwrap_err().code(), code, "{bytes:?}");
        }
        assert_eq!(zip_or_refusal(&gbk), Err(Refusal::Csv { encoding: "GB18030" }));
        assert_eq!(zip_or_refusal(b"PK\x03\x04rest"), Ok(()));
    }
}

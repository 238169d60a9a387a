//! A picture without what the camera wrote beside it: where it was taken, when, with which device, a second smaller picture,
//! comments. What is needed to show it stays: tables, colours, and which way is up. A list says what stays; all else goes.

/// A JPEG of its image alone; none when it is not built as one.
pub fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let mut kept = vec![0xff, 0xd8];
    // Which way is up is all that is kept of Exif.
    let mut turned = None;
    let mut seen = false;
    loop {
        let marker = marker(&mut rest)?;
        match marker {
            0xd9 => break,
            // Markers without a segment do not stand outside of the image's data.
            0x00 | 0x01 | 0xd0..=0xd8 => return None,
            _ => {}
        }
        let body = segment(&mut rest)?;
        match marker {
            0xe0 if body.starts_with(b"JFIF\0") && body.len() >= 14 => {
                // Without its thumbnail.
                let mut plain = body[..14].to_vec();
                plain[12..14].fill(0);
                put(&mut kept, marker, &plain);
            }
            0xe1 if body.starts_with(b"Exif\0\0") => turned = turned.or_else(|| orientation(&body[6..])),
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => put(&mut kept, marker, body),
            // How the colours are coded.
            0xee if body.starts_with(b"Adobe") && body.len() >= 12 => put(&mut kept, marker, &body[..12]),
            0xe0..=0xef | 0xfe => {}
            0xda => {
                if let Some(way) = turned.take().filter(|way| !seen && *way != 1) {
                    put(&mut kept, 0xe1, &upright(way));
                }
                seen = true;
                put(&mut kept, marker, body);
                let data = scan(rest)?;
                kept.extend_from_slice(&rest[..data]);
                rest = &rest[data..];
            }
            // Tables, frames and restarts of the image itself; anything else is of no kind that is known.
            0xc0..=0xcf | 0xdb..=0xdf => put(&mut kept, marker, body),
            _ => return None,
        }
    }
    kept.extend([0xff, 0xd9]);
    seen.then_some(kept)
}

/// The next marker; filling bytes may stand before it.
fn marker(rest: &mut &[u8]) -> Option<u8> {
    let (first, mut after) = rest.split_first()?;
    if *first != 0xff {
        return None;
    }
    loop {
        let (next, more) = after.split_first()?;
        after = more;
        if *next != 0xff {
            *rest = after;
            return Some(*next);
        }
    }
}

/// The body of a segment, of the length that stands before it.
fn segment<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, _) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length < 2 || rest.len() < length {
        return None;
    }
    let (whole, after) = rest.split_at(length);
    *rest = after;
    Some(&whole[2..])
}

fn put(kept: &mut Vec<u8>, marker: u8, body: &[u8]) {
    // A body is at most as long as it was, so that its length fits.
    let length = (body.len() + 2) as u16;
    kept.extend([0xff, marker]);
    kept.extend(length.to_be_bytes());
    kept.extend_from_slice(body);
}

/// How far the coded data of a scan goes: to the next marker that is neither a stuffed byte nor a restart.
fn scan(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match rest.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            // A filling byte: looked at again from the next one.
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// The orientation of a TIFF directory, 1 to 8.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        [b'M', b'M', 0, 42] => true,
        [b'I', b'I', 42, 0] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let at = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let at = usize::try_from(at).ok()?;
    let entries = usize::from(short(at)?);
    for n in 0..entries {
        let entry = at.checked_add(2 + 12 * n)?;
        if short(entry)? == 0x0112 {
            let way = u8::try_from(short(entry.checked_add(8)?)?).ok()?;
            return (1..=8).contains(&way).then_some(way);
        }
    }
    None
}

/// Exif that says which way is up, and nothing else.
fn upright(way: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(way);
    exif.extend([0; 6]);
    exif
}

/// A PNG of its image alone; none when it is not built as one.
pub fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";
    /// What an image needs, and its colours.
    const KEPT: [&[u8; 4]; 12] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
        b"pHYs",
    ];
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut kept = MAGIC.to_vec();
    let (mut first, mut data) = (true, false);
    loop {
        let (length, _) = rest.split_first_chunk::<4>()?;
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(whole)?;
        let name: &[u8; 4] = chunk.get(4..8)?.try_into().ok()?;
        if first != (name == b"IHDR") {
            return None;
        }
        first = false;
        data |= name == b"IDAT";
        if KEPT.contains(&name) {
            kept.extend_from_slice(chunk);
        } else if name[0].is_ascii_uppercase() {
            // Needed for the image, and of no kind that is known.
            return None;
        }
        if name == b"IEND" {
            // What stands behind the end is no image.
            return data.then_some(kept);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: &[u8] = include_bytes!("../../../../fixtures/photo-exif.jpg");
    const PICTURE: &[u8] = include_bytes!("../../../../fixtures/picture-text.png");

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    #[test]
    fn a_photograph_keeps_its_image_and_which_way_is_up() {
        for known in
            ["HUAWEI-LX-CAMERA", "Shan Xiulan", "2026:07:01", "GPSLatitude", "a comment of the camera"]
        {
            assert!(holds(PHOTO, known), "{known} is there before");
        }
        let kept = jpeg(PHOTO).unwrap();
        for known in ["HUAWEI", "Shan", "2026:07", "GPS", "comment", "xmp", "Photoshop", "http"] {
            assert!(!holds(&kept, known), "{known} is still there");
        }
        // One segment of Exif is left, 34 bytes long: the orientation that the camera wrote.
        let at = kept.windows(6).position(|part| part == b"Exif\0\0").unwrap();
        assert_eq!(orientation(&kept[at + 6..]), Some(6));
        assert_eq!(u16::from_be_bytes([kept[at - 2], kept[at - 1]]), 34);
        // The image's own segments and data are as they were.
        let image = |bytes: &[u8]| {
            let at = bytes.windows(2).position(|part| part == [0xff, 0xdb]).unwrap();
            let data: Vec<u8> = bytes[at..].to_vec();
            data
        };
        let last = |bytes: &[u8]| bytes[bytes.len() - 200..].to_vec();
        assert_eq!(last(&image(&kept)), last(&image(PHOTO)));
        assert_eq!(jpeg(&kept).unwrap(), kept, "nothing is left to be taken out");
    }

    #[test]
    fn what_stands_behind_the_end_goes() {
        let kept = jpeg(PHOTO).unwrap();
        let longer = [PHOTO, b"motion photo with a position"].concat();
        assert_eq!(jpeg(&longer).unwrap(), kept);
        let longer = [PICTURE, b"more"].concat();
        assert_eq!(png(&longer), png(PICTURE));
    }

    #[test]
    fn a_picture_keeps_its_image() {
        assert!(holds(PICTURE, "Shan Xiulan") && holds(PICTURE, "35.41431"));
        let kept = png(PICTURE).unwrap();
        for known in ["Shan", "35.41431", "HUAWEI", "tEXt", "iTXt", "zTXt", "eXIf"] {
            assert!(!holds(&kept, known), "{known} is still there");
        }
        for needed in ["IHDR", "PLTE", "IDAT", "IEND", "pHYs"] {
            assert!(holds(&kept, needed), "{needed}");
        }
        assert_eq!(png(&kept).unwrap(), kept);
    }

    #[test]
    fn what_breaks_off_is_refused_and_nothing_panics() {
        for n in 0..PHOTO.len() - 1 {
            assert_eq!(jpeg(&PHOTO[..n]), None, "cut at {n}");
        }
        for n in 0..PICTURE.len() {
            assert_eq!(png(&PICTURE[..n]), None, "cut at {n}");
        }
        for n in 0..PHOTO.len().min(1300) {
            for byte in [0x00, 0xff, 0xd9, 0xe1] {
                let mut bent = PHOTO.to_vec();
                bent[n] = byte;
                if let Some(kept) = jpeg(&bent) {
                    assert!(kept.len() <= bent.len() + 64);
                }
            }
        }
    }
}

//! Bundles of entries: each behind its length, a big-endian 16-bit number (C2SP tlog-tiles, *Log entries*).

/// The most bytes that an entry may have.
pub const MAX_ENTRY: usize = u16::MAX as usize;

/// Appends an entry to a bundle, unless it is too long.
#[must_use]
pub fn append(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else { return false };
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    true
}

/// The entries of a bundle, in order; the last is `None` if the bundle is torn.
pub fn entries(bundle: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let mut rest = Some(bundle);
    std::iter::from_fn(move || {
        let bytes = rest.filter(|bytes| !bytes.is_empty())?;
        let entry = bytes.split_first_chunk().and_then(|(length, bytes)| {
            let length = usize::from(u16::from_be_bytes(*length));
            bytes.split_at_checked(length)
        });
        rest = entry.map(|(_, after)| after);
        Some(entry.map(|(entry, _)| entry))
    })
}

/// All entries of a bundle, if it is whole.
pub fn parse(bundle: &[u8]) -> Option<Vec<&[u8]>> {
    entries(bundle).collect()
}

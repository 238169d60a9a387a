//! Blind names of units: nobody who does not hold the installation's key can tell which household a label is, so that a sample
//! can be shown to everybody and tell no official who was drawn.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A unit's blind name: the first 96 bits of a keyed digest, in files 16 characters of base64url. Among two million labels two
/// are alike with a chance of one in forty thousand million million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(pub [u8; 12]);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of a letter of base64url.
fn sextet(letter: u8) -> Option<u32> {
    Some(match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    })
}

impl Label {
    /// The label of a file's line.
    pub fn of(text: &str) -> Option<Label> {
        let letters: &[u8; 16] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 12];
        for (four, three) in letters.chunks(4).zip(bytes.chunks_mut(3)) {
            let joined = four.iter().try_fold(0, |joined, letter| Some(joined << 6 | sextet(*letter)?))?;
            three.copy_from_slice(&u32::to_be_bytes(joined)[1..]);
        }
        Some(Label(bytes))
    }

    /// Its text: what is hashed, and stands in a file's line.
    pub fn text(&self) -> [u8; 16] {
        let mut text = [0; 16];
        for (three, four) in self.0.chunks(3).zip(text.chunks_mut(4)) {
            let joined = three.iter().fold(0, |joined, byte| joined << 8 | usize::from(*byte));
            for (n, letter) in four.iter_mut().enumerate() {
                *letter = ALPHABET[joined >> (18 - 6 * n) & 63];
            }
        }
        text
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

/// Makes labels under a draw's own key: the same household has another label in the next draw.
pub struct Labeller(Hmac<Sha256>);

impl Labeller {
    /// A labeller of this key.
    pub fn new(key: &[u8; 32]) -> Labeller {
        Labeller(<Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    /// The label of a unit's id.
    pub fn label(&self, id: &[u8; 16]) -> Label {
        let mut mac = self.0.clone();
        mac.update(id);
        let digest = mac.finalize().into_bytes();
        let mut label = [0; 12];
        label.copy_from_slice(&digest[..12]);
        Label(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_comes_back_from_its_text() {
        let labeller = Labeller::new(&[7; 32]);
        for n in 0..200_u8 {
            let label = labeller.label(&[n; 16]);
            assert_eq!(Label::of(&label.to_string()), Some(label));
        }
        assert_eq!(Label([0xff; 12]).to_string(), "________________");
        for bad in ["", "AAAA", "AAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAA", "啊啊啊啊啊"] {
            assert_eq!(Label::of(bad), None, "{bad}");
        }
    }
}

//! What a witness cosigns, and what it refuses.

use lianxin_log::{
    Checkpoint, Head, Note, Tiles, Trust, hash,
    note::{Cosigner, Signer},
    proof::Refusal as BadProof,
    trust::Untrusted,
    witness::{Cosigned, Refusal, Request, consider},
};

use crate::{
    keys,
    made::{Draw, stored},
    naive::Naive,
};

/// A log of hashes, to ask a witness with.
struct Asking {
    naive: Naive,
}

impl Asking {
    fn head(&self, size: usize) -> Head {
        Head { size: size as u64, root: self.naive.root(size) }
    }

    fn request(&self, old: usize, new: usize) -> Request {
        let found = stored(self.naive.leaves[..new].iter().copied());
        let fetch = |tile: lianxin_log::Tile| found.get(&(tile.level, tile.index)).cloned();
        let proof = Tiles::open(self.head(new), fetch).unwrap().consistency(old as u64).unwrap();
        Request { old: old as u64, proof, checkpoint: signed(self.head(new), &keys::log()) }
    }
}

fn signed(head: Head, signer: &Signer) -> Vec<u8> {
    Checkpoint::new(keys::ORIGIN, head).sign(signer).unwrap().to_string().into_bytes()
}

fn ask(request: &Request, last: Option<Head>) -> Result<Cosigned, Refusal> {
    let sent = Request::parse(&request.to_bytes()).unwrap();
    assert_eq!(&sent, request);
    consider(&sent, &[keys::trust()], |_| last, &keys::witness(), 1_800_000_000)
}

#[test]
fn a_growing_log_is_cosigned_step_by_step() {
    let log = Asking { naive: Naive::numbered(600) };
    let mut draw = Draw(1);
    let (mut last, mut size) = (None, 0);
    while size < 600 {
        let next = (size + draw.below(80)).min(600);
        let request = log.request(size, next);
        let cosigned = ask(&request, last).unwrap();
        assert_eq!(cosigned.head, log.head(next));
        // The log puts the answer under its checkpoint, where everyone can verify it.
        let mut note = Note::parse(&request.checkpoint).unwrap();
        let answer = format!("{}\n", cosigned.signature);
        note.accept(lianxin_log::note::signatures(&answer).unwrap(), &keys::trust().witnesses).unwrap();
        let (checkpoint, time) = keys::trust().cosigned(note.to_string().as_bytes()).unwrap();
        assert_eq!((checkpoint.head, time), (log.head(next), 1_800_000_000));
        (last, size) = (Some(cosigned.head), next);
    }
    // Asked again, it cosigns the same again.
    assert_eq!(ask(&log.request(600, 600), last).unwrap().head, log.head(600));
}

#[test]
fn what_does_not_continue_is_refused() {
    let log = Asking { naive: Naive::numbered(100) };
    let last = Some(log.head(60));
    let stale = Refusal::Stale { cosigned: 60 };
    assert_eq!(ask(&log.request(0, 100), last), Err(stale.clone()));
    assert_eq!(ask(&log.request(50, 100), last), Err(stale.clone()));
    assert_eq!((stale.status(), stale.body().as_str()), (409, "60\n"));
    // An older state than was cosigned.
    assert_eq!(ask(&log.request(0, 40), last), Err(stale));
    let backwards = Request { old: 60, ..log.request(0, 40) };
    assert_eq!(ask(&backwards, last), Err(Refusal::Backwards));
    // Another history of the same size, and one that goes on from another.
    let mut leaves = log.naive.leaves.clone();
    leaves[17] = hash::leaf(b"rewritten");
    let other = Asking { naive: Naive::new(leaves) };
    assert_eq!(ask(&other.request(60, 60), last), Err(Refusal::Forked { size: 60 }));
    assert_eq!(ask(&other.request(60, 100), last), Err(Refusal::Inconsistent(BadProof::OldRoot)));
    let mixed = Request { proof: other.request(60, 100).proof, ..log.request(60, 100) };
    assert!(matches!(ask(&mixed, last), Err(Refusal::Inconsistent(_))));
    for proof in [vec![], vec![hash::EMPTY; 63], vec![log.head(60).root]] {
        let request = Request { proof, ..log.request(60, 100) };
        assert_eq!(ask(&request, last).unwrap_err().status(), 422);
    }
    let needless = Request { proof: vec![hash::EMPTY], ..log.request(60, 60) };
    assert_eq!(ask(&needless, last), Err(Refusal::Inconsistent(BadProof::Length)));
    let first = Request { proof: vec![hash::EMPTY], ..log.request(0, 60) };
    assert_eq!(ask(&first, None), Err(Refusal::Inconsistent(BadProof::Length)));
    assert!(ask(&log.request(60, 100), last).is_ok());
}

#[test]
fn only_the_log_itself_is_listened_to() {
    let log = Asking { naive: Naive::numbered(10) };
    let forged = Request { checkpoint: signed(log.head(10), &keys::impostor()), ..log.request(0, 10) };
    let refusal = ask(&forged, None).unwrap_err();
    assert!(matches!(refusal, Refusal::Unsigned(Untrusted::Note(_))));
    assert_eq!(refusal.status(), 403);
    let strange = Checkpoint::new("strange.example.org", log.head(10)).sign(&keys::log()).unwrap();
    let unknown = Request { checkpoint: strange.to_string().into_bytes(), ..log.request(0, 10) };
    assert_eq!(ask(&unknown, None), Err(Refusal::UnknownLog));
    let torn = Request { checkpoint: b"torn".to_vec(), ..log.request(0, 10) };
    assert_eq!(ask(&torn, None).unwrap_err().status(), 400);
    // A witness is no log, even if its key is listed for one.
    let mut note = Note::new(Checkpoint::new(keys::ORIGIN, log.head(10)).to_string()).unwrap();
    note.add(keys::witness().cosign(note.text(), 1));
    let trust = Trust { log: vec![keys::witness().verifier().clone()], ..keys::trust() };
    assert!(trust.signed(note.to_string().as_bytes()).is_err());
}

/// The example of C2SP tlog-witness; the log's key is not published, so that it can only be read.
#[test]
fn the_request_of_the_specification_is_read() {
    let text = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";
    let request = Request::parse(text.as_bytes()).unwrap();
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.to_bytes(), text.as_bytes());
    assert_eq!(Note::parse(&request.checkpoint).unwrap().signatures().len(), 2);
    assert_eq!(ask(&request, None), Err(Refusal::UnknownLog));
    for (from, to) in
        [("old 20852014", "old 020852014"), ("old ", "new "), ("old 20852014\n", ""), ("kaw=", "kaw")]
    {
        assert_eq!(Request::parse(text.replace(from, to).as_bytes()), None, "{to}");
    }
    let line = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    let many = |count| format!("old 1\n{}\n", line.repeat(count)).into_bytes();
    assert!(Request::parse(&many(63)).is_some() && Request::parse(&many(64)).is_none());
}

#[test]
fn answers_of_strangers_are_left_and_wrong_ones_refused() {
    let head = Head { size: 1, root: hash::leaf(b"a") };
    let mut note = Checkpoint::new(keys::ORIGIN, head).sign(&keys::log()).unwrap();
    let before = note.clone();
    let witnesses = keys::trust().witnesses;
    let stranger = Cosigner::new("stranger.example.org", &[7; 32]).unwrap();
    let strange = stranger.cosign(note.text(), 1);
    assert!(note.accept(vec![strange.clone()], &witnesses).is_err());
    let mut wrong = keys::witness().cosign(note.text(), 1);
    wrong.bytes[20] ^= 1;
    assert!(note.accept(vec![wrong], &witnesses).is_err());
    assert_eq!(note, before);
    note.accept(vec![strange, keys::witness().cosign(note.text(), 1)], &witnesses).unwrap();
    note.accept(vec![keys::witness().cosign(note.text(), 2)], &witnesses).unwrap();
    assert_eq!(note.signatures().len(), 2, "the log's, and the witness's later one");
    assert_eq!(keys::trust().cosigned(note.to_string().as_bytes()).unwrap().1, 2);
}

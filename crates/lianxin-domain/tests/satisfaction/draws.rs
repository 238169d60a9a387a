//! The same seed gives the same sample anywhere; a changed frame, sample, secret or size is refused.

use lianxin_domain::satisfaction::draw::{
    Cell, Label, Labeller, Refused, Statement, commitment, digest_of, file, hex, replay, sample, seed,
};

const FIRST: [u8; 32] = [0x11; 32];
const SECOND: &str = "骰子 4 1 6 2 2 5 3 1";

fn labels(stratum: u8, size: u32) -> Vec<Label> {
    let labeller = Labeller::new(&[stratum; 32]);
    let id = |n: u32| {
        let mut id = [0; 16];
        id[12..].copy_from_slice(&n.to_be_bytes());
        id
    };
    let mut labels: Vec<Label> = (0..size).map(|n| labeller.label(&id(n))).collect();
    labels.sort_unstable();
    labels
}

fn statement(strata: &[(&str, &[Label], u64)]) -> Statement {
    let cell = |(name, labels, take): &(&str, &[Label], u64)| Cell {
        name: (*name).to_owned(),
        size: labels.len() as u64,
        take: *take,
        digest: digest_of(labels),
    };
    Statement {
        draw: "370811.01920000-0000-7000-8000-000000000001".into(),
        frame: "reached 370811 2026-01-01 2026-03-31".into(),
        aim: "margin 0.05 confidence 0.95".into(),
        cells: strata.iter().map(cell).collect(),
    }
}

/// A whole file of two strata.
fn drawn() -> (Statement, String) {
    let (a, b) = (labels(1, 300), labels(2, 200));
    let statement = statement(&[("370811001", &a, 6), ("370811002", &b, 4)]);
    let digest = statement.digest();
    let seed = seed(&FIRST, SECOND, &digest);
    let mut text = file::head(&statement, &commitment(&FIRST, &digest), Some((&FIRST, SECOND)));
    for (cell, labels) in statement.cells.iter().zip([&a, &b]) {
        let own: Vec<Label> =
            sample(&seed, labels, cell.take as usize).into_iter().map(|n| labels[n]).collect();
        text += &file::block(&cell.name, labels, Some(&own));
    }
    (statement, text)
}

#[test]
fn a_draw_replays_to_the_vector_that_another_language_computes() {
    // The values below were computed with Python's hashlib and hmac by `docs/how-to/replay.py`.
    let (statement, text) = drawn();
    let digest = statement.digest();
    assert_eq!(hex(&digest), STATEMENT);
    assert_eq!(hex(&commitment(&FIRST, &digest)), COMMITMENT);
    assert_eq!(hex(&seed(&FIRST, SECOND, &digest)), SEED);
    let draw = replay(&text).unwrap();
    let told: Vec<Vec<String>> =
        draw.drawn.iter().map(|list| list.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(told, SAMPLE.map(|list| list.to_vec()));
}

const STATEMENT: &str = "829e49152dbb600f7401a66c355925abbee9e485bc46335e407e99e42795c994";
const COMMITMENT: &str = "92036f8e6832c32b8bef59a269eb11862a6edfe2a90404dd13f50901845c0079";
const SEED: &str = "b774fceb0f9dcd00637b48ab505e99c17c057f3719ddfccae8294fa5ea9a51dd";
const SAMPLE: [&[&str]; 2] = [
    &[
        "z5HFegSPDe7FWHa6",
        "U1RLP4f2mGqtsUnm",
        "Jh4W0BjuFy8FsfvF",
        "qvAsGOn6wTeiqoYL",
        "DCf-9E7di2smXxLO",
        "9P4j8Lmx-zppfg9D",
    ],
    &["e33PUOiUI-1GMl6C", "WpgVWKfLwB6EyI1X", "i3s-pZj05u_m2QK2", "yknAWLdoOA1JWjn4"],
];

#[test]
fn whatever_is_changed_is_refused() {
    let (_, text) = drawn();
    let (a, b) = (labels(1, 300), labels(3, 1));
    let lines: Vec<&str> = text.lines().collect();
    let sample = lines.iter().position(|line| line.starts_with("sample 370811001")).unwrap();
    let without =
        |n: usize| lines.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, l)| format!("{l}\n")).collect();
    let swapped = || {
        let mut lines = lines.clone();
        lines.swap(sample + 1, sample + 2);
        lines.join("\n")
    };
    let changed = |stratum: &str| Refused::FrameChanged { stratum: stratum.into() };
    let other = Refused::OtherSample { stratum: "370811001".into() };
    let first = a[0].to_string();
    for (what, text, refused) in [
        ("a household more", text.replace(&first, &b[0].to_string()), changed("370811001")),
        ("a household less", without(lines.iter().position(|l| *l == first).unwrap()), changed("370811001")),
        ("another size", text.replace("370811001 300 6", "370811001 300 7"), Refused::NotCommitted),
        ("another first secret", text.replace(&hex(&FIRST), &hex(&[0x12; 32])), Refused::NotCommitted),
        ("another second secret", text.replace(SECOND, "骰子 1 1 1 1 1 1 1 1"), other.clone()),
        ("another order", swapped(), other.clone()),
        ("one drawn less", without(sample + 1), other),
        (
            "an end cut off",
            text[..text.len() - 17].to_owned(),
            Refused::OtherSample { stratum: "370811002".into() },
        ),
        ("another spelling", text.replacen("300 6", "300 06", 1), Refused::NotADraw { line: 1 }),
        ("nothing", String::new(), Refused::NotADraw { line: 1 }),
    ] {
        assert_eq!(replay(&text).map(|_| ()), Err(refused), "{what}");
    }
}

#[test]
fn before_the_second_secret_the_frame_can_be_checked_already() {
    let a = labels(1, 50);
    let statement = statement(&[("370811001", &a, 5)]);
    let committed = commitment(&FIRST, &statement.digest());
    let text = file::head(&statement, &committed, None) + &file::block("370811001", &a, None);
    let draw = replay(&text).unwrap();
    assert_eq!((draw.seed, draw.drawn.len(), draw.commitment), (None, 0, committed));
}

#[test]
fn everybody_is_drawn_as_often() {
    // 4,000 draws of 5 from 40: each is expected 500 times; χ² with 39 degrees of freedom below 80 (p = 0.0001).
    let all = labels(9, 40);
    let mut times = [0_u32; 40];
    for n in 0..4000_u32 {
        let seed = seed(&FIRST, &n.to_string(), &[0; 32]);
        for unit in sample(&seed, &all, 5) {
            times[unit] += 1;
        }
    }
    let chi: f64 = times.iter().map(|n| (f64::from(*n) - 500.0).powi(2) / 500.0).sum();
    assert!(chi < 80.0, "{chi}: {times:?}");
}

//! `cargo run --release -p lianxin-domain --example intervals [RUNS]`: 95 % intervals of each design, and how often they hold the
//! truth; 10,000 runs of each unless told. Ends with a failure when one of them is outside of 94 to 96 %.

mod chance;
mod designs;

fn main() {
    let runs = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let mut bad = 0;
    for (n, (name, run)) in designs::DESIGNS.iter().enumerate() {
        let (held, of) = designs::coverage(*run, runs, 20_120_720 + n as u64);
        let share = 100.0 * held as f64 / of as f64;
        bad += usize::from(!(94.0..=96.0).contains(&share));
        println!("{share:6.2} %  {name}");
    }
    println!("{runs} runs each; {bad} outside of 94 to 96 %");
    std::process::exit(i32::from(bad > 0));
}

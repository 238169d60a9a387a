//! The command on small files: what it writes its own checker accepts, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

/// Six agents, three places of two to three seats, of which two share a bus of four; costs by a formula.
fn many_to_few(seats: i64, bus: i64) -> String {
    let mut text =
        String::from("c agents 1 to 6, places 7 to 9, the bus 10, the sink 11\np min 11 22\nn 11 -6\n");
    for agent in 1..=6 {
        writeln!(text, "n {agent} 1").unwrap();
        for place in 7..=9 {
            writeln!(text, "a {agent} {place} 0 1 {}", (agent * agent * place) % 23).unwrap();
        }
    }
    write!(text, "a 7 10 1 {seats} 0\na 8 10 1 {seats} 0\na 9 11 1 {seats} 0\na 10 11 0 {bus} 0\n").unwrap();
    text
}

/// Three rows and as many columns; with `narrow` the last two rows want the same column only.
fn one_to_one(narrow: bool) -> String {
    let mut text = String::from("p min 7 12\nn 1 1\nn 2 1\nn 3 1\nn 7 -3\n");
    for row in 1..=3 {
        for column in if narrow && row > 1 { 4..=4 } else { 4..=6 } {
            writeln!(text, "a {row} {column} 0 1 {}", (row * column * 5) % 11).unwrap();
        }
    }
    text + "a 4 7 0 1 0\na 5 7 0 1 0\na 6 7 0 1 0\n"
}

/// Two ways from one to three, of which one costs at its last arc.
fn general(upper: i64) -> String {
    format!("p min 3 3\nn 1 5\nn 3 -5\na 1 2 0 {upper} 1\na 2 3 0 4 2\na 1 3 1 {upper} 6\n")
}

/// Two places of two seats; the least sum leaves the second and fourth agent the dearest arc.
fn unfair() -> String {
    let mut text = String::from("p min 7 10\nn 7 -4\n");
    for agent in 1..=4 {
        let [near, far] = if agent % 2 == 1 { [0, 6] } else { [5, 10] };
        write!(text, "n {agent} 1\na {agent} 5 0 1 {near}\na {agent} 6 0 1 {far}\n").unwrap();
    }
    text + "a 5 7 1 2 0\na 6 7 1 2 0\n"
}

struct Files(PathBuf);

impl Files {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// What the command prints, or what it complains of.
    fn run(&self, words: &[&str]) -> Result<String, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin-flow"));
        let done = command.args(words).current_dir(&self.0).output().unwrap();
        if done.status.success() {
            Ok(String::from_utf8(done.stdout).unwrap())
        } else {
            Err(String::from_utf8(done.stderr).unwrap())
        }
    }
}

fn number(line: &str, key: &str) -> i64 {
    let (_, rest) = line.split_once(&format!("\"{key}\": ")).unwrap();
    rest.split([',', '}']).next().unwrap().parse().unwrap()
}

#[test]
fn every_shape_is_solved_written_and_checked() {
    let files = Files::new("shapes");
    for (name, text, shape) in [
        ("many.min", many_to_few(3, 4), "many-to-few"),
        ("one.min", one_to_one(false), "one-to-one"),
        ("any.min", general(4), "network"),
    ] {
        files.write(name, &text);
        let solved = files.run(&["solve", name, "--plan", "plan"]).unwrap();
        assert!(solved.contains(&format!("\"shape\": \"{shape}\"")), "{solved}");
        let checked = files.run(&["check", name, "plan"]).unwrap();
        assert_eq!(number(&checked, "optimum"), number(&solved, "optimum"));
        let simplex = files.run(&["solve", "--general", name, "--plan", "flow"]).unwrap();
        assert_eq!(number(&simplex, "optimum"), number(&solved, "optimum"));
        files.run(&["check", "--general", name, "flow"]).unwrap();
        let plan = files.read("plan");
        files.write("dear", &plan.replacen("s ", "s 1", 1));
        assert!(files.run(&["check", name, "dear"]).unwrap_err().contains("the file says"));
        let (kept, _) = plan.trim_end().rsplit_once('\n').unwrap();
        files.write("cut", kept);
        assert!(files.run(&["check", name, "cut"]).is_err(), "{name}: the last line matters:\n{plan}");
    }
}

#[test]
fn what_cannot_be_done_is_claimed_and_the_claim_checked() {
    let files = Files::new("claims");
    for (name, text) in [
        ("seats.min", many_to_few(1, 4)),
        ("bus.min", many_to_few(3, 1)),
        ("rows.min", one_to_one(true)),
        ("any.min", general(2)),
    ] {
        files.write(name, &text);
        for general in [false, true] {
            let general: &[&str] = if general { &["--general"] } else { &[] };
            let solve = [&["solve"], general, &[name, "--plan", "claim"]].concat();
            let check = [&["check"], general, &[name, "claim"]].concat();
            assert!(files.run(&solve).unwrap().contains("\"INFEASIBLE\""), "{name}");
            assert!(files.run(&check).unwrap().contains("\"INFEASIBLE\""), "{name}");
            let claim = files.read("claim");
            let (first, rest) = claim.split_once('\n').unwrap();
            let (head, last) = first.rsplit_once(' ').unwrap();
            let more: i64 = last.parse::<i64>().unwrap() + 1;
            files.write("claim", &format!("{head} {more}\n{rest}"));
            assert!(files.run(&check).is_err(), "{name}: a false number");
            let (kept, _) = claim.trim_end().rsplit_once('\n').unwrap();
            files.write("claim", kept);
            assert!(files.run(&check).is_err(), "{name}: a member less");
        }
    }
}

#[test]
fn fair_plans_are_written_with_their_proof() {
    let files = Files::new("fair");
    files.write("four.min", &unfair());
    let mut plans = Vec::new();
    for (kind, says, optimum) in
        [("sum", "\"sum\"", 20), ("worst", "\"worst first\"", 22), ("leximin", "\"leximin in ", 22)]
    {
        files.run(&["fair", "four.min", kind, "--plan", "plan"]).unwrap();
        let checked = files.run(&["check", "four.min", "plan"]).unwrap();
        assert!(checked.contains(says) && number(&checked, "optimum") == optimum, "{checked}");
        plans.push(files.read("plan"));
    }
    let [sum, worst, leximin] = &plans[..] else { unreachable!() };
    assert!(worst.contains("w 6\ni room ") && leximin.contains("l 6\n") && leximin.contains("\nq 0 "));
    let without = |text: &str, start: &str| {
        text.lines().filter(|line| !line.starts_with(start)).collect::<Vec<_>>().join("\n")
    };
    for wrong in [
        // The plain plan is no fair one, whatever it says; nor is a fair one the plain one.
        format!("l 6\n{sum}"),
        format!("w 10\n{sum}"),
        without(leximin, "l "),
        // Each part of a proof is needed.
        without(leximin, "q "),
        without(worst, "w "),
        without(&without(&without(worst, "i "), "h "), "a "),
        without(worst, "h "),
        worst.replace("w 6", "w 5"),
    ] {
        files.write("wrong", &wrong);
        assert!(files.run(&["check", "four.min", "wrong"]).is_err(), "{wrong}");
    }
}

#[test]
fn warm_and_threads_compare_with_a_cold_solve() {
    let files = Files::new("times");
    files.write("many.min", &many_to_few(3, 4));
    assert!(files.run(&["warm", "many.min", "50"]).unwrap().contains("\"equals_cold\": true"));
    assert!(files.run(&["threads", "many.min"]).unwrap().contains("\"same_plan\": true"));
    assert!(files.run(&["dense", "40", "50"]).unwrap().contains("\"verified\""));
    assert!(files.run(&["dense", "50", "40"]).is_err(), "more rows than columns");
}

#[test]
fn mistakes_are_said() {
    let files = Files::new("mistakes");
    assert!(files.run(&["solve", "absent.min"]).unwrap_err().contains("absent.min"));
    assert!(files.run(&["fair"]).unwrap_err().contains("usage"));
    files.write("odd.min", "p max 3\n");
    assert!(files.run(&["solve", "odd.min"]).unwrap_err().contains("line 1"));
    files.write("many.min", &many_to_few(3, 4));
    files.write("empty", "c nothing\n");
    assert!(files.run(&["check", "many.min", "empty"]).unwrap_err().contains("neither"));
    files.write("far", "s 3\nx 9 0\n");
    assert!(files.run(&["check", "many.min", "far"]).unwrap_err().contains("does not have"));
}

//! Watching and stopping a solve.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};

use lianxin_flow::{Capacity, Change, Control, Phase, Session, Spread, Stopped};

/// A hundred agents who all want the first of ten places.
fn crowded() -> Spread {
    let mut builder = Spread::builder(vec![Capacity::new(5, 12); 10]);
    for agent in 0..100 {
        let arcs: Vec<(u32, i64)> =
            (0..10).map(|place| (place, i64::from(place * (agent + 3) % 97))).collect();
        builder.agent(1, &arcs);
    }
    builder.build().unwrap()
}

#[test]
fn progress_goes_forward_through_the_phases() {
    let seen = RefCell::new(Vec::new());
    let progress = |progress| seen.borrow_mut().push(progress);
    let control = Control { cancel: None, progress: Some(&progress), ..Control::default() };
    let watched = crowded().solve_with(&control).unwrap();
    assert_eq!(watched, crowded().solve().unwrap());
    let seen = seen.into_inner();
    assert!(seen.is_sorted_by_key(|progress| (progress.phase, progress.done)));
    assert!(seen.iter().all(|progress| progress.done <= progress.total));
    assert_eq!(seen.last().unwrap().phase, Phase::Certificate);
}

#[test]
fn a_cancelled_solve_stops_and_a_cancelled_change_changes_nothing() {
    let cancel = AtomicBool::new(true);
    let control = Control { cancel: Some(&cancel), ..Control::default() };
    assert_eq!(crowded().solve_with(&control), Err(Stopped::Cancelled));
    let mut session = Session::new(crowded()).unwrap();
    let before = session.solution();
    let changes = [Change::Bounds { place: 0, lower: 0, upper: 2 }];
    assert_eq!(session.apply_with(&changes, &control), Ok(None));
    assert_eq!(session.solution(), before);
    cancel.store(false, Ordering::Relaxed);
    assert!(session.apply_with(&changes, &control).unwrap().is_some());
    session.verify().unwrap();
}

#[test]
fn sessions_can_be_handed_to_other_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Session>();
    shared::<Spread>();
}

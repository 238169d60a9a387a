//! Files: read, recognised, refused.

use lianxin_flow::assign::Shortage;
use lianxin_flow::formats::{
    Claim, ClaimKind, FormatError, Graph, Instance, PlanFile, Shape, read_dimacs, read_plan, recognise,
    write_plan,
};
use lianxin_flow::network::Cut;

use crate::random::Random;

const DIMACS: &str = "c two agents, two places, a sink\np min 5 6\nn 1 1\nn 2 1\nn 5 -2\n\
    a 1 3 0 1 4\na 1 4 0 1 7\na 2 3 0 1 2\na 2 4 0 1 9\na 3 5 0 1 0\na 4 5 0 2 0\n";

fn bin(arcs: &[[i32; 5]], supplies: &[i64], magic: i64) -> Vec<u8> {
    let count = |length: usize| i64::try_from(length).unwrap();
    let header = [magic, count(supplies.len()), count(arcs.len()), 0, 0, 0];
    let mut bytes: Vec<u8> = header.iter().chain(supplies).flat_map(|number| number.to_le_bytes()).collect();
    for column in 0..5 {
        bytes.extend(arcs.iter().flat_map(|arc| arc[column].to_le_bytes()));
    }
    bytes
}

const ARCS: [[i32; 5]; 6] =
    [[0, 2, 0, 1, 4], [0, 3, 0, 1, 7], [1, 2, 0, 1, 2], [1, 3, 0, 1, 9], [2, 4, 0, 1, 0], [3, 4, 0, 2, 0]];

#[test]
fn both_formats_read_the_same_problem() {
    let network = read_dimacs(DIMACS).unwrap();
    let bytes = bin(&ARCS, &[1, 1, 0, 0, -2], 0x4D43_4631);
    let instance = Instance::read(&bytes).unwrap();
    assert_eq!(instance.network().unwrap().edges(), network.edges());
    assert_eq!((instance.nodes(), instance.arcs(), instance.supply(4)), (5, 6, -2));
    let Shape::Spread(spread) = recognise(&instance) else { panic!("not recognised") };
    assert_eq!(spread.solve().unwrap().objective, 9);
    assert_eq!(network.solve().unwrap().objective, 9);
}

#[test]
fn one_to_one_is_recognised_and_a_cycle_is_not() {
    let unit = DIMACS.replace("a 4 5 0 2 0", "a 4 5 0 1 0");
    let Shape::Assign(assign) = recognise(&read_dimacs(&unit).unwrap()) else { panic!("not recognised") };
    assert_eq!(assign.solve().unwrap().objective, 9);
    let wide = DIMACS.replace("a 1 3 0 1 4", "a 1 3 0 2 4");
    assert!(matches!(recognise(&read_dimacs(&wide).unwrap()), Shape::General));
    let costly = DIMACS.replace("a 4 5 0 2 0", "a 4 5 0 2 1");
    assert!(matches!(recognise(&read_dimacs(&costly).unwrap()), Shape::General));
    let turning = DIMACS.replace("a 3 5 0 1 0", "a 3 4 0 1 0").replace("a 4 5 0 2 0", "a 4 3 0 2 0");
    assert!(!matches!(recognise(&read_dimacs(&turning).unwrap()), Shape::Spread(_)));
}

#[test]
fn damaged_files_are_refused() {
    let whole = bin(&ARCS, &[1, 1, 0, 0, -2], 0x4D43_4631);
    assert_eq!(Instance::read(&whole[..whole.len() - 1]).unwrap_err(), FormatError::Length);
    assert_eq!(Instance::read(&whole[..20]).unwrap_err(), FormatError::Unknown);
    assert_eq!(Instance::read(&bin(&ARCS, &[1, 1, 0, 0, -2], 7)).unwrap_err(), FormatError::Unknown);
    let mut far = ARCS;
    far[3][1] = 9;
    assert!(Instance::read(&bin(&far, &[1, 1, 0, 0, -2], 0x4D43_4631)).is_err());
    let mut huge = whole;
    huge[8..16].copy_from_slice(&i64::MAX.to_le_bytes());
    assert_eq!(Instance::read(&huge).unwrap_err(), FormatError::Length);
    for (text, line) in
        [("p max 1 1", 1), ("p min 2 1\na 1 2 0 x 1", 2), ("p min 2 1\nn 3 1", 2), ("n 1 1", 1)]
    {
        assert_eq!(read_dimacs(text).unwrap_err(), FormatError::Line { line }, "{text}");
    }
    assert_eq!(read_dimacs("c nothing").unwrap_err(), FormatError::Unknown);
}

#[test]
fn plan_files_come_back_as_they_were() {
    let claim = |kind| Claim { kind, nodes: vec![0, 3], agents: vec![1, 2] };
    let kinds = [
        ClaimKind::Alone { agent: 4, take: 3, allowed: 2, pinned: 1 },
        ClaimKind::Room { need: i128::MAX, room: -1 },
        ClaimKind::Lack { need: 5, have: 4 },
    ];
    for kind in kinds {
        let file = PlanFile {
            objective: Some(-12),
            pairs: vec![(0, 1), (7, 2)],
            flows: vec![(3, 4)],
            prices: vec![(0, -5), (2, 6)],
            worst: Some(-3),
            limits: vec![4, 9],
            stages: vec![(0, 1, 2), (1, 0, -2)],
            claim: Some(claim(kind)),
        };
        assert_eq!(read_plan(&write_plan(&file)).unwrap(), file);
        assert_eq!(file.price_list(3), Some(vec![-5, 0, 6]));
        assert_eq!(file.price_list(2), None);
        assert_eq!(file.fairness(3), None, "two kinds of fairness in one file");
    }
    let claim = PlanFile { claim: Some(claim(kinds[2])), ..PlanFile::default() };
    assert_eq!(read_plan(&write_plan(&claim)).unwrap(), claim);
    for text in ["s 1\nq 2\n", "s 1\nh 2\n", "s 1\ni room 2\n", "s 1\ni alone 1 2 3 x\n"] {
        assert_eq!(read_plan(text).unwrap_err(), FormatError::Line { line: 2 }, "{text}");
    }
    assert_eq!(read_plan("i lack 2 1\ni lack 2 1\n").unwrap_err(), FormatError::Line { line: 2 });
}

#[test]
fn claims_come_back_as_what_they_were() {
    let mut kinds = [0; 3];
    for seed in 0..2000 {
        if let Err(why) = Random(seed).spread().solve() {
            let claim = Claim::from(&why);
            assert_eq!(claim.infeasible(), Some(why));
            kinds[match claim.kind {
                ClaimKind::Alone { .. } => 0,
                ClaimKind::Room { .. } => 1,
                ClaimKind::Lack { .. } => 2,
            }] += 1;
        }
    }
    assert!(kinds.iter().all(|&count| count > 50), "{kinds:?}");
    let shortage = Shortage { rows: vec![0, 2, 3], columns: vec![1, 4] };
    let mut claim = Claim::from(&shortage);
    assert_eq!(claim.shortage(), Some(shortage));
    claim.nodes.push(5);
    assert_eq!(claim.shortage(), None, "the numbers of its first line are others");
    let cut = Cut { nodes: vec![2], need: 1 << 70, room: 3 };
    assert_eq!(Claim::from(&cut).cut(), Some(cut.clone()));
    assert_eq!(Claim::from(&cut).infeasible(), None, "too great for a many-to-few problem");
}

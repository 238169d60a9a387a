//! A small roster: enough people of every tier for both coverages.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::RuleSet,
    people::{Rank, UnitKind},
    places::{PlaceCode, spoken},
};
use lianxin_server::{App, args, links::cover, people::store};

/// A unit: kind, place, covered township, and people by rank.
type UnitOf = (UnitKind, &'static str, &'static str, &'static [(Rank, usize)]);

const UNITS: &[UnitOf] = &[
    (UnitKind::CityDepartment, "3708", "", &[(Rank::CityLeader, 1), (Rank::Staff, 6)]),
    (UnitKind::CountyDepartment, "370811", "", &[(Rank::CountyLeader, 1), (Rank::Staff, 9)]),
    (UnitKind::CountyDepartment, "370812", "", &[(Rank::Staff, 5)]),
    (UnitKind::TownshipGovernment, "370811001", "", &[(Rank::TownshipLeader, 2), (Rank::Staff, 4)]),
    (UnitKind::TownshipGovernment, "370811002", "", &[(Rank::TownshipLeader, 3), (Rank::Staff, 3)]),
    (UnitKind::TownshipGovernment, "370812001", "", &[(Rank::TownshipLeader, 1), (Rank::Staff, 4)]),
    (UnitKind::PoliceStation, "370811", "370811001", &[(Rank::Police, 2)]),
    (UnitKind::PoliceStation, "370811", "370811002", &[(Rank::Police, 5)]),
    (UnitKind::PoliceStation, "370812", "370812001", &[(Rank::Police, 3)]),
];

/// Puts the roster in and counts coverage; gives the officials' refs by rank.
pub async fn people(app: &App) -> Vec<(Rank, Ref)> {
    let rules = RuleSet::default();
    let since: Day = "2025-01-01".parse().unwrap();
    let (mut units, mut areas, mut officials, mut posts, mut refs) = (vec![], vec![], vec![], vec![], vec![]);
    for (n, (kind, place, area, heads)) in UNITS.iter().enumerate() {
        let place: PlaceCode = place.parse().unwrap();
        let (county, unit, name) = (place.owner(), app.clock.id(), format!("{}{n}", kind.zh()));
        let strengths = format!(r#"{{"farming":{},"water":50}}"#, n * 10);
        units.push(
            args![&county, unit, &place, &name, &name, kind.word(), strengths, "0537-1", since, Day::NEVER]
                .to_vec(),
        );
        if !area.is_empty() {
            areas.push(args![&county, unit, *area].to_vec());
        }
        for (rank, count) in *heads {
            for i in 0..*count {
                let (id, name) = (app.clock.id(), format!("张{}{}", rank.zh(), n * 10 + i));
                let sound = spoken(&name);
                let tier = rules.tier_of(*rank, *kind).map_or("", |tier| tier.word());
                let row = args![
                    &county,
                    id,
                    "",
                    "",
                    &name,
                    &name,
                    sound.pinyin,
                    sound.initials,
                    "",
                    "0537-2",
                    "370811001001",
                    r#"["law"]"#,
                    unit,
                    &place,
                    "科员",
                    rank.word(),
                    tier,
                    since,
                    Day::NEVER,
                ];
                officials.push(row.to_vec());
                posts.push(args![&county, id, since, Day::NEVER, unit, "科员", rank.word()].to_vec());
                refs.push((*rank, Ref { county: county.clone(), id }));
            }
        }
    }
    let mut conn = app.db.write().await.unwrap();
    for (insert, rows) in
        [(store::UNIT, units), (store::UNIT_AREA, areas), (store::OFFICIAL, officials), (store::POST, posts)]
    {
        conn.insert(&insert, &rows).await.unwrap();
    }
    cover::recount(app, &mut conn).await.unwrap();
    conn.commit().await.unwrap();
    refs
}

//! Everybody who calls: each role here and elsewhere, officials by their links, and nobody.

use lianxin_domain::{
    access::{Grant, Right, Role, may_anywhere},
    ids::Ref,
    people::Rank,
};
use lianxin_server::{
    access::{self, store},
    engine::verb::Gatekeeper,
};
use uuid::Uuid;

use super::marks::{HERE, THERE, word};
use crate::kit::{
    Caller, PASSWORD, TestApp,
    talks::{Cadre, link, unlink},
};

/// Somebody who calls.
pub struct Person {
    /// As the table calls him.
    pub name: &'static str,
    /// His browser.
    pub caller: Caller,
    /// His login; empty for nobody.
    pub login: String,
    /// His account, as access events name it.
    pub account: String,
    /// His role; none for nobody.
    pub role: Option<Role>,
    /// The official, and his phone.
    pub official: Option<(Ref, Uuid)>,
}

impl Person {
    /// Whether his role holds what the verb asks for, somewhere.
    pub fn holds(&self, gate: Gatekeeper) -> bool {
        let held = |right: Right, role: Role| {
            may_anywhere(&[Grant { role, place: "3708".parse().unwrap(), unit: None }], right)
        };
        match gate {
            Gatekeeper::Open => true,
            Gatekeeper::Right(right) => self.role.is_some_and(|role| held(right, role)),
        }
    }
}

/// Accounts by their role and place.
const OFFICES: &[(&str, Role, &str)] = &[
    ("administrator", Role::Administrator, "3708"),
    ("city_office", Role::ProgrammeOffice, "3708"),
    ("county_office", Role::ProgrammeOffice, "370811"),
    ("other_county_office", Role::ProgrammeOffice, "370812"),
    ("township", Role::Township, "370811002"),
    ("next_township", Role::Township, "370811001"),
    ("other_township", Role::Township, "370812001"),
    ("department", Role::Department, "370811"),
    ("auditor", Role::Auditor, "3708"),
    ("inspector", Role::Inspector, "370811"),
    ("interviewer", Role::Interviewer, "370811"),
    ("other_interviewer", Role::Interviewer, "370812"),
];

/// Officials by what links them: name, which one of a rank, villages and tiers.
type Linked = (&'static str, Rank, usize, &'static [(&'static str, &'static str)]);
const OFFICIALS: &[Linked] = &[
    ("author", Rank::Staff, 0, &[(HERE, "paired_unit")]),
    ("colleague", Rank::Staff, 1, &[(HERE, "first_secretary")]),
    ("leader", Rank::CityLeader, 0, &[(HERE, "contact_point")]),
    ("police", Rank::Police, 0, &[(HERE, "police_liaison")]),
    ("neighbour", Rank::Staff, 2, &[("370811002002", "paired_unit")]),
    ("former", Rank::Staff, 3, &[(HERE, "paired_unit")]),
    ("turned_police", Rank::Police, 1, &[(HERE, "paired_unit")]),
    ("other_author", Rank::Staff, 15, &[(THERE, "paired_unit")]),
    ("unlinked", Rank::Staff, 4, &[]),
];

/// Everybody; whoever loses a link later still holds it.
pub async fn everybody(test: &TestApp, roster: &[(Rank, Ref)]) -> Vec<Person> {
    let nobody = test.stranger();
    let new = |name, caller, login: &str| Person {
        name,
        caller,
        login: login.to_owned(),
        account: String::new(),
        role: None,
        official: None,
    };
    let mut people = vec![new("nobody", nobody, "")];
    for (name, role, place) in OFFICES {
        let caller = test.sign_in(*role, place).await;
        let login = format!("{}-{place}", role.word());
        people.push(Person { role: Some(*role), ..new(name, caller, &login) });
    }
    // A second account of the same township: what the first one uploaded is not for it.
    let login = word("login", true);
    test.account(&login, Role::Township, "370811002").await;
    let mut caller = test.stranger();
    caller.sign_in(&login, PASSWORD).await;
    people.push(Person { role: Some(Role::Township), ..new("same_township", caller, &login) });
    let own = &roster.iter().find(|(rank, _)| *rank == Rank::Staff).unwrap().1;
    people.push(Person {
        role: Some(Role::Department),
        ..new("own_unit", of_unit(test, own).await, "of-unit")
    });
    for (name, rank, n, links) in OFFICIALS {
        let cadre = Cadre::of(test, roster, *rank, *n).await;
        for (village, tier) in *links {
            link(&test.app, village, tier, &cadre.name, "2026-01-01").await;
        }
        let official = Some((cadre.name, cadre.device));
        people.push(Person { role: Some(Role::Official), official, ..new(name, cadre.caller, &cadre.login) });
    }
    for person in people.iter_mut().filter(|person| !person.login.is_empty()) {
        let account = store::by_login(&mut test.app.db.read().await.unwrap(), &person.login).await.unwrap();
        person.account = account.expect("an account").id.to_string();
    }
    people
}

/// A department's handler who reaches the people of one unit only.
async fn of_unit(test: &TestApp, official: &Ref) -> Caller {
    let mut conn = test.app.db.read().await.unwrap();
    let (unit,): (Uuid,) = conn
        .one("SELECT unit FROM official WHERE id = $1", &lianxin_server::args![official.id])
        .await
        .unwrap();
    drop(conn);
    let unit = Some(Ref { county: official.county.clone(), id: unit });
    let grants = [Grant { role: Role::Department, place: "3708".parse().unwrap(), unit }];
    access::routes::make_account(&test.app, "of-unit", "of-unit", PASSWORD, "", &grants).await.unwrap();
    let mut caller = test.stranger();
    caller.sign_in("of-unit", PASSWORD).await;
    caller
}

/// Ends the links of those who have one no longer.
pub async fn part(test: &TestApp, people: &[Person]) {
    for name in ["former", "turned_police"] {
        let person = people.iter().find(|person| person.name == name).unwrap();
        let (official, _) = person.official.as_ref().unwrap();
        let mut conn = test.app.db.read().await.unwrap();
        let sql = "SELECT id FROM link WHERE official = $1";
        let (id,): (Uuid,) = conn.one(sql, &lianxin_server::args![official.id]).await.unwrap();
        drop(conn);
        unlink(&test.app, id, "2026-07-01").await;
        if name == "turned_police" {
            link(&test.app, HERE, "police_liaison", official, "2026-07-01").await;
        }
    }
}

//! The demo's accounts: one of each role, around one village, so that one can see what each of them sees of it.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
    links::Tier,
    places::{Level, PlaceCode},
};
use lianxin_server::{
    App, access,
    engine::db::Conn,
    links::read::{self as links, VillageLink},
    people::read as people,
};
use serde_json::json;
use std::fs;

use crate::commands::Failure;

/// An account of the demo.
pub struct Account {
    /// What one signs in as.
    pub login: &'static str,
    /// The password.
    pub password: &'static str,
    /// The role.
    pub role: Role,
    /// Its jurisdiction.
    pub place: PlaceCode,
    /// The official it belongs to, or empty.
    pub official: String,
    /// The unit in whose name it works, for a department.
    pub unit: Option<Ref>,
    /// Who it is.
    pub what: String,
}

/// Makes the demo's accounts.
pub async fn sign_up(app: &App) -> Result<(), Failure> {
    let accounts = all(app).await?;
    for account in &accounts {
        let grants = [Grant { role: account.role, place: account.place.clone(), unit: account.unit.clone() }];
        access::routes::make_account(
            app,
            account.login,
            &account.what,
            account.password,
            &account.official,
            &grants,
        )
        .await?;
    }
    let list: Vec<_> = accounts
        .iter()
        .map(|a| json!({"login": a.login, "password": a.password, "role": a.role.word()}))
        .collect();
    fs::write(app.config.data_dir.join("accounts.json"), serde_json::to_string_pretty(&list)?)?;
    Ok(())
}

/// The accounts, from the links that hold.
pub async fn all(app: &App) -> Result<Vec<Account>, Failure> {
    let city = app.city()?;
    let mut conn = app.db.read().await?;
    let (village, links) = village(&mut conn, &city).await?;
    let county = village.owner();
    let township = village.at(Level::Township).ok_or("a village lies in a township")?;
    let who = |tier: Tier| {
        let of = links.iter().filter(|link| link.tier == tier.word()).find_map(|link| link.who.as_ref());
        of.map(|who| (who.name_ref.clone(), who.name.clone())).ok_or("the demo's village lacks a tier")
    };
    let account =
        |login: &'static str, role: Role, place: &PlaceCode, official: String, what: String| Account {
            login,
            password: "jining-2026-demo",
            role,
            place: place.clone(),
            official,
            unit: None,
            what,
        };
    let office = |what: &str| (String::new(), what.to_owned());
    let official = |tier: Tier, what: &str| -> Result<(String, String), Failure> {
        let (name_ref, name) = who(tier)?;
        Ok((name_ref, format!("{name} {what}")))
    };
    let rows = [
        ("office", Role::ProgrammeOffice, &city, office("市下派办 city programme office")),
        ("county", Role::ProgrammeOffice, &county, office("县下派办 county programme office")),
        ("town", Role::Township, &township, office("乡镇工作人员 township staff")),
        ("cadre", Role::Official, &city, official(Tier::PairedUnit, "联建村干部 official of a paired unit")?),
        (
            "leader",
            Role::Official,
            &city,
            official(Tier::ContactPoint, "领导联系点 leader with a contact point")?,
        ),
        ("police", Role::Official, &city, official(Tier::PoliceLiaison, "联村民警 police liaison")?),
        ("call", Role::Interviewer, &city, office("回访员 callback interviewer")),
        ("audit", Role::Auditor, &city, office("审计员 auditor")),
        ("inspect", Role::Inspector, &city, office("市纪检督查员 city inspector")),
        ("admin", Role::Administrator, &city, office("系统管理员 administrator")),
    ];
    let mut all: Vec<Account> = rows
        .into_iter()
        .map(|(login, role, place, (own, what))| account(login, role, place, own, what))
        .collect();
    let (unit, name) = department(&mut conn, &county).await?;
    let handler = account(
        "dept",
        Role::Department,
        &county,
        String::new(),
        format!("{name}经办 handler of a county department"),
    );
    all.push(Account { unit: Some(unit), ..handler });
    Ok(all)
}

/// A department of the county: that of water, if it has one.
async fn department(conn: &mut Conn, county: &PlaceCode) -> Result<(Ref, String), Failure> {
    for q in ["水", ""] {
        let found = people::units(conn, county, "county_department", q, Default::default(), 1).await?;
        if let Some(unit) = found.into_iter().next() {
            return Ok((Ref { county: unit.county.parse()?, id: unit.id }, unit.name));
        }
    }
    Err("the demo's county has no department".into())
}

/// The villages whose life the demo shows in full: those of its officials who see households.
pub async fn villages(app: &App) -> Result<Vec<PlaceCode>, Failure> {
    let today = app.clock.today();
    let mut villages = Vec::new();
    for account in all(app).await?.iter().filter(|account| !account.official.is_empty()) {
        let official: Ref = account.official.parse()?;
        let mut conn = app.db.read().await?;
        let own = links::own_scope(&mut conn, &official, today).await?;
        villages.extend(own.into_iter().filter(|one| one.sees_households()).map(|one| one.village));
    }
    villages.sort();
    villages.dedup();
    Ok(villages)
}

/// The first leader's village that has a paired unit and a police officer too.
async fn village(conn: &mut Conn, city: &PlaceCode) -> Result<(PlaceCode, Vec<VillageLink>), Failure> {
    let wanted = people::Wanted { tier: Tier::ContactPoint.word().into(), ..people::Wanted::default() };
    for leader in people::officials(conn, city, &wanted, Default::default(), 200).await? {
        let leader = Ref { county: leader.county.parse()?, id: leader.id };
        for link in links::of_official(conn, &leader).await?.into_iter().filter(|link| link.until.is_none()) {
            let village: PlaceCode = link.village.code.parse()?;
            let links = links::of_village(conn, &village).await?;
            let has = |tier: Tier| links.iter().any(|link| link.tier == tier.word() && link.who.is_some());
            if [Tier::ContactPoint, Tier::PairedUnit, Tier::PoliceLiaison].into_iter().all(has) {
                return Ok((village, links));
            }
        }
    }
    Err("no village of the demo has a leader, a paired unit and a police officer".into())
}

//! Who is where: divisions of the data folder, units, officials with their villages, households, accounts.

use std::collections::BTreeMap;

use lianxin_domain::{
    access::{Grant, Right, Role},
    ids::Ref,
    places::PlaceCode,
};
use lianxin_server::{
    App, access, args,
    engine::{
        act::{Act, Actor},
        bulk,
        db::Insert,
        error::{Error, Result},
        value::Value,
    },
    places,
};
use uuid::Uuid;

use super::chance::Chance;

/// Everybody's password in this database, which nobody serves.
pub const PASSWORD: &str = "bench bench bench 1";
/// Households of a village that have had cases.
const HOUSEHOLDS: usize = 60;
/// Accounts of each kind.
pub const ACCOUNTS: usize = 12;
const CITY: &str = "3708";
const NEVER: &str = "9999-12-31";
const SINCE: &str = "2020-01-01";

const UNIT: Insert = Insert {
    table: "unit",
    columns: &["county", "id", "place", "name", "name_key", "kind", "strengths", "phone", "since", "until"],
    tail: "",
};
const OFFICIAL: Insert = Insert {
    table: "official",
    columns: &[
        "county",
        "id",
        "staff_no",
        "id_digest",
        "name",
        "name_key",
        "pinyin",
        "initials",
        "gender",
        "phone",
        "home",
        "skills",
        "unit",
        "place",
        "post",
        "rank",
        "tier",
        "joined",
        "left_on",
    ],
    tail: "",
};
const LINK: Insert = Insert {
    table: "link",
    columns: &[
        "county",
        "id",
        "village",
        "tier",
        "official_county",
        "official",
        "unit_county",
        "unit",
        "since",
        "until",
        "document",
        "plan",
        "ended_by",
    ],
    tail: "",
};
const HOUSEHOLD: Insert = Insert {
    table: "household",
    columns: &[
        "county", "id", "village", "house", "name", "name_key", "pinyin", "initials", "members", "state",
        "since", "until", "version",
    ],
    tail: "",
};

/// A unit.
#[derive(Clone)]
pub struct Unit {
    /// Its ref.
    pub name: Ref,
    /// What it is called.
    pub called: String,
}

/// A village.
pub struct Village {
    /// Its code.
    pub code: PlaceCode,
    /// How often something is asked for there, beside others.
    pub weight: u64,
    /// Its households.
    pub households: Vec<Uuid>,
    /// Who is linked to it.
    pub official: Uuid,
}

/// A county.
pub struct County {
    /// Its code.
    pub code: PlaceCode,
    /// Its villages in the order of their codes.
    pub villages: Vec<Village>,
    /// The government of each township.
    pub governments: BTreeMap<PlaceCode, Unit>,
    /// Its departments.
    pub departments: Vec<Unit>,
}

/// The city.
pub struct City {
    /// Its counties.
    pub counties: Vec<County>,
    /// Its departments.
    pub departments: Vec<Unit>,
}

/// Imports the divisions and makes everybody.
pub async fn settle(app: &App) -> Result<City> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/jining-places.csv");
    let text = std::fs::read_to_string(file).map_err(Error::internal)?;
    let act = Act::of(app, Actor::program(&code(CITY)?), "places.import", Right::EditPlaces);
    let since = SINCE.parse().map_err(Error::internal)?;
    let divisions = places::import::parse(&text).map_err(|why| Error::internal(format!("{why:?}")))?;
    places::import::import(app, act, divisions, since).await?;
    app.refresh().await?;
    let mut codes: Vec<PlaceCode> =
        text.lines().filter_map(|line| line.split(',').next()?.parse().ok()).collect();
    codes.sort();
    let mut chance = Chance(1);
    let mut city = City { counties: vec![], departments: vec![] };
    for n in 0..12 {
        city.departments.push(unit(&mut chance, CITY, &format!("市第{n}局"))?);
    }
    for county in codes.iter().filter(|code| code.as_str().len() == 6) {
        city.counties.push(of_county(&mut chance, county, &codes)?);
    }
    store(app, &city).await?;
    accounts(app, &city).await?;
    Ok(city)
}

fn code(text: &str) -> Result<PlaceCode> {
    text.parse().map_err(Error::internal)
}

fn unit(chance: &mut Chance, county: &str, called: &str) -> Result<Unit> {
    Ok(Unit {
        name: Ref { county: code(county)?, id: chance.id(1_600_000_000_000) },
        called: called.to_owned(),
    })
}

fn of_county(chance: &mut Chance, county: &PlaceCode, codes: &[PlaceCode]) -> Result<County> {
    let within = |length: usize| {
        codes.iter().filter(move |code| county.contains(code) && code.as_str().len() == length)
    };
    let mut governments = BTreeMap::new();
    for township in within(9) {
        let called = format!("{township}人民政府");
        governments.insert(township.clone(), unit(chance, county.as_str(), &called)?);
    }
    let departments: Result<Vec<Unit>> =
        (0..15).map(|n| unit(chance, county.as_str(), &format!("{county}第{n}局"))).collect();
    let village = |code: &PlaceCode| Village {
        code: code.clone(),
        // Skewed: the busiest twentieth of villages has a quarter of the cases.
        weight: 400_000 / (20_000 + 10 * chance.below(100_000)),
        households: (0..HOUSEHOLDS).map(|_| chance.id(1_650_000_000_000)).collect(),
        official: chance.id(1_640_000_000_000),
    };
    let villages = within(12).map(village).collect();
    Ok(County { code: county.clone(), villages, governments, departments: departments? })
}

async fn store(app: &App, city: &City) -> Result<()> {
    let mut conn = app.db.write_here().await?;
    let row = |unit: &Unit, place: &PlaceCode, kind: &str| {
        args![&unit.name.county, unit.name.id, place, &unit.called, &unit.called, kind, "", "", SINCE, NEVER]
            .to_vec()
    };
    let place = code(CITY)?;
    let mut units: Vec<Vec<Value>> =
        city.departments.iter().map(|unit| row(unit, &place, "city_department")).collect();
    for county in &city.counties {
        units.extend(county.departments.iter().map(|unit| row(unit, &county.code, "county_department")));
        units.extend(county.governments.iter().map(|(place, unit)| row(unit, place, "township_government")));
    }
    bulk::load(&mut conn, &UNIT, &units).await?;
    let mut chance = Chance(2);
    for county in &city.counties {
        let (mut officials, mut links, mut homes) = (vec![], vec![], vec![]);
        for (n, village) in county.villages.iter().enumerate() {
            let unit = &county.departments[n % county.departments.len()];
            officials.push(official(county, village, unit, n));
            // His own, and two more, so that a village has about three.
            for far in [0, 5, 11] {
                let other = &county.villages[(n + far) % county.villages.len()];
                links.push(link(&mut chance, county, (&other.code, village.official), unit));
            }
            homes.extend(village.households.iter().enumerate().map(|(n, id)| home(county, village, *id, n)));
        }
        bulk::load(&mut conn, &OFFICIAL, &officials).await?;
        bulk::load(&mut conn, &LINK, &links).await?;
        bulk::load(&mut conn, &HOUSEHOLD, &homes).await?;
    }
    conn.commit().await
}

fn official(county: &County, village: &Village, unit: &Unit, n: usize) -> Vec<Value> {
    let name = format!("干部{n}");
    args![
        &county.code,
        village.official,
        format!("{}-{n}", county.code),
        format!("{}-{n}", county.code),
        &name,
        &name,
        "ganbu",
        "gb",
        "",
        "",
        "",
        "",
        unit.name.id,
        &county.code,
        "",
        "staff",
        "county",
        SINCE,
        NEVER
    ]
    .to_vec()
}

fn link(
    chance: &mut Chance,
    county: &County,
    (village, official): (&PlaceCode, Uuid),
    unit: &Unit,
) -> Vec<Value> {
    let id = chance.id(1_660_000_000_000);
    args![
        &county.code,
        id,
        village,
        "paired_unit",
        &county.code,
        official,
        &unit.name.county,
        unit.name.id,
        SINCE,
        NEVER,
        "",
        "",
        ""
    ]
    .to_vec()
}

fn home(county: &County, village: &Village, id: Uuid, n: usize) -> Vec<Value> {
    let name = format!("户主{n}");
    args![
        &county.code,
        id,
        &village.code,
        format!("{n}号"),
        &name,
        &name,
        "huzhu",
        "hz",
        3_i64,
        "present",
        SINCE,
        NEVER,
        1_i64
    ]
    .to_vec()
}

/// Those who see a whole county or the whole city.
pub async fn wide(app: &App) -> Result<()> {
    let (mut conn, city, today) = (app.db.read().await?, app.city()?, app.clock.today());
    let counties = places::store::children(&mut conn, &city, today).await?;
    drop(conn);
    for n in 0..ACCOUNTS {
        for (login, place) in [
            (format!("wide-city{n}"), city.clone()),
            (format!("wide-county{n}"), code(&counties[n % counties.len()].code)?),
        ] {
            let grants = [Grant { role: Role::Township, place, unit: None }];
            access::routes::make_account(app, &login, &login, PASSWORD, "", &grants).await?;
        }
    }
    Ok(())
}

/// Staff of townships, of county departments, of city departments; officials; the programme's office.
async fn accounts(app: &App, city: &City) -> Result<()> {
    let make = async |login: String, official: &str, role: Role, place: &PlaceCode, unit: Option<&Unit>| {
        let grants = [Grant { role, place: place.clone(), unit: unit.map(|unit| unit.name.clone()) }];
        access::routes::make_account(app, &login, &login, PASSWORD, official, &grants).await
    };
    let place = code(CITY)?;
    make("office".into(), "", Role::ProgrammeOffice, &place, None).await?;
    for n in 0..ACCOUNTS {
        let county = &city.counties[n % city.counties.len()];
        let townships: Vec<&PlaceCode> = county.governments.keys().collect();
        let township = townships[n * 7 % townships.len()];
        make(format!("township{n}"), "", Role::Township, township, None).await?;
        let unit = &county.departments[n % county.departments.len()];
        make(format!("county{n}"), "", Role::Department, &county.code, Some(unit)).await?;
        let unit = &city.departments[n % city.departments.len()];
        make(format!("city{n}"), "", Role::Department, &place, Some(unit)).await?;
        let village = &county.villages[n * 31 % county.villages.len()];
        let name = Ref { county: county.code.clone(), id: village.official };
        make(format!("official{n}"), &name.to_string(), Role::Official, &place, None).await?;
    }
    Ok(())
}

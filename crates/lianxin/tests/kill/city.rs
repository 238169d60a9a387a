//! A village with a few households and as many officials as there are phones, signed in already.

use std::path::PathBuf;

use lianxin_domain::{
    access::{Grant, Right, Role},
    day::Day,
    households::FactClass,
    ids::Ref,
    places::PlaceCode,
};
use lianxin_server::{
    App, Config,
    access::{sessions, store},
    args,
    engine::{
        act::{Act, Actor},
        clock::Clock,
        db::Conn,
    },
    households::{
        facts::{self, NewFact},
        store::At,
    },
    links, people, places,
    sync::store as devices,
};
use uuid::Uuid;

/// Where everybody is linked.
pub const VILLAGE: &str = "370811001001";
const PLACES: &str = "code,name,level,parent
3708,济宁市,city,
370811,任城区,county,3708
370811001,古槐街道,township,370811
370811001001,东门大街社区,village,370811001
";

/// The data folder and who may call: account, cookie, CSRF token, device.
pub struct City {
    /// The data folder.
    pub folder: PathBuf,
    /// Who may call.
    pub phones: Vec<(String, String, String, Uuid)>,
    /// Households, each with a telephone number that is sealed.
    pub households: Vec<Uuid>,
}

/// The sealed telephone number of everybody.
pub const TELEPHONE: &str = "0537-7654321";

impl City {
    /// The database's address.
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.folder.join("lianxin.db").display())
    }

    /// Builds it and closes the database.
    pub async fn build(phones: usize) -> City {
        let folder = std::env::temp_dir().join(format!("lianxin-kill-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let mut city = City { folder: folder.clone(), phones: vec![], households: vec![] };
        let config = Config {
            database: city.database(),
            data_dir: folder,
            secure_cookies: false,
            name: "kill".into(),
        };
        let app = App::open(config, Clock::default()).await.unwrap();
        let divisions = places::import::parse(PLACES).unwrap();
        let actor = Actor::program(&"3708".parse().unwrap());
        let act = Act::of(&app, actor, "places.import", Right::EditPlaces);
        places::import::import(&app, act, divisions, "2020-01-01".parse().unwrap()).await.unwrap();
        let mut conn = app.db.write().await.unwrap();
        let unit = unit(&app, &mut conn).await;
        city.households = households(&app, &mut conn).await;
        for n in 0..phones {
            let phone = phone(&app, &mut conn, unit, n).await;
            city.phones.push(phone);
        }
        conn.commit().await.unwrap();
        app.db.close().await;
        city
    }
}

async fn unit(app: &App, conn: &mut Conn) -> Uuid {
    let (id, township): (Uuid, PlaceCode) = (app.clock.id(), "370811001".parse().unwrap());
    let row = args![
        "370811",
        id,
        &township,
        "古槐街道",
        "古槐街道",
        "township_government",
        "{}",
        "",
        "2020-01-01",
        Day::NEVER
    ];
    conn.insert(&people::store::UNIT, &[row.to_vec()]).await.unwrap();
    id
}

async fn households(app: &App, conn: &mut Conn) -> Vec<Uuid> {
    const HOUSEHOLD: &str = "INSERT INTO household (county, id, village, house, name, name_key, pinyin, initials, members, state, since, \
         until, version) VALUES ('370811', $1, $2, $3, '张三', '张三', 'zhangsan', 'zs', 3, 'present', '2020-01-01', '9999-12-31', 1)";
    let mut ids = Vec::new();
    for n in 0..10 {
        let (id, village) = (app.clock.id(), VILLAGE.parse().unwrap());
        conn.run(HOUSEHOLD, &args![id, VILLAGE, format!("{n}号")]).await.unwrap();
        let fact = NewFact {
            class: FactClass::Contact,
            since: "2020-01-01".parse().unwrap(),
            until: Day::NEVER,
            text: TELEPHONE.to_owned(),
        };
        facts::add(app, conn, &At { village, id }, &[fact]).await.unwrap();
        ids.push(id);
    }
    ids
}

async fn phone(app: &App, conn: &mut Conn, unit: Uuid, n: usize) -> (String, String, String, Uuid) {
    let (id, name, since) = (app.clock.id(), format!("李{n}"), "2020-01-01");
    let row = args![
        "370811",
        id,
        "",
        "",
        &name,
        &name,
        "li",
        "l",
        "",
        "",
        "",
        "[]",
        unit,
        "370811001",
        "",
        "staff",
        "paired_unit",
        since,
        Day::NEVER,
    ];
    conn.insert(&people::store::OFFICIAL, &[row.to_vec()]).await.unwrap();
    let official = Ref { county: "370811".parse().unwrap(), id };
    let row = args![
        "370811",
        app.clock.id(),
        VILLAGE,
        "paired_unit",
        "370811",
        Some(id),
        "370811",
        unit,
        since,
        Day::NEVER,
        "",
        "",
        "",
    ];
    conn.insert(&links::store::LINK, &[row.to_vec()]).await.unwrap();
    let account = store::Account {
        id: app.clock.id(),
        login: format!("phone-{n}"),
        name,
        password: String::new(),
        state: "active".into(),
        must_change: 0,
        official: official.to_string(),
        seen_at: 0,
        version: 1,
    };
    store::insert(conn, &account, app.clock.millis()).await.unwrap();
    let grant = Grant { role: Role::Official, place: "3708".parse().unwrap(), unit: None };
    store::set_grants(conn, account.id, &[grant]).await.unwrap();
    let token = sessions::start(app, conn, account.id, "kill").await.unwrap();
    let (csrf,): (String,) =
        conn.one("SELECT csrf FROM session WHERE account = $1", &args![account.id]).await.unwrap();
    let device = app.clock.id();
    devices::make(conn, device, account.id, "手机", app.clock.millis()).await.unwrap();
    (account.id.to_string(), format!("{}={token}", sessions::COOKIE), csrf, device)
}

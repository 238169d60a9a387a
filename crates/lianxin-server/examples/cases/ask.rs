//! What the pages of cases ask, each of many callers about many places, one request after the other.

use std::collections::BTreeMap;

use axum::Router;
use lianxin_domain::{cases::words::Theme, places::PlaceCode};
use lianxin_server::{
    App, args,
    cases::{read, tally::quarter},
    engine::{
        error::{Error, Result},
        page::cursor,
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    caller::{Caller, Cpu, Took},
    life::token,
    place::ACCOUNTS,
};

/// Cases of which pages, slips and cursors are made: so many of the city, all over it and over the years.
const SAMPLE: &str = "SELECT county, id, village, due, household FROM matter \
     WHERE county = $1 AND id >= $2 AND stage = $3 AND household IS NOT NULL ORDER BY county, id LIMIT 40";

/// A case of the sample.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Known {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub due: String,
    pub household: Uuid,
}

impl Known {
    fn name(&self) -> String {
        format!("{}.{}", self.county, self.id)
    }
}

/// What is looked for: what it is, and several of the kind.
pub const SOUGHT: [(&str, &[&str]); 6] = [
    ("two characters, common", &["停水", "维修", "路灯", "机井", "村东"]),
    ("two characters, in one of 500", &["祠堂", "戏台", "审批", "蜂箱"]),
    ("two characters, in one of 100,000", &["枯枝", "碾盘", "龙灯"]),
    ("two characters, nowhere", &["飞碟", "火星", "鲸鱼"]),
    ("five characters", &["机井抽不上", "路灯不亮了", "下雨没法走", "养老金没有"]),
    ("five characters, nowhere", &["机井不亮了", "路灯抽不上", "低保三天一"]),
];

/// Requests of a question: who asks (`township`, `county`, `city`, `official`, `office` or nobody), and what, by its number.
pub struct Question<'a> {
    /// What it is called.
    pub name: String,
    /// The kind of account.
    pub seat: &'static str,
    /// Method, path and body.
    pub ask: Box<Asking<'a>>,
}

/// Method, path and body of the nth request.
type Asking<'a> = dyn Fn(usize) -> (&'static str, String, Option<Value>) + 'a;

/// What is known of the database before it is asked.
pub struct Sample {
    open: Vec<Known>,
    asked: Vec<Known>,
    finished: Vec<Known>,
    counties: Vec<PlaceCode>,
    /// The eight quarters that pages of figures ask for.
    span: String,
}

impl Sample {
    /// Reads one.
    pub async fn of(app: &App) -> Result<Sample> {
        let mut conn = app.db.read().await?;
        let city = app.city()?;
        let places = lianxin_server::places::store::children(&mut conn, &city, app.clock.today()).await?;
        let counties: Vec<PlaceCode> = places.iter().filter_map(|place| place.code.parse().ok()).collect();
        let to = quarter(app.clock.today());
        let (year, part) = to.split_once('Q').ok_or_else(|| Error::internal("a quarter has a year"))?;
        let from = year.parse::<u32>().map_err(Error::internal)? * 4
            + part.parse::<u32>().map_err(Error::internal)?
            - 8;
        let span = format!("from={}Q{}&to={to}", from / 4, from % 4 + 1);
        let mut sample = Sample { open: vec![], asked: vec![], finished: vec![], counties, span };
        // From a month ago back to four years.
        for (stage, list, back) in [
            ("open", &mut sample.open, 1),
            ("asked", &mut sample.asked, 2),
            ("finished", &mut sample.finished, 48),
        ] {
            for (n, county) in sample.counties.iter().enumerate() {
                let since = app.clock.millis() - 30 * 86_400_000 * (1 + (n * 5 % back) as i64);
                let from = uuid::Builder::from_unix_timestamp_millis(since as u64, &[0; 10]).into_uuid();
                list.extend(conn.all::<Known>(SAMPLE, &args![county, from, stage]).await?);
            }
        }
        Ok(sample)
    }
}

fn get<'a>(name: impl Into<String>, seat: &'static str, path: impl Fn(usize) -> String + 'a) -> Question<'a> {
    Question { name: name.into(), seat, ask: Box::new(move |n| ("GET", path(n), None)) }
}

/// All questions.
pub fn questions(sample: &Sample) -> Vec<Question<'_>> {
    let mut all = lists(sample);
    for seat in ["township", "wide-county", "wide-city", "county", "city"] {
        all.push(get(format!("board, {seat}"), seat, |_| "/cases/board".into()));
    }
    all.push(get("board, village", "wide-city", |n| {
        format!("/cases/board?place={}", pick(&sample.open, n).village)
    }));
    for (what, texts) in SOUGHT {
        for seat in ["township", "wide-county", "wide-city", "county", "city"] {
            all.push(get(format!("search {what}, {seat}"), seat, move |n| {
                format!("/cases/search?q={}", pick(texts, n))
            }));
        }
    }
    all.push(get("search by words, township", "township", |n| {
        format!("/cases/search?in=words&purpose=核对&q={}", pick(SOUGHT[0].1, n))
    }));
    all.extend(pages(sample));
    all
}

fn pick<T>(from: &[T], n: usize) -> &T {
    &from[n * 37 % from.len()]
}

fn lists(sample: &Sample) -> Vec<Question<'_>> {
    let mut all = Vec::new();
    for seat in ["township", "wide-county", "wide-city", "county", "city"] {
        for state in ["open", "overdue", "asked", "finished"] {
            let query = format!("/cases?state={state}");
            all.push(get(format!("list {state}, {seat}"), seat, {
                let query = query.clone();
                move |_| query.clone()
            }));
            all.push(get(format!("list {state} of a theme, {seat}"), seat, {
                let query = query.clone();
                move |n| format!("{query}&theme={}", pick(Theme::ALL, n).word())
            }));
            all.push(get(format!("list {state}, my unit's move, {seat}"), seat, {
                let query = query.clone();
                move |_| format!("{query}&mine=1")
            }));
        }
        all.push(get(format!("list my unit's of a theme, {seat}"), seat, |n| {
            format!("/cases?mine=1&theme={}", pick(Theme::ALL, n).word())
        }));
        for (state, known) in [("open", &sample.open), ("finished", &sample.finished)] {
            all.push(get(format!("list {state}, deep pages, {seat}"), seat, move |n| {
                deep(state, known, n, "")
            }));
            all.push(get(format!("list {state} of a theme, deep, {seat}"), seat, move |n| {
                deep(state, known, n, pick(Theme::ALL, n).word())
            }));
        }
    }
    all.push(get("list open, village", "wide-city", |n| {
        format!("/cases?place={}", pick(&sample.open, n).village)
    }));
    all.push(get("list finished of a theme, village", "wide-city", |n| {
        let village = &pick(&sample.finished, n).village;
        format!("/cases?state=finished&place={village}&theme={}", pick(Theme::ALL, n).word())
    }));
    all
}

fn deep(state: &str, known: &[Known], n: usize, theme: &str) -> String {
    let last = pick(known, n);
    let after = cursor(&[last.due.clone(), last.id.to_string()]);
    format!("/cases?state={state}&theme={theme}&after={after}")
}

fn pages(sample: &Sample) -> Vec<Question<'_>> {
    let case = |known: &Known, more: &str| format!("/cases/{}{more}", known.name());
    let span = &sample.span;
    let mut all = vec![
        get("a case, another's", "wide-city", move |n| case(pick(&sample.finished, n), "?purpose=了解")),
        get("a case, open", "wide-city", move |n| case(pick(&sample.open, n), "?purpose=了解")),
        get("units of a case", "wide-city", move |n| case(pick(&sample.open, n), "/units")),
        Question {
            name: "a household's page by its slip".into(),
            seat: "",
            ask: Box::new(|n| {
                let slip = pick(&sample.asked, n);
                ("POST", "/resident/open".into(), Some(json!({"token": token(slip.id)})))
            }),
        },
        get("what came of it, /me/cases", "official", |_| "/me/cases".into()),
        get("kept views", "township", |_| "/me/views".into()),
        get("answers owed", "township", |_| "/answers/owed".into()),
        get("how cases go, city", "office", move |_| format!("/cases/figures?{span}")),
        get("how a theme goes, city", "office", move |n| {
            format!("/cases/figures/cut?cut=theme&part={}&{span}", pick(Theme::ALL, n).word())
        }),
        get("how a theme goes, county", "office", move |n| {
            let (theme, county) = (pick(Theme::ALL, n).word(), pick(&sample.counties, n));
            format!("/cases/figures/cut?cut=theme&part={theme}&place={county}&{span}")
        }),
    ];
    for kind in ["late", "unclaimed", "reading", "part", "unasked"] {
        all.push(get(format!("stuck {kind}, city"), "office", move |_| format!("/cases/stuck?kind={kind}")));
        all.push(get(format!("stuck {kind}, county"), "office", move |n| {
            format!("/cases/stuck?kind={kind}&place={}", pick(&sample.counties, n))
        }));
        all.push(get(format!("stuck {kind}, township"), "office", move |n| {
            format!("/cases/stuck?kind={kind}&place={}", &pick(&sample.open, n).village[..9])
        }));
    }
    all
}

/// What a question took.
pub struct Measured {
    /// The question.
    pub name: String,
    /// Lines in the answers, on average.
    pub lines: f64,
    /// By the server's clock, and of processors; sorted.
    pub wall: Vec<f64>,
    pub cpu: Vec<f64>,
}

impl Measured {
    fn of(name: String, took: &[Took], lines: usize) -> Measured {
        let sorted = |of: fn(&Took) -> f64| {
            let mut list: Vec<f64> = took.iter().map(of).collect();
            list.sort_by(f64::total_cmp);
            list
        };
        let lines = lines as f64 / took.len().max(1) as f64;
        Measured { name, lines, wall: sorted(|took| took.wall), cpu: sorted(|took| took.cpu) }
    }
}

/// Asks every question so often.
pub async fn measure(app: &App, postmaster: Option<u32>, times: usize, only: &str) -> Result<Vec<Measured>> {
    let (router, cpu) = (lianxin_server::router(app.clone()), Cpu::of(postmaster));
    let sample = Sample::of(app).await?;
    let mut callers: BTreeMap<&str, Vec<Caller>> = BTreeMap::new();
    for seat in ["township", "county", "city", "wide-county", "wide-city", "official"] {
        for n in 0..ACCOUNTS {
            let caller = Caller::sign_in(router.clone(), cpu.clone(), &format!("{seat}{n}")).await?;
            callers.entry(seat).or_default().push(caller);
        }
    }
    callers.insert("office", vec![Caller::sign_in(router.clone(), cpu.clone(), "office").await?]);
    callers.insert("", vec![Caller::sign_in(router.clone(), cpu.clone(), "").await?]);
    let mut measured = Vec::new();
    for question in questions(&sample).into_iter().filter(|question| question.name.contains(only)) {
        let seats = callers.get_mut(question.seat).ok_or_else(|| Error::internal("nobody has this seat"))?;
        eprintln!("  {}", question.name);
        measured.push(one(question, seats, times).await?);
    }
    if "a household's cases".contains(only) {
        measured.push(of_households(app, &sample, times).await?);
    }
    measured.extend(with_task(router, cpu, times, only).await?);
    Ok(measured)
}

async fn one(question: Question<'_>, seats: &mut [Caller], times: usize) -> Result<Measured> {
    let (mut took, mut lines) = (Vec::new(), 0);
    for n in 0..times + seats.len() {
        let (method, path, body) = (question.ask)(n);
        let of = n % seats.len();
        let (time, answer, _) = seats[of].ask(method, &path, body).await?;
        // The first of each only warms up.
        if n >= seats.len() {
            took.push(time);
            lines += answer["items"].as_array().map_or(1, Vec::len);
        }
    }
    Ok(Measured::of(question.name, &took, lines))
}

/// What is read of a household's cases when it asks for its copy; no page of its own.
async fn of_households(app: &App, sample: &Sample, times: usize) -> Result<Measured> {
    let (mut took, mut lines) = (Vec::new(), 0);
    let mut conn = app.db.read().await?;
    for n in 0..times {
        let known = pick(&sample.finished, n);
        let county = known.county.parse().map_err(Error::internal)?;
        let begun = std::time::Instant::now();
        lines += read::of_household(&mut conn, &county, known.household).await?.len();
        let wall = begun.elapsed().as_secs_f64() * 1000.0;
        took.push(Took { wall, cpu: wall });
    }
    Ok(Measured::of("a household's cases (no page of its own)".into(), &took, lines))
}

/// A case's page for whose task it is: its words, the household and what is like it, and the look is written down first.
async fn with_task(router: Router, cpu: Cpu, times: usize, only: &str) -> Result<Vec<Measured>> {
    let name = "a case, one's task: words, household, alike; the look kept";
    let mut took = Vec::new();
    if !name.contains(only) {
        return Ok(vec![]);
    }
    for n in 0..ACCOUNTS {
        let mut caller = Caller::sign_in(router.clone(), cpu.clone(), &format!("township{n}")).await?;
        let (_, list, _) = caller.ask("GET", "/cases?mine=1&limit=200", None).await?;
        let refs: Vec<&str> =
            list["items"].as_array().into_iter().flatten().filter_map(|line| line["ref"].as_str()).collect();
        for name in refs.iter().cycle().take(if refs.is_empty() { 0 } else { times / ACCOUNTS + 1 }) {
            let path = format!("/cases/{name}?purpose=办理这件事");
            took.push(caller.ask("GET", &path, None).await?.0);
        }
    }
    let lines = took.len();
    Ok(vec![Measured::of(name.into(), &took, lines)])
}

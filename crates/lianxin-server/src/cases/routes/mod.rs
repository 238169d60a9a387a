//! The verbs of cases.

mod acts;
mod asks;
mod complaints;
mod documents;
mod grants;
mod household;
mod list;
mod owed;
mod own;
mod raise;
mod resident;
mod search;
mod sheet;
mod show;
mod slip;
mod stuck;
mod task;
mod text;
mod together;
mod told;
mod units;
mod views;

use axum::http::Method;
use lianxin_domain::{access::Right, cases::files::LARGEST};
use lianxin_sheets::XLSX;

use crate::{
    engine::{page::Page, verb::Verb},
    households::routes::{Ask, Reason},
};

const PURPOSE: (&str, &str) =
    ("purpose", "Why, in 2 to 200 characters; shown to the household; needed where the case is one's task");

/// All of them.
pub fn verbs() -> Vec<Verb> {
    let lists = [
        raising(),
        working(),
        reading(),
        finding(),
        one_case(),
        answering(),
        of_residents(),
        of_documents(),
        complaints::verbs(),
        of_households(),
        task::verbs(),
    ];
    lists.into_iter().flatten().collect()
}

fn raising() -> Vec<Verb> {
    use Right::{HearResidents, RaiseCases};
    vec![
        Verb::post(
            "cases.case.raise",
            "/needs/{ref}/case",
            RaiseCases,
            "Make a case of a need of one's own villages or of the jurisdiction; one for each need.",
            raise::of_need,
        )
        .takes::<raise::OfNeed>()
        .gives::<told::Named>(),
        Verb::post(
            "cases.case.take_in",
            "/cases",
            HearResidents,
            "Make a case of what was said at the township's counter.",
            raise::at_counter,
        )
        .takes::<raise::AtCounter>()
        .gives::<told::Named>(),
        Verb::post(
            "cases.slip.give",
            "/cases/{ref}/slip",
            RaiseCases,
            "A slip for the household: its token and short code, told once.",
            slip::give,
        )
        .gives::<slip::Slip>(),
        Verb::post(
            "cases.slip.give_many",
            "/slips",
            HearResidents,
            "Slips for up to 50 households at once, by somebody who worked on none of the cases; answered row by row.",
            slip::give_many,
        )
        .takes::<slip::Many>()
        .gives::<slip::Slips>(),
    ]
}

fn working() -> Vec<Verb> {
    use Right::{HandleCases, HearResidents};
    vec![
        Verb::post(
            "cases.case.act",
            "/cases/{ref}/acts",
            HandleCases,
            "Do something with a case in the name of one's unit.",
            acts::one,
        )
        .takes::<acts::Wanted>()
        .gives::<told::Named>(),
        Verb::post(
            "cases.case.act_on_many",
            "/cases/bulk",
            HandleCases,
            "The same upon up to 100 cases, answered row by row.",
            acts::many,
        )
        .takes::<acts::Many>()
        .gives::<acts::Rows>(),
        Verb::get(
            "cases.alike.list",
            "/cases/{ref}/alike",
            HandleCases,
            "Matters of the village that are alike: it may have come back, or be there already; for whom it is a task.",
            together::alike,
        )
        .query(&[PURPOSE])
        .gives::<together::AlikeCases>(),
        Verb::post(
            "cases.case.merge",
            "/cases/{ref}/merge",
            HandleCases,
            "Handle it together with another open case of the village that one's unit owns; each household is asked for itself.",
            together::merge,
        )
        .takes::<together::Into>()
        .gives::<told::Named>(),
        Verb::post(
            "cases.case.part",
            "/cases/{ref}/part",
            HandleCases,
            "Handle it for itself again.",
            together::part,
        )
        .gives::<told::Named>(),
        Verb::post(
            "cases.case.recur",
            "/cases/{ref}/recurrence",
            HandleCases,
            "Say that it is an earlier, finished case of the village come back, or take that back.",
            together::recurrence,
        )
        .takes::<together::FirstLife>()
        .gives::<told::Named>(),
        Verb::post(
            "cases.case.hear",
            "/cases/{ref}/word",
            HearResidents,
            "Write down what the household says on paper or on the telephone; not by who had a hand in it.",
            resident::taken_down,
        )
        .takes::<resident::Said>()
        .gives::<told::Named>(),
    ]
}

fn reading() -> Vec<Verb> {
    use Right::{SeeCases, SeeStuck};
    vec![
        Verb::get(
            "cases.case.list",
            "/cases",
            SeeCases,
            "Cases by their last day: what they are about and how they stand, without words and households.",
            list::list,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("state", "open, asked, finished, overdue or soon (due within two working days, or overdue); open unless told"),
            ("theme", "A theme"),
            ("mine", "1: those in which it is one's unit's move"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<Page<told::Line>>(),
        Verb::get(
            "cases.board.show",
            "/cases/board",
            SeeCases,
            "How many unfinished cases there are in each state of the office, in time and overdue.",
            list::board,
        )
        .query(&[("place", "A code; the widest of the jurisdiction unless told")])
        .gives::<list::Board>(),
        Verb::get(
            "cases.stuck.list",
            "/cases/stuck",
            SeeStuck,
            "What is stuck and whose move it is, by the last day: neither title nor words, village nor household.",
            stuck::list,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("kind", "late, unclaimed, reading, part or unasked; late unless told"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<stuck::Stuck>(),
    ]
}

fn one_case() -> Vec<Verb> {
    use Right::{HandleCases, OwnCases, SeeCases};
    vec![
        Verb::get(
            "cases.case.show",
            "/cases/{ref}",
            SeeCases,
            "A case with its steps; to whom it is a task, for a purpose, also its words and household.",
            show::show,
        )
        .query(&[PURPOSE])
        .gives::<show::Shown>(),
        Verb::get(
            "cases.unit.list",
            "/cases/{ref}/units",
            HandleCases,
            "Units in charge of the case's village: those to which it may be offered.",
            units::list,
        )
        .gives::<units::Units>(),
        Verb::get(
            "cases.official.list",
            "/cases/{ref}/officials",
            HandleCases,
            "Officials of the unit that owns the case, of whom it may name one: for itself alone.",
            units::officials,
        )
        .gives::<units::Officials>(),
        Verb::get(
            "cases.own.list",
            "/me/cases",
            OwnCases,
            "What came of the cases that one brought, of those that one works on, and of all of a village in which one is first \
             secretary, of the last year.",
            own::list,
        )
        .gives::<own::Own>(),
        Verb::get(
            "cases.own.show",
            "/me/cases/{ref}",
            OwnCases,
            "One of them with its words, for a purpose.",
            own::show,
        )
        .query(&[PURPOSE])
        .gives::<own::Shown>(),
        Verb::get(
            "cases.police.list",
            "/me/police/cases",
            OwnCases,
            "Cases that households of one's villages addressed to the police, of the last year.",
            own::police_list,
        )
        .gives::<own::Addressed>(),
        Verb::get(
            "cases.police.show",
            "/me/police/cases/{ref}",
            OwnCases,
            "One of them with its words, head and house, for a purpose.",
            own::police_show,
        )
        .query(&[PURPOSE])
        .gives::<own::Shown>(),
    ]
}

fn finding() -> Vec<Verb> {
    use Right::SeeCases;
    vec![
        Verb::get(
            "cases.case.search",
            "/cases/search",
            SeeCases,
            "Cases by what they are called, or for a purpose by the words of those that are one's task; a page may be empty and still have a next.",
            search::search,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("q", "2 to 30 characters"),
            ("in", "title or words; title unless told"),
            ("purpose", "Of words: why, in 2 to 200 characters; shown to the households"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<search::CasesFound>(),
        Verb::get(
            "cases.case.sheet",
            "/cases/list.xlsx",
            SeeCases,
            "The list as a workbook, up to 5000 cases: what they are about and how they stand.",
            sheet::workbook,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("state", "open, asked, finished, overdue or soon (due within two working days, or overdue); open unless told"),
            ("theme", "A theme"),
            ("mine", "1: those in which it is one's unit's move"),
        ])
        .media(XLSX),
        Verb::get(
            "cases.view.list",
            "/me/views",
            SeeCases,
            "Filters of the list that one keeps, for oneself alone.",
            views::list,
        )
        .gives::<views::SavedViews>(),
        Verb::post("cases.view.keep", "/me/views", SeeCases, "Keep a filter under a name.", views::keep)
            .takes::<views::New>()
            .gives::<views::SavedView>(),
        Verb::delete("cases.view.drop", "/me/views/{id}", SeeCases, "Drop one.", views::drop),
    ]
}

fn answering() -> Vec<Verb> {
    use Right::{HandleCases, HearResidents};
    vec![
        Verb::get(
            "cases.slip.find",
            "/slips/{code}",
            HearResidents,
            "The case of a slip by the eight digits on its paper, so that a paper form can be entered.",
            slip::find,
        )
        .gives::<slip::Found>(),
        Verb::get(
            "cases.answer.list",
            "/answers/owed",
            HandleCases,
            "Answers that one's units owe to households, by the last day.",
            owed::list,
        )
        .gives::<owed::OwedAnswers>(),
        Verb::get(
            "cases.answer.show",
            "/answers/{ref}",
            HandleCases,
            "One of them with what the household says; where it does not ask why, for a purpose also which household.",
            owed::show,
        )
        .query(&[PURPOSE])
        .gives::<owed::OwedWhole>(),
        Verb::post(
            "cases.answer.give",
            "/answers/{ref}",
            HandleCases,
            "Answer a household in the name of one's unit, once.",
            owed::answer,
        )
        .takes::<owed::Answer>(),
        Verb::post(
            "cases.household.ask",
            "/households/{ref}/asks",
            HearResidents,
            "Write down what a household asks on paper: its copy, a correction, its erasure, why somebody looked; not by who looked.",
            asks::taken_down,
        )
        .takes::<asks::OnPaper>()
        .gives::<asks::Taken>(),
    ]
}

fn of_residents() -> Vec<Verb> {
    let open = |name, path, doc| (Method::POST, name, path, doc);
    let (method, name, path, doc) =
        open("cases.resident.open", "/resident/open", "What became of one's matter, by the slip's token.");
    let page = Verb::open(method, name, path, doc, resident::open)
        .takes::<resident::Token>()
        .gives::<resident::ResidentPage>();
    let (method, name, path, doc) = open(
        "cases.resident.answer",
        "/resident/answer",
        "Whether it is solved; within seven days it can be said again, and the last word counts.",
    );
    let answer = Verb::open(method, name, path, doc, resident::answer)
        .takes::<resident::Answer>()
        .gives::<resident::ResidentPage>();
    let (method, name, path, doc) = open(
        "cases.resident.readers",
        "/resident/readers",
        "Who read the household's record: when, of which unit, in which role, why.",
    );
    let readers = Verb::open(method, name, path, doc, resident::readers)
        .takes::<resident::Token>()
        .gives::<resident::ResidentReaders>();
    let (method, name, path, doc) = open(
        "cases.resident.why",
        "/resident/why",
        "Ask why somebody read the household's record: the unit owes an answer within 15 days.",
    );
    let why =
        Verb::open(method, name, path, doc, asks::why).takes::<asks::Why>().gives::<asks::ResidentAsked>();
    let (method, name, path, doc) = open(
        "cases.resident.request",
        "/resident/request",
        "Ask for the household's copy, a correction or its erasure: the township owes an answer within 15 days.",
    );
    let request = Verb::open(method, name, path, doc, asks::request)
        .takes::<asks::Request>()
        .gives::<asks::ResidentAsked>();
    let (method, name, path, doc) = open(
        "cases.resident.address",
        "/resident/address",
        "Say that the police of the village may know of the matter, or take that back.",
    );
    let address = Verb::open(method, name, path, doc, asks::address)
        .takes::<asks::Address>()
        .gives::<resident::ResidentPage>();
    let mut all = vec![page, answer, readers, why, request, address];
    all.extend(grants::verbs());
    all
}

/// Files of a case.
fn of_documents() -> Vec<Verb> {
    use Right::HandleCases;
    vec![
        Verb::post(
            "cases.document.add",
            "/cases/{ref}/documents",
            HandleCases,
            "Add a file to a case that is one's task: PDF, JPEG, PNG, Word or Excel up to 10 MB, 20 at the most; pictures without \
             what the camera wrote beside them.",
            documents::add,
        )
        .query(&[("file_name", "What it is called")])
        .media("application/octet-stream")
        .body_limit(LARGEST + 1)
        .gives::<told::Named>(),
        Verb::get(
            "cases.document.file",
            "/cases/{ref}/documents/{id}",
            HandleCases,
            "A file of a case that is one's task, for a purpose; to be kept, not to be opened in place.",
            documents::file,
        )
        .query(&[PURPOSE])
        .media("application/octet-stream"),
        Verb::delete(
            "cases.document.take",
            "/cases/{ref}/documents/{id}",
            HandleCases,
            "Take a file away that one added oneself: its name and bytes are gone, and that there was one stays.",
            documents::take,
        ),
    ]
}

/// They touch the household, what was said there and its cases, so they live in this later room.
fn of_households() -> Vec<Verb> {
    use Right::EditHouseholds;
    vec![
        Verb::post(
            "households.household.copy",
            "/households/{ref}/copy",
            EditHouseholds,
            "A household's whole record for itself: facts in clear, what was said, who looked.",
            household::copy,
        )
        .takes::<Ask>()
        .gives::<household::WholeCopy>(),
        Verb::post(
            "households.household.erase",
            "/households/{ref}/erase",
            EditHouseholds,
            "Erase a household: key, facts, residents, standings, name, and every word that was said there.",
            household::erase,
        )
        .takes::<Reason>(),
    ]
}

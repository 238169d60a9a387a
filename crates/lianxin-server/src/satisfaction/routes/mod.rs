//! The verbs of satisfaction.

pub mod calls;
pub mod draws;
mod results;
pub mod shown;
pub mod steps;

use axum::http::Method;
use lianxin_domain::access::Right;

use crate::engine::{page::Page, verb::Verb};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    [draw_verbs(), step_verbs(), call_verbs(), result_verbs()].into_iter().flatten().collect()
}

fn draw_verbs() -> Vec<Verb> {
    vec![
        Verb::get(
            "satisfaction.draw.list",
            "/draws",
            Right::SeeDraws,
            "Draws of households to be asked, the latest first.",
            draws::list,
        )
        .query(&[("place", "Within this place"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<shown::DrawLine>>(),
        Verb::get(
            "satisfaction.draw.show",
            "/draws/{ref}",
            Right::SeeDraws,
            "A draw: its frame, commitment and seed, and how calling goes by county; nobody by name.",
            draws::show,
        )
        .gives::<shown::Draw>(),
        Verb::post(
            "satisfaction.draw.make",
            "/draws",
            Right::EditDraws,
            "Make a draft of a draw: whom, where, of which days, what for.",
            draws::make,
        )
        .takes::<draws::NewDraw>()
        .gives::<shown::DrawLine>(),
        Verb::open(
            Method::GET,
            "satisfaction.draw.replay",
            "/public/draws/{ref}/replay",
            "The file from which anybody replays a draw (`lianxin replay-draw FILE`): blind labels, seed, sample.",
            draws::replay,
        )
        .media("text/plain"),
    ]
}

fn step_verbs() -> Vec<Verb> {
    use Right::{EditDraws, WitnessDraws};
    vec![
        Verb::post(
            "satisfaction.draw.commit",
            "/draws/{ref}/commit",
            EditDraws,
            "Fix the frame as of now and commit to a first secret.",
            steps::commit,
        )
        .gives::<shown::DrawLine>(),
        Verb::post(
            "satisfaction.draw.witness",
            "/draws/{ref}/witness",
            WitnessDraws,
            "Give the second secret of somebody else's draw: it is drawn at once, and both secrets are shown.",
            steps::witness,
        )
        .takes::<steps::Second>()
        .gives::<shown::DrawLine>(),
        Verb::post(
            "satisfaction.draw.withdraw",
            "/draws/{ref}/withdraw",
            EditDraws,
            "Withdraw a draw that is not closed, with the reason; it stays in the list.",
            steps::withdraw,
        )
        .takes::<steps::Reason>()
        .gives::<shown::DrawLine>(),
        Verb::post(
            "satisfaction.draw.close",
            "/draws/{ref}/close",
            EditDraws,
            "End the calls of a draw; its figures are released with the next month's batch.",
            steps::close,
        )
        .gives::<shown::DrawLine>(),
        Verb::post(
            "satisfaction.batch.release",
            "/satisfaction/{code}/release",
            EditDraws,
            "Release the figures of all draws of a place that were closed before this month.",
            steps::release,
        )
        .gives::<steps::Batch>(),
    ]
}

fn call_verbs() -> Vec<Verb> {
    use Right::Interview;
    vec![
        Verb::get(
            "satisfaction.callback.now",
            "/callbacks/now",
            Interview,
            "Whether a household is in one's hands, and how many wait.",
            calls::now,
        )
        .gives::<calls::Now>(),
        Verb::post(
            "satisfaction.callback.next",
            "/callbacks/next",
            Interview,
            "Take the household in one's hands, or the next one: who it is and what to ask; no number yet.",
            calls::next,
        )
        .gives::<calls::Next>(),
        Verb::post(
            "satisfaction.callback.call",
            "/callbacks/{ref}/{id}/call",
            Interview,
            "The telephone number of the household in one's hands; the household sees that it was shown.",
            calls::call,
        )
        .gives::<calls::Numbers>(),
        Verb::post(
            "satisfaction.callback.end",
            "/callbacks/{ref}/{id}/outcome",
            Interview,
            "What came of the attempt, with the answers of a completed one; the answers are sealed apart from the household.",
            calls::outcome,
        )
        .takes::<calls::Ended>()
        .gives::<calls::Now>(),
    ]
}

fn result_verbs() -> Vec<Verb> {
    vec![
        Verb::get(
            "satisfaction.result.show",
            "/satisfaction/{code}",
            Right::SeeSatisfaction,
            "Released figures of a place and those right below it, with intervals; no order where they overlap.",
            results::show,
        )
        .query(&[("draw", "Of this draw; the last released one unless told")])
        .gives::<results::Results>(),
        Verb::get(
            "satisfaction.result.own",
            "/me/satisfaction",
            Right::OwnVillages,
            "What was answered about one's own visits, from five answers on, by month.",
            results::own,
        )
        .gives::<results::OwnResults>(),
    ]
}

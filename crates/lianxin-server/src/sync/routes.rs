//! The verbs of sync.

use lianxin_domain::access::Right;

use super::{devices, pull, push, store::Device};
use crate::engine::{page::Page, verb::Verb};

/// The verbs of sync.
pub fn verbs() -> Vec<Verb> {
    use Right::{EditAccounts, OwnVillages, RecordVisits};
    vec![
        Verb::post(
            "sync.push",
            "/sync/push",
            RecordVisits,
            "Send records; each gets its own outcome.",
            push::push,
        )
        .takes::<push::Sent>()
        .gives::<push::Pushed>(),
        Verb::get("sync.pull", "/sync/pull", OwnVillages, "What is new in one's own villages.", pull::pull)
            .query(&[
                ("device", "The device that keeps the copy"),
                ("after", "The `next` of the pull before"),
                ("limit", "50 to 500"),
            ])
            .gives::<pull::Pulled>(),
        Verb::post("sync.device.make", "/sync/devices", RecordVisits, "Register a device.", devices::make)
            .takes::<devices::NewDevice>()
            .gives::<Device>(),
        Verb::get("sync.device.list", "/sync/devices", OwnVillages, "One's own devices.", devices::list)
            .gives::<Page<Device>>(),
        Verb::delete(
            "sync.device.revoke",
            "/sync/devices/{id}",
            RecordVisits,
            "Revoke one's own device: it wipes its copy.",
            devices::revoke,
        )
        .gives::<Device>(),
        Verb::post(
            "sync.device.wiped",
            "/sync/devices/{id}/wiped",
            RecordVisits,
            "A revoked device says that its copy is gone.",
            devices::wiped,
        ),
        Verb::get(
            "sync.account_device.list",
            "/accounts/{id}/devices",
            EditAccounts,
            "An account's devices.",
            devices::list_of,
        )
        .gives::<Page<Device>>(),
        Verb::delete(
            "sync.account_device.revoke",
            "/accounts/{id}/devices/{device}",
            EditAccounts,
            "Revoke an account's device: it wipes its copy.",
            devices::revoke_of,
        )
        .gives::<Device>(),
    ]
}

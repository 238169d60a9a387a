//! Changes that cannot all be made: the few among them that exclude each other.

use super::{Change, Rejected, Session};
use crate::spread::Malformed;

impl Session {
    /// The conflict among these changes: positions of some that leave no plan together, while without any one
    /// of them the others do. `None` when all can be made at once. The session stays as it is.
    ///
    /// The changes are added in order until there is no plan; the last one added belongs to the conflict, and
    /// none after it is needed. From the front again with those that are known, until they alone leave no plan
    /// (de Siqueira and Puget 1988). What is found is tried without each one in turn, since a change may also
    /// make room: a pin of an arc that is banned, a wider bound. A change without which others make no sense,
    /// such as the agent they speak of, stays with them. One copy of the session and at most all changes for
    /// each in the conflict, and one copy more for each.
    ///
    /// # Errors
    ///
    /// The first change that names what is not there, or breaks a limit.
    pub fn conflict(&self, changes: &[Change]) -> Result<Option<Vec<usize>>, Malformed> {
        if possible(&mut self.clone(), changes)? {
            return Ok(None);
        }
        let mut conflict = self.narrow(changes).unwrap_or_else(|| (0..changes.len()).collect());
        let mut at = 0;
        while at < conflict.len() {
            let others = conflict.iter().filter(|&&other| other != conflict[at]);
            let others: Vec<Change> = others.map(|&other| changes[other].clone()).collect();
            if possible(&mut self.clone(), &others) == Ok(false) {
                conflict.remove(at);
                // What was needed with it may not be needed without it.
                at = 0;
            } else {
                at += 1;
            }
        }
        Ok(Some(conflict))
    }

    /// Some that leave no plan together, ascending; `None` where changes make room for each other, or are about
    /// each other, so that all those from the front can be made.
    fn narrow(&self, changes: &[Change]) -> Option<Vec<usize>> {
        let mut known: Vec<usize> = Vec::new();
        let mut within = changes.len();
        loop {
            let mut trial = self.clone();
            let together: Vec<Change> = known.iter().map(|&at| changes[at].clone()).collect();
            if !possible(&mut trial, &together).ok()? {
                return Some(known);
            }
            let mut last = None;
            for (at, change) in changes[..within].iter().enumerate() {
                if !known.contains(&at) && !possible(&mut trial, std::slice::from_ref(change)).ok()? {
                    last = Some(at);
                    break;
                }
            }
            within = last?;
            known.insert(known.partition_point(|&other| other < within), within);
        }
    }
}

fn possible(session: &mut Session, changes: &[Change]) -> Result<bool, Malformed> {
    match session.apply(changes) {
        Ok(_) => Ok(true),
        Err(Rejected::Infeasible(_)) => Ok(false),
        Err(Rejected::Malformed(why)) => Err(why),
    }
}

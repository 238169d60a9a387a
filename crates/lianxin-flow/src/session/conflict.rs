//! Changes that cannot all be made: the few among them that exclude each other.

use super::{Change, Rejected, Session};
use crate::spread::Malformed;

impl Session {
    /// The conflict among these changes: positions of some that leave no plan together, while without any one
    /// of them the others do. `None` when all can be made at once. The session stays as it is.
    ///
    /// The changes are added in order until there is no plan; the last one added belongs to the conflict, and
    /// none after it is needed. From the front again with those that are known, until they alone leave no plan
    /// (de Siqueira and Puget 1988). One copy of the session and at most all changes for each in the conflict.
    ///
    /// # Errors
    ///
    /// The first change that names what is not there, or breaks a limit.
    pub fn conflict(&self, changes: &[Change]) -> Result<Option<Vec<usize>>, Malformed> {
        let mut known: Vec<usize> = Vec::new();
        let mut within = changes.len();
        loop {
            let mut trial = self.clone();
            let together: Vec<Change> = known.iter().map(|&at| changes[at].clone()).collect();
            if !possible(&mut trial, &together)? {
                known.sort_unstable();
                return Ok(Some(known));
            }
            let mut last = None;
            for (at, change) in changes[..within].iter().enumerate() {
                if !known.contains(&at) && !possible(&mut trial, std::slice::from_ref(change))? {
                    last = Some(at);
                    break;
                }
            }
            match last {
                Some(at) => {
                    known.push(at);
                    within = at;
                }
                None => return Ok(None),
            }
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

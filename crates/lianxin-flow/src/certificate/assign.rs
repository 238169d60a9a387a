//! Checking assignments and their Hall sets.

use super::Refusal;
use crate::assign::{Assign, Dense, Shortage};

/// A cost and a price within this sum up in 64 bits.
const FARTHEST: u64 = 1 << 62;

/// Verifies that the columns are an assignment of all rows and that the prices prove it cheapest; gives its
/// cost. A [`Refusal`]'s agents are rows and its places columns.
///
/// O(arcs + columns), 128-bit sums. Prices beyond 2⁶² are refused: no optimum needs them.
///
/// # Errors
///
/// The first thing found wrong.
pub fn check_assign(assign: &Assign, columns: &[u32], prices: &[i64]) -> Result<i64, Refusal> {
    if columns.len() != assign.rows() || prices.len() != assign.columns() {
        return Err(Refusal::Shape);
    }
    let rows = (0_u32..).take(assign.rows()).map(|row| assign.row(row));
    check_rows(rows, columns, prices)
}

/// As [`check_assign`], for a full matrix. O(rows · columns).
///
/// # Errors
///
/// The first thing found wrong.
pub fn check_dense(dense: &Dense, columns: &[u32], prices: &[i64]) -> Result<i64, Refusal> {
    if columns.len() != dense.rows() || prices.len() != dense.columns() {
        return Err(Refusal::Shape);
    }
    let row = |row: u32| (0_u32..).zip(dense.row(row).iter().map(|&cost| i64::from(cost)));
    check_rows((0_u32..).take(dense.rows()).map(row), columns, prices)
}

fn check_rows(
    rows: impl Iterator<Item = impl Iterator<Item = (u32, i64)>>,
    columns: &[u32],
    prices: &[i64],
) -> Result<i64, Refusal> {
    if prices.iter().any(|price| price.unsigned_abs() > FARTHEST) {
        return Err(Refusal::Shape);
    }
    let mut loads = vec![0_i64; prices.len()];
    let (mut cost_sum, mut proved) = (0_i128, 0_i128);
    for ((row, arcs), &mine) in (0_u32..).zip(rows).zip(columns) {
        let (mut taken, mut cheapest) = (None, None);
        for (column, cost) in arcs {
            let sum = cost + prices[column as usize];
            if column == mine {
                taken = Some((sum, cost));
            }
            if cheapest.is_none_or(|(least, _)| sum < least) {
                cheapest = Some((sum, column));
            }
        }
        match (taken, cheapest) {
            (Some((sum, cost)), Some((least, _))) if sum == least => {
                cost_sum += i128::from(cost);
                proved += i128::from(sum);
            }
            (Some(_), Some((_, other))) => {
                return Err(Refusal::Cheaper { agent: row, place: mine, other });
            }
            _ => return Err(Refusal::Places { agent: row }),
        }
        loads[mine as usize] += 1;
    }
    for (place, (&load, &price)) in (0_u32..).zip(loads.iter().zip(prices)) {
        if load > 1 {
            return Err(Refusal::Bounds { place, load });
        }
        if price < 0 || price > 0 && load == 0 {
            return Err(Refusal::Price { place });
        }
        proved -= i128::from(price);
    }
    if cost_sum != proved {
        return Err(Refusal::Gap { cost: cost_sum, proved });
    }
    i64::try_from(cost_sum).map_err(|_| Refusal::Shape)
}

/// Verifies from the problem alone that there is no assignment.
///
/// # Errors
///
/// What is wrong with the claim.
pub fn check_shortage(assign: &Assign, claim: &Shortage) -> Result<(), Refusal> {
    let ascending = |list: &[u32]| list.windows(2).all(|pair| pair[0] < pair[1]);
    let known = claim.rows.last().is_none_or(|&row| (row as usize) < assign.rows());
    if !ascending(&claim.rows) || !ascending(&claim.columns) || !known {
        return Err(Refusal::Shape);
    }
    for &row in &claim.rows {
        if assign.row(row).any(|(column, _)| claim.columns.binary_search(&column).is_err()) {
            return Err(Refusal::Places { agent: row });
        }
    }
    if claim.rows.len() > claim.columns.len() { Ok(()) } else { Err(Refusal::NoConflict) }
}

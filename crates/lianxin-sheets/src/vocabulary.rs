//! What the words above columns mean on one kind of workbook.

use std::collections::BTreeMap;

use lianxin_domain::people::{Field, SheetKind, folded};

/// Fields with the labels that mean them. Within a field the earlier label wins when a sheet has several.
pub type Labels = &'static [(Field, &'static [&'static str])];

/// How one kind of workbook is read.
pub struct Vocabulary {
    /// Labels of columns.
    pub labels: Labels,
    /// What a sheet with these columns holds; none when it is no table of this kind.
    pub kind: fn(&BTreeMap<Field, u16>) -> Option<SheetKind>,
    /// Labels that mean another field on this kind of sheet.
    pub adapted: fn(SheetKind, BTreeMap<Field, u16>) -> BTreeMap<Field, u16>,
    /// Fields of which a second column is passed over without a word.
    pub quiet: &'static [Field],
    /// What a problem may quote of a cell.
    pub quoted: fn(Field, &str) -> String,
}

impl Vocabulary {
    /// What a label means, and how clearly: 0 is the clearest.
    pub fn meaning(&self, label: &str) -> Option<(Field, usize)> {
        let exact = |key: &str| {
            self.labels
                .iter()
                .find_map(|(field, labels)| labels.iter().position(|l| *l == key).map(|n| (*field, n)))
        };
        let whole = folded(label);
        let whole = whole.trim_end_matches("必填").trim_end_matches("选填");
        exact(whole).or_else(|| {
            let before = label.split(['（', '(', '【', '[', '\n', '：', ':']).next().unwrap_or_default();
            let key = folded(before);
            (key != whole).then(|| exact(&key)).flatten().map(|(field, n)| (field, n + 100))
        })
    }
}

/// Whether a sheet without a known header is one of instructions or lists.
pub fn is_instructions(sheet: &str) -> bool {
    let name = folded(sheet);
    ["说明", "清单", "目录", "封面", "填表须知", "选项"].iter().any(|word| name.contains(word))
}

/// Whether a row's first text begins a footer: sums, remarks, signatures.
pub fn is_footer(text: &str) -> bool {
    let key = folded(text);
    ["合计", "总计", "小计", "注", "说明", "填表", "制表", "审核", "单位负责人", "备注", "填报"]
        .iter()
        .any(|w| key.starts_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_are_told_from_names() {
        assert!(is_footer("注：以上人员均为在编") && is_footer("合 计") && !is_footer("张伟"));
    }
}

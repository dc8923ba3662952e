//! The words of the outputs, as people say them: Chinese and English.

/// A word in Chinese and in English.
pub type Phrase = [&'static str; 2];

/// How grave a finding is.
pub fn severity(word: &str) -> Phrase {
    match word {
        "error" => ["错误", "error"],
        "warning" => ["警告", "warning"],
        _ => ["提示", "notice"],
    }
}

/// The slip behind a finding; nothing where none explains it.
pub fn slip(word: &str) -> Option<Phrase> {
    Some(match word {
        "total-not-filled" => ["总计没有填", "total not filled in"],
        "digits-swapped" => ["数字颠倒", "digits swapped"],
        "digit-lost" => ["漏了一位数字", "a digit lost"],
        "digit-doubled" => ["多了一位数字", "a digit doubled"],
        "shifted" => ["整行或整列错位", "shifted by one place"],
        "neighbour" => ["填成了相邻格的数", "the number of the cell beside it"],
        "sign" => ["正负号错", "wrong sign"],
        "factor-10" => ["差十倍", "ten times off"],
        "factor-10000" => [
            "差一万倍（元与万元混淆）",
            "ten thousand times off (元 for 万元)",
        ],
        "last-year" => ["留用了上年的数", "last year's number left in"],
        "counted-twice" => ["重复计算", "counted twice"],
        "left-out" => ["漏填", "left out"],
        _ => return None,
    })
}

/// What kind of body reports.
pub fn level(word: &str) -> Phrase {
    match word {
        "ministry" => ["中央部门", "ministry"],
        "province" => ["省级政府", "province"],
        "prefecture" => ["市级政府", "prefecture"],
        "county" => ["县级政府", "county"],
        "town" => ["乡镇、街道", "town"],
        "zone" => ["开发区等", "zone"],
        "bureau" => ["部门、机构", "bureau"],
        _ => ["不明", "unknown"],
    }
}

/// How reading a file ended.
pub fn status(word: &str) -> Phrase {
    match word {
        "ok" => ["已读", "read"],
        "partial" => ["部分读出", "read in part"],
        "no-tables" => ["没有表格", "no tables"],
        "tables-are-images" => ["表格是图片", "tables are pictures"],
        "needs-ocr" => ["是扫描件", "a scan"],
        "needs-password" => ["需要密码", "needs a password"],
        "not-a-report" => ["不是年度报告", "no report"],
        "empty" => ["空文件", "empty"],
        "damaged" => ["已损坏", "damaged"],
        "unsupported" => ["不支持的格式", "format not read"],
        "timeout" => ["超时", "took too long"],
        "memory" => ["内存超限", "needs too much memory"],
        "crashed" => ["读取时崩溃", "crashed the reader"],
        "vanished" => ["文件已不在", "vanished"],
        "skipped" => ["跳过", "passed over"],
        _ => ["无法打开", "cannot be opened"],
    }
}

/// Why a relation could not be evaluated.
pub fn open(word: &str) -> Phrase {
    match word {
        "blank" => ["空白", "blank"],
        "absent" => ["缺格", "cells not there"],
        "unreadable" => ["读不出", "unreadable"],
        "inferred" => ["数字系推定", "figures inferred"],
        "table-absent" => ["缺表", "table not there"],
        "table-lost" => ["表未能分格", "cells of the table run together"],
        _ => ["表是图片", "table is a picture"],
    }
}

/// Whether a table was found; nothing where it was.
pub fn presence(word: &str) -> Option<Phrase> {
    Some(match word {
        "found" => return None,
        "lost" => [
            "表格文字在报告中，但无法分格，所以没有数。",
            "The words of the table are in the report, but its cells could not be told apart: no figures.",
        ],
        "image" => [
            "这张表在报告中是图片，没有读出。",
            "This table is a picture in the report and was not read.",
        ],
        _ => ["报告中没有这张表。", "This table is not in the report."],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sheet::words;

    #[test]
    fn every_word_has_a_phrase_of_its_own() {
        let of = |words: Vec<&'static str>, phrase: fn(&str) -> Phrase| {
            let mut said: Vec<Phrase> = words.iter().map(|word| phrase(word)).collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), words.len(), "{said:?}");
        };
        of(words::severities(), severity);
        of(words::levels(), level);
        of(words::statuses(), status);
        let slips = words::slips();
        assert_eq!(slips.iter().filter(|word| slip(word).is_none()).count(), 1);
        let presences = words::presences();
        assert_eq!(
            presences.iter().filter(|w| presence(w).is_none()).count(),
            1
        );
    }
}

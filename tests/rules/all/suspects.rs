//! Which cells are to blame, in cases that were met and in one of each kind of slip.

use crate::sample::{Sample, written};
use gouji::report::{Report, Slip, State};

/// A table whose rows and columns all add up, with two-digit figures.
fn sound() -> Sample {
    Sample::new(2023)
        .requests("new", [52, 13, 4, 0, 6, 8, 83])
        .requests("carried_in", [5, 0, 0, 0, 0, 1, 6])
        .requests("granted", [24, 8, 4, 0, 0, 6, 42])
        .requests("partial", [12, 3, 0, 0, 6, 0, 21])
        .requests("denied.third_party", [9, 0, 0, 0, 0, 2, 11])
        .requests("unavailable.not_held", [10, 1, 0, 0, 0, 0, 11])
        .requests("total", [55, 12, 4, 0, 6, 8, 85])
        .requests("carried_out", [2, 1, 0, 0, 0, 1, 4])
}

fn best(report: &Report) -> (String, Slip) {
    let suspects = &report.findings[0].suspects[0];
    (written(suspects), suspects.slip)
}

#[test]
fn the_sound_table_is_sound() {
    assert!(sound().check().findings.is_empty());
}

/// Both columns of results exceed the total by what stands in 部分公开, all of which stands in 予以公开 too.
#[test]
fn cases_counted_in_two_rows() {
    let report = Sample::new(2020)
        .requests("new", [20, 0, 0, 0, 0, 1, 21])
        .requests("granted", [6, 0, 0, 0, 0, 1, 7])
        .requests("partial", [6, 0, 0, 0, 0, 0, 6])
        .requests("unavailable.not_held", [4, 0, 0, 0, 0, 0, 4])
        .requests("unavailable.unclear", [3, 0, 0, 0, 0, 0, 3])
        .requests("not_processed.repeat", [3, 0, 0, 0, 0, 0, 3])
        .requests("other", [4, 0, 0, 0, 0, 0, 4])
        .requests("total", [20, 0, 0, 0, 0, 1, 21])
        .check();
    assert_eq!(report.findings.len(), 2);
    assert_eq!(
        report.findings[0].equation,
        "6 + 6 + 4 + 3 + 3 + 4 = 26 ≠ 20"
    );
    assert_eq!(
        report.findings[1].equation,
        "7 + 6 + 4 + 3 + 3 + 4 = 27 ≠ 21"
    );
    // The two columns share no cell and are groups of their own, but what explains one explains the other.
    for (finding, group) in report.findings.iter().zip(1..) {
        assert_eq!(finding.group, group);
        assert_eq!(
            written(&finding.suspects[0]),
            "requests/partial/natural_person=0+requests/partial/total=0"
        );
        assert_eq!(finding.slip(), Some(Slip::CountedTwice));
    }
}

/// Requests came in and nothing became of them: either they did not come, or where they went was left out.
#[test]
fn received_and_never_dealt_with() {
    let report = Sample::new(2023)
        .requests("new", [3, 0, 0, 0, 0, 0, 3])
        .check();
    assert_eq!(report.findings.len(), 2);
    let sets: Vec<String> = report.findings[0].suspects.iter().map(written).collect();
    assert_eq!(
        sets,
        [
            "requests/carried_out/natural_person=3+requests/carried_out/total=3",
            "requests/new/natural_person=0+requests/new/total=0",
        ]
    );
    assert_eq!(report.findings[0].slip(), Some(Slip::LeftOut));
}

#[test]
fn one_cell_one_suspect() {
    for (row, column, wrong, right, slip) in [
        ("granted", "natural_person", "42", "24", Slip::DigitsSwapped),
        ("granted", "natural_person", "4", "24", Slip::DigitLost),
        ("granted", "natural_person", "244", "24", Slip::DigitDoubled),
        ("granted", "natural_person", "240", "24", Slip::Factor10),
        (
            "unavailable.not_held",
            "natural_person",
            "1",
            "10",
            Slip::Factor10,
        ),
        ("granted", "natural_person", "-24", "24", Slip::Sign),
        ("granted", "natural_person", "8", "24", Slip::Neighbour),
        ("granted", "natural_person", "0", "24", Slip::LeftOut),
        ("granted", "natural_person", "31", "24", Slip::Other),
        ("total", "total", "0", "85", Slip::TotalNotFilled),
        ("new", "legal_service", "60000", "6", Slip::Factor10000),
    ] {
        let report = sound().set("requests", row, column, wrong).check();
        let finding = report.findings.iter().find(|f| f.rule != "count-invalid");
        let suspects = &finding.expect("a broken relation").suspects;
        assert_eq!(suspects.len(), 1, "{wrong}");
        assert_eq!(
            written(&suspects[0]),
            format!("requests/{row}/{column}={right}")
        );
        assert_eq!(suspects[0].slip, slip, "{wrong}");
    }
}

#[test]
fn a_row_typed_one_place_off() {
    let report = sound().requests("granted", [8, 4, 0, 0, 6, 42, 0]).check();
    let (cells, slip) = best(&report);
    assert_eq!(
        cells,
        "requests/granted/natural_person=24+requests/granted/business=8+requests/granted/research=4\
         +requests/granted/legal_service=0+requests/granted/other=6+requests/granted/total=42"
    );
    assert_eq!(slip, Slip::Shifted);
    assert!(report.findings.iter().all(|finding| finding.group == 1));
}

/// The row's sum still holds, so that its columns are broken each for itself and must be explained together.
#[test]
fn a_row_typed_one_place_off_beside_its_total() {
    let report = sound().requests("granted", [8, 4, 0, 0, 6, 24, 42]).check();
    assert_eq!(report.findings.len(), 5);
    for finding in &report.findings {
        assert_eq!(
            written(&finding.suspects[0]),
            "requests/granted/natural_person=24+requests/granted/business=8+requests/granted/research=4\
             +requests/granted/legal_service=0+requests/granted/other=6"
        );
        assert_eq!(finding.slip(), Some(Slip::Shifted));
    }
}

/// Where parts of the row balance by themselves, each part is a smallest set.
#[test]
fn a_row_one_place_off_falls_apart_at_its_noughts() {
    let report = sound().requests("partial", [0, 12, 3, 0, 0, 6, 21]).check();
    let parts = [
        (
            "natural_person",
            "requests/partial/natural_person=12+requests/partial/business=3+requests/partial/research=0",
        ),
        (
            "other",
            "requests/partial/legal_service=6+requests/partial/other=0",
        ),
    ];
    for (column, part) in parts {
        let finding = report.findings.iter().find(|f| f.column == column);
        let suspects = &finding.expect("a broken column").suspects;
        assert!(
            suspects
                .iter()
                .any(|set| written(set) == part && set.slip == Slip::Shifted)
        );
    }
}

#[test]
fn a_value_in_the_next_column() {
    let report = sound().requests("partial", [12, 3, 0, 6, 0, 0, 21]).check();
    let (cells, slip) = best(&report);
    assert_eq!(
        cells,
        "requests/partial/public_interest=0+requests/partial/legal_service=6"
    );
    assert_eq!(slip, Slip::Shifted);
}

#[test]
fn a_blank_that_should_have_been_filled() {
    let report = sound()
        .state("requests", "partial", "natural_person", State::Blank)
        .check();
    let finding = report
        .findings
        .iter()
        .find(|f| f.rule == "requests-row-total");
    let suspects = &finding.expect("a broken row").suspects;
    assert_eq!(written(&suspects[0]), "requests/partial/natural_person=12");
    assert_eq!(suspects[0].slip, Slip::LeftOut);
}

#[test]
fn slips_that_share_no_relation_are_told_apart() {
    let report = sound()
        .set("requests", "granted", "natural_person", 42)
        .set("requests", "carried_in", "other", 7)
        .check();
    let groups: Vec<u32> = report.findings.iter().map(|f| f.group).collect();
    assert!(groups.contains(&1) && groups.contains(&2));
    for finding in &report.findings {
        assert_eq!(finding.suspects.len(), 1, "{}", finding.equation);
    }
}

#[test]
fn two_slips_in_one_row_are_found_together() {
    let report = sound()
        .set("requests", "granted", "natural_person", 42)
        .set("requests", "granted", "business", 18)
        .check();
    let (cells, _) = best(&report);
    assert_eq!(
        cells,
        "requests/granted/natural_person=24+requests/granted/business=8"
    );
}

#[test]
fn a_mess_stays_bounded() {
    let mut sample = sound();
    for (at, column) in crate::sample::APPLICANTS.iter().enumerate() {
        for (by, row) in ["granted", "partial", "total", "new", "denied.third_party"]
            .iter()
            .enumerate()
        {
            sample = sample.set(
                "requests",
                row,
                column,
                100 + 17 * at * at + 31 * by * by * by,
            );
        }
    }
    let report = sample.check();
    assert!(report.coverage.broken > 10);
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.suspects.len() <= 8)
    );
}

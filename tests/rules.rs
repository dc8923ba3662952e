//! The rules: a file of the same stem for each, and what concerns them all under `rules/all`.

#[path = "rules/all/beside.rs"]
mod beside;
#[path = "rules/all/sample.rs"]
mod sample;

#[path = "rules/all/order.rs"]
mod order;
#[path = "rules/all/properties.rs"]
mod properties;
#[path = "rules/all/suspects.rs"]
mod suspects;

#[path = "rules/carry-over-mismatch.rs"]
mod carry_over_mismatch;
#[path = "rules/citation-outdated.rs"]
mod citation_outdated;
#[path = "rules/count-invalid.rs"]
mod count_invalid;
#[path = "rules/disputes-total.rs"]
mod disputes_total;
#[path = "rules/fees-mismatch.rs"]
mod fees_mismatch;
#[path = "rules/form-outdated.rs"]
mod form_outdated;
#[path = "rules/in-force-discontinuity.rs"]
mod in_force_discontinuity;
#[path = "rules/in-force-too-small.rs"]
mod in_force_too_small;
#[path = "rules/narrative-differs.rs"]
mod narrative_differs;
#[path = "rules/parent-too-small.rs"]
mod parent_too_small;
#[path = "rules/pending-vanished.rs"]
mod pending_vanished;
#[path = "rules/percentage-differs.rs"]
mod percentage_differs;
#[path = "rules/period-mismatch.rs"]
mod period_mismatch;
#[path = "rules/prior-items-discontinuity.rs"]
mod prior_items_discontinuity;
#[path = "rules/published-late.rs"]
mod published_late;
#[path = "rules/regulations-implausible.rs"]
mod regulations_implausible;
#[path = "rules/report-absent.rs"]
mod report_absent;
#[path = "rules/report-conflict.rs"]
mod report_conflict;
#[path = "rules/report-copied.rs"]
mod report_copied;
#[path = "rules/report-unchanged.rs"]
mod report_unchanged;
#[path = "rules/requests-balance.rs"]
mod requests_balance;
#[path = "rules/requests-result-total.rs"]
mod requests_result_total;
#[path = "rules/requests-row-total.rs"]
mod requests_row_total;
#[path = "rules/row-missing.rs"]
mod row_missing;
#[path = "rules/row-unknown.rs"]
mod row_unknown;
#[path = "rules/section-missing.rs"]
mod section_missing;
#[path = "rules/statistics-total.rs"]
mod statistics_total;
#[path = "rules/table-missing.rs"]
mod table_missing;
#[path = "rules/template-text.rs"]
mod template_text;
#[path = "rules/unit-jump.rs"]
mod unit_jump;
#[path = "rules/value-missing.rs"]
mod value_missing;
#[path = "rules/value-unreadable.rs"]
mod value_unreadable;
#[path = "rules/year-mismatch.rs"]
mod year_mismatch;
#[path = "rules/year-missing.rs"]
mod year_missing;
#[path = "rules/zero-implausible.rs"]
mod zero_implausible;

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
#[path = "rules/in-force-too-small.rs"]
mod in_force_too_small;
#[path = "rules/narrative-differs.rs"]
mod narrative_differs;
#[path = "rules/percentage-differs.rs"]
mod percentage_differs;
#[path = "rules/period-mismatch.rs"]
mod period_mismatch;
#[path = "rules/published-late.rs"]
mod published_late;
#[path = "rules/regulations-implausible.rs"]
mod regulations_implausible;
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
#[path = "rules/value-missing.rs"]
mod value_missing;
#[path = "rules/value-unreadable.rs"]
mod value_unreadable;
#[path = "rules/year-mismatch.rs"]
mod year_mismatch;
#[path = "rules/zero-implausible.rs"]
mod zero_implausible;

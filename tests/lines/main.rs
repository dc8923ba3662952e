//! Tables as lines of text in which order alone says what belongs together: a figure goes to its own row, or is doubtful.

mod labels;

use gouji::audit::{Settings, audit};
use gouji::forms::{Block, Forms, Table};
use gouji::report::{DOUBTFUL, Filed, Presence, Report, State};

const YEAR_OF_2014: u16 = 2016;

fn report(text: &str) -> Report {
    let mut audited = audit(text.as_bytes(), &Settings::default());
    audited.reports.pop().expect("a report")
}

fn table<'r>(report: &'r Report, id: &str) -> (&'r Filed, &'static Table) {
    let forms = Forms::embedded();
    let form = |t: &Filed| &forms.editions[t.edition].tables[t.table];
    let mut found = report.tables.iter();
    let filed = found
        .find(|t| t.presence == Presence::Found && form(t).id == id)
        .expect("the table");
    (filed, form(filed))
}

/// What is given for a field without a doubt.
fn sure(report: &Report, id: &str, row: &str, column: &str) -> Option<String> {
    let (filed, form) = table(report, id);
    let value = &filed.values[form.field(row, column)?];
    let sure = value.state == State::Number && value.confidence >= DOUBTFUL;
    sure.then(|| value.number.clone())
}

/// The statistics of 2014 with a cell on each line: a label, its unit, its figure; the figure goes to the label before it.
#[test]
fn a_cell_a_line_with_units() {
    let forms = Forms::embedded();
    let edition = &forms.editions[forms.in_force(Some(YEAR_OF_2014))];
    let form = &edition.tables[0];
    for marks in [true, false] {
        let mut text = format!(
            "青溪市财政局{YEAR_OF_2014}年政府信息公开工作年度报告\n附表\n统计指标\n单位\n统计数\n"
        );
        let mut figures = Vec::new();
        for row in &form.blocks[0].rows {
            for title in &row.above {
                text.push_str(&format!("{title}\n"));
                text.push_str(if marks { "——\n——\n" } else { " \n \n" });
            }
            let figure = (figures.len() * 7 + 3).to_string();
            let unit = &form.fields[form.field(&row.key, "value").expect("a field")].unit;
            text.push_str(&format!("{}\n{unit}\n{figure}\n", row.printed));
            figures.push(figure);
        }
        let read = report(&text);
        for (row, figure) in form.blocks[0].rows.iter().zip(&figures) {
            let given = sure(&read, &form.id, &row.key, "value");
            assert_eq!(given.as_ref(), Some(figure), "marks {marks}: {}", row.key);
        }
    }
}

const HEAD: &str = "青溪市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n";

/// The rows and columns of 表三.
fn block() -> &'static Block {
    let forms = Forms::embedded();
    &forms.editions[forms.in_force(Some(2023))].tables[1].blocks[0]
}

/// A web page with a table of some rows.
fn page(rows: &str) -> String {
    let head = HEAD.replace('\n', "</p><p>");
    format!("<html><body><p>{head}</p><table border=1>{rows}</table></body></html>")
}

/// A row of it: a cell with the label, and the figures.
fn marked_up(label: &str, figures: &[usize]) -> String {
    let cells = figures.iter().map(|figure| format!("<td>{figure}</td>"));
    format!("<tr>{label}{}</tr>", cells.collect::<String>())
}

/// 表三 as lines; `change` may alter the lines of a row, given its key.
fn requests(change: impl Fn(&str, String) -> String) -> String {
    let mut text = HEAD.to_owned();
    for (at, row) in block().rows.iter().enumerate() {
        let line = format!("{} {at} 1 2 3 4 5 {}\n", row.label, at + 15);
        text.push_str(&change(&row.key, line));
    }
    text + "四、政府信息公开行政复议、行政诉讼情况\n"
}

/// A figure is given for a row only where it is the row's own.
fn never_wrong(text: &str) {
    let read = report(text);
    let (_, form) = table(&read, "requests");
    for (at, row) in form.blocks[0].rows.iter().enumerate() {
        if let Some(figure) = sure(&read, "requests", &row.key, "natural_person") {
            assert_eq!(figure, at.to_string(), "{}\n{text}", row.key);
        }
        if let Some(figure) = sure(&read, "requests", &row.key, "total") {
            assert_eq!(figure, (at + 15).to_string(), "{}\n{text}", row.key);
        }
    }
}

/// Figures printed beside the name of a group, or for a subtotal, are not those of the row beside them, whose label stands
/// in several lines around its own.
#[test]
fn subtotals_are_no_rows() {
    let apart =
        "1.申请人无正当理由逾期不补\n正、行政机关不再处理其政府 20 1 2 3 4 5 35\n信息公开申请\n";
    for subtotal in [
        "（六）其他处理 91 92 93 94 95 96 97",
        "9.小计 91 92 93 94 95 96 97",
        "小计 91 92 93 94 95 96 97",
        "合计 91 92 93 94 95 96 97",
    ] {
        never_wrong(&requests(|key, line| {
            if key == "other.uncorrected" {
                format!("{subtotal}\n{apart}")
            } else {
                line
            }
        }));
    }
}

/// A label that ends beside its figures, with the next one below: the figures are not those of the next label, nor those of a
/// group the figures of the first.
#[test]
fn labels_that_end_beside_their_figures() {
    let figures = |line: &str| {
        line.split_once(' ')
            .map(|(_, f)| f.to_owned())
            .unwrap_or_default()
    };
    never_wrong(&requests(|key, line| match key {
        "other.uncorrected" => format!(
            "（六）其他处理 91 92 93 94 95 96 97\n1.申请人无正当理由逾期不补正、行\n政机关不再处理其政府信息公开申请 {}",
            figures(&line)
        ),
        "other.unpaid_fee" => format!(
            "2.申请人逾期未按收费通知要求缴纳\n费用、行政机关不再处理其政府信息\n公开申请 {}",
            figures(&line)
        ),
        _ => line,
    }));
}

/// A row that the form does not have is not the row of the same name whose cells are blank.
#[test]
fn another_row_called_other_where_the_own_one_is_blank() {
    let read = report(&requests(|key, line| {
        let label = line.split(' ').next().map(|l| format!("{l}\n"));
        match key {
            "not_processed.reconfirm" => line + "6.其他 0 0 0 0 0 0 0\n",
            "other.uncorrected" | "other.unpaid_fee" | "other.other" => label.unwrap_or_default(),
            _ => line,
        }
    }));
    assert_eq!(
        sure(&read, "requests", "other.other", "natural_person"),
        None
    );
}

/// Where a line has as many figures as it should and more follow on lines of their own, the last was broken and the line has
/// one too many: which is not known.
#[test]
fn a_number_broken_over_lines() {
    never_wrong(&requests(|key, line| {
        if key == "new" {
            "一、本年新收政府信息公开申请数量 0 1 2 3 4 5 1528\n1112\n6\n".to_owned()
        } else {
            line
        }
    }));
}

/// `6.其他` at the end of 不予处理 does not make a table with one row 其他处理 a table with three.
#[test]
fn another_row_called_other() {
    let text = requests(|key, line| match key {
        "not_processed.reconfirm" => line + "6.其他 0 0 0 0 0 0 0\n",
        "other.uncorrected" => "（六）其他处理 8 1 0 0 0 0 9\n".to_owned(),
        "other.unpaid_fee" | "other.other" => String::new(),
        _ => line,
    });
    let read = report(&text);
    assert_eq!(
        sure(&read, "requests", "other", "natural_person").as_deref(),
        Some("8")
    );
}

/// Rows printed without figures say which form it is.
#[test]
fn a_blank_table_with_a_printed_subtotal() {
    let text = requests(|key, line| {
        let label: String = line.split(' ').next().unwrap_or_default().to_owned() + "\n";
        if key == "other.uncorrected" {
            format!("（六）其他处理 0 0 0 0 0 0 0\n{label}")
        } else if key.starts_with("other.") {
            label
        } else {
            line
        }
    });
    let read = report(&text);
    let (filed, form) = table(&read, "requests");
    assert_eq!(Forms::embedded().editions[filed.edition].id, "2021");
    assert!(form.field("other.uncorrected", "total").is_some());
    assert_eq!(sure(&read, "requests", "other.uncorrected", "total"), None);
}

/// A printed subtotal among the columns is left out, wherever its head says it stands.
#[test]
fn a_column_of_subtotals() {
    let read = report(&with_subtotals(
        "自然人 法人或其他组织 总计",
        |cells| {
            cells.insert(7, "15");
        },
    ));
    let (_, form) = table(&read, "requests");
    for (at, row) in form.blocks[0].rows.iter().enumerate() {
        let total = sure(&read, "requests", &row.key, "total");
        assert_eq!(total, Some((at + 15).to_string()), "{}", row.key);
    }
    assert_eq!(read.extra.iter().filter(|e| e.number == "15").count(), 25);
}

/// 表三 with tabs between its cells, `change` to be made in each row, below a head with a subtotal at its end.
fn with_subtotals(head: &str, change: impl Fn(&mut Vec<&str>)) -> String {
    let heads =
        head.replace(' ', "\t") + "\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t小计\n";
    requests(|key, line| {
        let mut cells: Vec<&str> = line.trim_end().split(' ').collect();
        change(&mut cells);
        let row = cells.join("\t") + "\n";
        match key {
            "new" => heads.clone() + &row,
            _ => row,
        }
    })
}

/// The same where cells are blank, where a merged label left blank cells behind it, and where the head of the last column is
/// worded as a subtotal too.
#[test]
fn a_column_of_subtotals_beside_blank_cells() {
    for (merged, total) in [(0, "总计"), (1, "总计"), (2, "总计"), (1, "合计")] {
        let head = format!("自然人 法人或其他组织 {total}");
        let read = report(&with_subtotals(&head, |cells| {
            cells[3] = "";
            cells.insert(7, "13");
            for _ in 0..merged {
                cells.insert(1, "");
            }
        }));
        let (_, form) = table(&read, "requests");
        for (at, row) in form.blocks[0].rows.iter().enumerate() {
            let given = |column: &str| sure(&read, "requests", &row.key, column);
            let name = format!("{merged}, {total}: {}", row.key);
            assert_eq!(given("total"), Some((at + 15).to_string()), "{name}");
            assert_eq!(given("natural_person"), Some(at.to_string()), "{name}");
            assert_eq!(given("public_interest").as_deref(), Some("3"), "{name}");
        }
    }
}

/// Where the figures deny what the order of the heads says, the subtotal stands where they say.
#[test]
fn a_subtotal_that_is_not_where_its_head_stands() {
    let head = "自然人 小计 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n";
    let read = report(&requests(|key, line| {
        let mut cells: Vec<&str> = line.trim_end().split(' ').collect();
        cells.insert(7, "15");
        let row = cells.join("\t") + "\n";
        match key {
            "new" => head.replace(' ', "\t") + &row,
            _ => row,
        }
    }));
    let given = |column: &str| sure(&read, "requests", "granted", column);
    assert_eq!(given("business").as_deref(), Some("1"));
    assert_eq!(given("other").as_deref(), Some("5"));
}

/// A number broken over two lines of a row of pipes is not its first line.
#[test]
fn a_number_broken_within_pipes() {
    let text = "青溪市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n| 信息内容 | 本年收费金额\n（单位：万元） |\n| 行政事业性收费 | 16405\n.1820 |\n| 行政许可 | 12 |\n";
    let read = report(text);
    assert_eq!(
        sure(&read, "proactive", "licensing", "decisions").as_deref(),
        Some("12")
    );
    let fees = sure(&read, "proactive", "fees", "amount");
    assert!(fees.is_none_or(|f| f == "16405.1820"));
}

/// A blank row before a subtotal is blank, though the row of pipes is broken over lines.
#[test]
fn a_subtotal_below_a_blank_row() {
    let pipes = |line: &str| line.trim_end().replace(' ', " | ");
    let read = report(&requests(|key, line| {
        match key {
        "unavailable.unclear" => {
            "| 3.补正后申\n请内容仍不明确 |  |  |  |  |  |  |  |\n| 9.小计 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n".to_owned()
        }
        _ => format!("| {} |\n", pipes(&line)),
    }
    }));
    assert_eq!(
        sure(&read, "requests", "unavailable.unclear", "total"),
        None
    );
    let last = sure(&read, "requests", "carried_out", "natural_person");
    assert_eq!(last.as_deref(), Some("24"));
}

/// Figures beside the labels of two rows in one cell may be those of either.
#[test]
fn two_labels_in_one_cell() {
    let mut rows = String::new();
    let mut label = String::new();
    for (at, row) in block().rows.iter().enumerate() {
        label += &row.label;
        if row.key == "total" {
            label += "<br>";
            continue;
        }
        rows += &marked_up(&format!("<td>{label}</td>"), &[at, 1, 2, 3, 4, 5, at + 15]);
        label.clear();
    }
    let read = report(&page(&rows));
    for key in ["total", "carried_out"] {
        assert_eq!(sure(&read, "requests", key, "total"), None, "{key}");
    }
    assert_eq!(
        sure(&read, "requests", "other.other", "business").as_deref(),
        Some("1")
    );
}

/// 表三 as lines in which every sum holds.
fn sums_that_hold(change: impl Fn(&str, String) -> String) -> String {
    requests(|key, line| {
        let (person, firm) = match key {
            "new" | "total" => (21, 42),
            "carried_in" | "carried_out" => (0, 0),
            _ => (1, 2),
        };
        let label = line.split(' ').next().unwrap_or_default();
        let line = format!("{label} {person} {firm} 0 0 0 0 {}\n", person + firm);
        change(key, line)
    })
}

/// Two rows that lost their labels one after the other are those between the rows before and after where no row is missing
/// and every sum holds; not so where one sum does not.
#[test]
fn labels_lost_in_a_row() {
    let bare = |line: &str| line.split_once(' ').map_or("", |(_, f)| f).to_owned();
    for holds in [true, false] {
        let read = report(&sums_that_hold(|key, line| match key {
            "denied.third_party" | "denied.internal_affairs" => bare(&line),
            "granted" if !holds => line.replace(" 1 2 ", " 0 3 "),
            _ => line,
        }));
        for key in ["denied.third_party", "denied.internal_affairs"] {
            let given = sure(&read, "requests", key, "business");
            assert_eq!(given.as_deref(), holds.then_some("2"), "{key}");
        }
    }
}

/// A row that is vouched for says so once.
#[test]
fn a_label_lost_is_told_once() {
    let bare = |line: &str| line.split_once(' ').map_or("", |(_, f)| f).to_owned();
    let read = report(&sums_that_hold(|key, line| match key {
        "denied.third_party" => bare(&line),
        _ => line,
    }));
    let (filed, form) = table(&read, "requests");
    let field = form
        .field("denied.third_party", "business")
        .expect("a field");
    assert_eq!(
        filed.values[field].doubts,
        ["label-missing", "held-by-sums"]
    );
}

/// A row of the form's own number and words is that row, whatever other row bears its name: `6.其他` before it.
#[test]
fn an_exact_label_beside_one_of_another_number() {
    let read = report(&requests(|key, line| match key {
        "not_processed.reconfirm" => line + "6.其他 0 0 0 0 0 0 0\n",
        _ => line,
    }));
    let (_, form) = table(&read, "requests");
    let at = form.blocks[0]
        .rows
        .iter()
        .position(|r| r.key == "other.other");
    let given = sure(&read, "requests", "other.other", "natural_person");
    assert_eq!(given, at.map(|at| at.to_string()));
}

/// A page on which the last column of a table is not there: the others are read by their heads, the lost one is not.
#[test]
fn a_table_without_its_last_column() {
    let (_, shown) = block().columns.split_last().expect("columns");
    let heads = shown.iter().map(|c| format!("<td>{}</td>", c.label));
    let mut rows = format!("<tr><td></td>{}</tr>", heads.collect::<String>());
    for (at, row) in block().rows.iter().enumerate() {
        rows += &marked_up(&format!("<td>{}</td>", row.label), &[at, 1, 2, 3, 4, 5]);
    }
    let read = report(&page(&rows));
    for (at, row) in block().rows.iter().enumerate() {
        let given = |column: &str| sure(&read, "requests", &row.key, column);
        assert_eq!(given("natural_person"), Some(at.to_string()), "{}", row.key);
        assert_eq!(given("other").as_deref(), Some("5"), "{}", row.key);
        assert_eq!(given("total"), None, "{}", row.key);
    }
}

/// Heads of a page that lost their spans say nothing; as many cells as columns are the columns.
#[test]
fn heads_without_spans() {
    let mut rows = "<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td>申请人情况</td></tr>".to_owned();
    rows += "<tr><td rowspan=2>自然人</td><td>法人或其他组织</td><td rowspan=2>总计</td></tr>";
    rows += "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>";
    for (at, row) in block().rows.iter().enumerate() {
        let label = format!("<td colspan=3>{}</td>", row.label);
        rows += &marked_up(&label, &[at, 1, 2, 3, 4, 5, at + 15]);
    }
    let read = report(&page(&rows));
    for (at, row) in block().rows.iter().enumerate() {
        let total = sure(&read, "requests", &row.key, "total");
        assert_eq!(total, Some((at + 15).to_string()), "{}", row.key);
    }
}

/// A running head is no title, and radicals are the characters they stand for.
#[test]
fn titles() {
    let text = "政府信息公开工作年度报告\n青溪市⼈⺠政府2023年政府信息公开工作年度报告\n一、总体情况\n无。\n二、主动公开政府信息情况\n规章 0 0 0\n";
    let read = report(text);
    assert_eq!(
        read.identity.title,
        "青溪市人民政府2023年政府信息公开工作年度报告"
    );
    assert_eq!(read.identity.agency, "青溪市人民政府");
}

//! What publishing systems make of tables and figures.

use super::*;

#[test]
fn tables_of_boxes_are_tables() {
    let rows = |open: &str, cell: &str, close: &str| {
        let row = |cells: [&str; 3]| {
            let cells: String = cells.map(|text| cell.replace('#', text)).concat();
            format!("{open}{cells}{close}")
        };
        [
            ["项目", "上年", "本年"],
            ["检修", "2", "0"],
            ["巡查", "13", "7"],
        ]
        .map(row)
        .concat()
    };
    let expected = ["[项目|上年|本年][检修|2|0][巡查|13|7]"];
    for (open, cell, close) in [
        ("<div>", "<div>#</div>", "</div>"),
        ("<div style='display:flex'>", "<span>#</span>", "</div>"),
        ("<ul>", "<li>#</li>", "</ul>"),
        (
            "<div class='tr'>",
            "<span class='td w20'>#</span>",
            "</div>",
        ),
        ("<span role=row>", "<span role=cell>#</span>", "</span>"),
        (
            "<p style='display:table-row'>",
            "<i style='display:table-cell'>#</i>",
            "</p>",
        ),
        ("<div><div>", "<div><p>#</p></div>", "</div></div>"),
    ] {
        let set = if open.contains("role") || open.contains("table-row") {
            "<div role=table style='display:table'>"
        } else {
            "<div>"
        };
        let page = format!(
            "<p>概况</p>{set}{}</div><p>以上。</p>",
            rows(open, cell, close)
        );
        let read = read_body(&page);
        assert_eq!(read[1..read.len() - 1], expected, "{open}");
    }
    let sheet = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>";
    let page = format!(
        "{sheet}<div class=t>{}</div>",
        rows("<div class=r>", "<b class=c>#</b>", "</div>")
    );
    assert_eq!(read_body(&page), expected);
}

#[test]
fn boxes_of_text_are_no_tables() {
    let page = "<div><div><div>一、概况</div><div>全年供水平稳。</div></div><div><div>二、问题</div><div>管网老化。</div></div></div>";
    assert_eq!(
        read_body(page),
        ["一、概况", "全年供水平稳。", "二、问题", "管网老化。"]
    );
    // A number in several pieces is one number.
    let page =
        "<div><div><span>1</span><span>2</span></div><div><span>3</span><span>4</span></div></div>";
    assert_eq!(read_body(page), ["12", "34"]);
}

#[test]
fn marks_of_notes_are_no_digits() {
    let row = "<table><tr><td>检修</td><td>12<sup>1</sup></td></tr><tr><td>巡查<sup>2</sup></td>\
        <td>3<span style='vertical-align:super;font-size:8pt'>①</span></td></tr></table><p>面积 5m<sup>2</sup></p>";
    assert_eq!(read_body(row), ["[检修|12（1）][巡查2|3（①）]", "面积 5m2"]);
}

#[test]
fn struck_out_text_is_left_out_and_said() {
    let page = "<table><tr><td>检修</td><td><s>5</s>7</td></tr><tr><td>巡查</td>\
        <td>1<span style='text-decoration:line-through'>2</span></td></tr></table>";
    let document = document(page.as_bytes());
    assert_eq!(tables(page.as_bytes())[0].rows[0][1].text, "7");
    assert_eq!(tables(page.as_bytes())[0].rows[1][1].text, "1");
    assert_eq!(codes(&document), ["struck-out"]);
}

#[test]
fn fields_of_a_form_in_a_table_are_read() {
    let page = "<form><input name=q value=搜索><table><tr><td>检修</td><td><input value=5></td><td><input type=hidden value=9></td></tr>\
        <tr><td>巡查</td><td><textarea>7</textarea></td><td><select><option>甲<option selected>乙</select></td></tr></table></form>";
    assert_eq!(read_body(page), ["[检修|5|][巡查|7|乙]"]);
}

#[test]
fn a_table_that_a_script_shows_is_read() {
    let prose = "全年供水平稳。".repeat(60);
    let page = format!(
        "<p>{prose}</p><div style='display:none'><table><tr><td>检修</td><td>5</td></tr></table></div>"
    );
    let read = read_body(&page);
    assert_eq!(read[1], "[检修|5]");
    // Where the page shows a table of its own, what it hides stays hidden.
    let page = format!("<table><tr><td>巡查</td><td>5</td></tr></table>{page}");
    assert!(!read_body(&page).contains(&"[检修|5]".to_owned()));
    // What is there for browsers without scripts only.
    let page = "<noscript><table><tr><td>检修</td><td>5</td></tr></table></noscript>";
    assert_eq!(read_body(page), ["[检修|5]"]);
}

#[test]
fn pages_that_come_wrapped() {
    let inner = "<p>概况</p><table><tr><td>检修</td><td>5</td></tr></table>";
    let expected = ["概况", "[检修|5]"];
    let json = format!(
        "{{\"code\":0,\"data\":{{\"title\":\"年报\",\"content\":\"{}\"}}}}",
        inner.replace('/', "\\/")
    );
    let answer = document(json.as_bytes());
    assert_eq!(answer.meta.title.as_deref(), Some("年报"));
    assert_eq!(codes(&answer), ["json-read"]);
    assert_eq!(drawn(&flow(json.as_bytes())), expected);
    let script = format!(
        "<html><body><div id=app></div><script>render(\"{}\")</script>",
        inner.replace('/', "\\/")
    );
    assert_eq!(drawn(&flow(script.as_bytes())), expected);
    let xml = format!(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script src='a.js'/></head><body><div/>{inner}</body></html>"
    );
    assert_eq!(drawn(&flow(xml.as_bytes())), expected);
}

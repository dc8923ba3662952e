//! Words of which one stands in whatever a regular expression fits. They are read off the expression as it is written:
//! to have it taken apart in earnest would take longer than most searches.

use std::iter::Peekable;
use std::str::Chars;

/// More wordings than these are not worth looking for one by one.
const MOST: usize = 24;

/// The words of an expression, as long as they can be; none where nothing is known.
pub fn needs(expression: &str) -> Vec<String> {
    ways(&mut expression.chars().peekable()).unwrap_or_default()
}

/// The words of all ways that an expression or a group has, up to its end; `None` where one of them needs none.
fn ways(rest: &mut Peekable<Chars<'_>>) -> Option<Vec<String>> {
    let mut all = Some(Vec::new());
    loop {
        let way = way(rest);
        all = all.zip(way).map(|(all, way)| [all, way].concat());
        if rest.next() != Some('|') {
            return all.filter(|words| (1..=MOST).contains(&words.len()));
        }
    }
}

/// The best words of what stands one after the other.
fn way(rest: &mut Peekable<Chars<'_>>) -> Option<Vec<String>> {
    let (mut found, mut literal) = (Vec::new(), String::new());
    while let Some(next) = rest.next_if(|c| !matches!(c, '|' | ')')) {
        let part = match next {
            '(' => {
                // `?:` says that the group has no number.
                if rest.next_if_eq(&'?').is_some() {
                    rest.next();
                }
                ways(rest)
            }
            '[' => class(rest),
            '.' | '^' | '$' => None,
            '\\' => rest.next().map(|c| vec![c.to_string()]),
            c => Some(vec![c.to_string()]),
        };
        let is_once = !matches!(rest.peek(), Some('?' | '*' | '+' | '{'));
        let is_needed = is_once || at_least_once(rest);
        let is_character = !matches!(next, '(' | '[' | '.' | '^' | '$');
        match part {
            Some(one) if is_character && is_once => literal.push_str(&one[0]),
            part => {
                found.push(vec![std::mem::take(&mut literal)]);
                found.extend(part.filter(|_| is_needed));
            }
        }
    }
    found.push(vec![literal]);
    let shortest = |words: &Vec<String>| words.iter().map(String::len).min();
    found.retain(|words| shortest(words) > Some(0));
    found.into_iter().max_by_key(shortest)
}

/// Takes off how often what stands before it is repeated: whether it has to be there.
fn at_least_once(rest: &mut Peekable<Chars<'_>>) -> bool {
    let needed = match rest.next() {
        Some('+') => true,
        Some('{') => {
            let bounds: String = rest.by_ref().take_while(|c| *c != '}').collect();
            let least = bounds.split(',').next().unwrap_or_default();
            least.parse::<u32>().is_ok_and(|least| least > 0)
        }
        _ => false,
    };
    rest.next_if_eq(&'?');
    needed
}

/// The characters of a class, where they are few and named one by one.
fn class(rest: &mut Peekable<Chars<'_>>) -> Option<Vec<String>> {
    let (mut words, mut is_plain) = (Vec::new(), rest.next_if_eq(&'^').is_none());
    while let Some(next) = rest.next() {
        let c = match next {
            ']' => break,
            '\\' => rest.next()?,
            // The first and the last one stand for themselves.
            '-' if !words.is_empty() && rest.peek() != Some(&']') => {
                is_plain = false;
                continue;
            }
            c => c,
        };
        words.push(c.to_string());
    }
    (is_plain && words.len() <= MOST).then_some(words)
}

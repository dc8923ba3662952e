//! The site of an audit: pages that open from a disk and from any server, and ask nothing of any other.
//!
//! A page is written as its report comes; of each report only a line stays in memory, for the page of its body. The
//! lists are scripts of some thousands of rows each, which a list page asks for as it needs them: a page opened from a
//! disk may load scripts and nothing else. Every text of a report is escaped by the templates (`pages/`) or by
//! `words::Escaped`, and no page may run or load what is not a file of the site.

mod bodies;
mod charts;
mod finding;
mod form;
mod lists;
mod names;
mod overview;
mod pages;
mod prose;
mod report;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::io;

use askama::Template;

use self::bodies::Bodies;
use self::lists::Lists;
use self::names::Names;
use self::overview::Overview;
use self::table::Drawings;
use super::picture::{Crop, NoPicture, Picture};
use super::{Context, PROGRAM_VERSION, wire};
use crate::rules::Rules;

/// Where the files of a site go.
pub trait Folder {
    /// Makes a file; its name may hold folders, separated by `/`.
    ///
    /// # Errors
    /// What the system says.
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;
}

/// Who takes pictures of the input whose reports come next.
pub trait Camera {
    /// A picture for each of the crops; fewer, or none at all, where there is nothing to take them of.
    fn take(&mut self, crops: &[Crop]) -> Vec<Result<Picture, NoPicture>>;

    /// Address of the input, as a link in a page two folders below the site's own; empty where there is none.
    fn address(&self) -> String {
        String::new()
    }
}

/// Takes no pictures.
#[derive(Clone, Copy, Debug)]
pub struct NoCamera;

impl Camera for NoCamera {
    fn take(&mut self, _: &[Crop]) -> Vec<Result<Picture, NoPicture>> {
        Vec::new()
    }
}

/// What every page needs to know.
#[derive(Clone, Debug)]
struct Page {
    /// What leads from the page to the folder of the site.
    pub root: &'static str,
    /// Its title.
    pub title: String,
    /// Which part of the site it belongs to.
    pub part: &'static str,
    /// What made it.
    pub program: String,
}

/// A site on its way.
pub struct Site<F> {
    folder: F,
    names: Names,
    drawings: Drawings,
    program: String,
    lists: Lists,
    bodies: Bodies,
    overview: Overview,
}

impl<F: Folder> Site<F> {
    /// Begins with what does not depend on the inputs.
    ///
    /// # Errors
    /// What the folder says.
    pub fn new(context: &Context<'static>, mut folder: F) -> io::Result<Self> {
        for (name, text) in pages::ASSETS {
            folder.write(name, text.as_bytes())?;
        }
        let rules = Rules::embedded();
        Ok(Self {
            folder,
            names: Names::of(context.forms),
            drawings: Drawings::of(context.forms),
            program: format!("gouji {PROGRAM_VERSION} · rules {}", context.rules),
            lists: Lists::of(rules),
            bodies: Bodies::of(context.forms),
            overview: Overview::new(rules),
        })
    }

    /// Writes the pages of one input's reports.
    ///
    /// # Errors
    /// What the folder says.
    pub fn push(&mut self, record: &wire::Record<'_>, camera: &mut dyn Camera) -> io::Result<()> {
        self.overview.add_file(&record.file);
        for report in &record.reports {
            let body = self.bodies.add(report);
            self.overview.add(report, body.size);
            self.lists.add(&mut self.folder, &self.names, report)?;
            let shots = report::shots(report, camera);
            for (shot, bytes) in &shots {
                self.folder.write(&shot.name, bytes)?;
            }
            let page = self.page("../../", "reports", report::title(report));
            let (names, drawings) = (&self.names, &self.drawings);
            let view = report::View {
                page,
                names,
                drawings,
                report,
                file: &record.file,
                body: body.page.as_deref(),
                shots: shots.into_iter().map(|(shot, _)| shot).collect(),
                address: camera.address(),
            };
            let page = view.page()?;
            self.folder
                .write(&report::path(&report.report_id), page.as_bytes())?;
        }
        Ok(())
    }

    /// Writes what all reports are needed for.
    ///
    /// # Errors
    /// What the folder says.
    pub fn finish(&mut self) -> io::Result<()> {
        self.lists.finish(&mut self.folder, &self.names)?;
        for at in 0..self.bodies.count() {
            let page = self.page("../../", "reports", self.bodies.title(at));
            let text = self.bodies.page(at, page)?;
            self.folder.write(&self.bodies.path(at), text.as_bytes())?;
        }
        let page = self.page("", "overview", "总览 Overview".to_owned());
        let text = self.overview.page(page, &self.bodies)?;
        self.folder.write("index.html", text.as_bytes())?;
        for (part, title) in [("reports", "报告 Reports"), ("findings", "问题 Findings")] {
            let text = rendered(&lists::page(self.page("", part, title.to_owned())))?;
            self.folder
                .write(&format!("{part}.html"), text.as_bytes())?;
        }
        let page = self.page("", "rules", "规则 Rules".to_owned());
        let text = rendered(&pages::rules(page, &self.overview))?;
        self.folder.write("rules.html", text.as_bytes())?;
        for rule in Rules::embedded().iter() {
            let page = self.page("../", "rules", rule.id.to_owned());
            let text = rendered(&pages::rule(page, rule))?;
            self.folder
                .write(&format!("rule/{}.html", rule.id), text.as_bytes())?;
        }
        Ok(())
    }

    fn page(&self, root: &'static str, part: &'static str, title: String) -> Page {
        Page {
            root,
            title,
            part,
            program: self.program.clone(),
        }
    }
}

/// A page as text.
fn rendered(template: &impl Template) -> io::Result<String> {
    template.render().map_err(io::Error::other)
}

/// Path of a page in a folder of many: no folder gets too full to be looked at.
fn sharded(folder: &str, id: &str) -> String {
    let shard = id.get(..2).unwrap_or("00");
    format!("{folder}/{shard}/{id}.html")
}

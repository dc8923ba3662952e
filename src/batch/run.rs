//! All inputs of a run on a pool of threads, handed on in order.

use std::io;
use std::thread;

use rayon::prelude::*;

use super::open::{message, outcomes};
use super::progress::Progress;
use super::reason;
use super::walk::Item;
use crate::audit::Audited;
use crate::emit::Outcome;
use crate::error::ReadError;

/// Name of the threads that read files: a panic on one of them is a row of the result and not a crash.
pub const WORKER: &str = "gouji-worker";

/// Inputs of a chunk for each thread: enough that one slow file does not leave the others idle for long, few
/// enough that the reports that wait for their turn stay small.
const CHUNK_PER_JOB: usize = 16;

/// Deep nesting (of a web page, of an object in a PDF file) costs stack. It is only mapped where it is used.
const STACK_BYTES: usize = 64 << 20;

/// Reads and audits `items` on `jobs` threads and gives each outcome to `sink`, in the order of `items`. An archive has
/// an outcome for each of its members and then its own; `password` is for those that are encrypted.
///
/// # Errors
/// The first error of `sink`, which ends the run; or the system's, where it gives no threads.
pub fn run(
    items: &[Item],
    jobs: usize,
    password: Option<&str>,
    audit: impl Fn(&[u8]) -> Audited + Sync,
    progress: &Progress,
    mut sink: impl FnMut(Outcome) -> io::Result<()>,
) -> io::Result<()> {
    let jobs = jobs.clamp(1, items.len().max(1));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(STACK_BYTES)
        .thread_name(|_| WORKER.to_owned())
        .build()
        .map_err(io::Error::other)?;
    for chunk in items.chunks(jobs.saturating_mul(CHUNK_PER_JOB)) {
        let outcomes: Vec<Vec<Outcome>> = pool.install(|| {
            let one = |item| {
                let outcomes = outcomes(item, password, &audit);
                progress.advance();
                outcomes
            };
            // One file at a time: files differ so much in cost that runs of them would not balance.
            chunk.par_iter().with_max_len(1).map(one).collect()
        });
        progress.aside(|| outcomes.into_iter().flatten().try_for_each(&mut sink))?;
    }
    Ok(())
}

/// Does something with one file on a thread like those of [`run`]: with their stack, and with a crash contained.
///
/// # Errors
/// It crashed, or the system gives no thread.
pub fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, ReadError> {
    let thread = thread::Builder::new()
        .name(WORKER.to_owned())
        .stack_size(STACK_BYTES);
    thread::scope(|scope| {
        let worker = thread.spawn_scoped(scope, work);
        let worker = worker.map_err(|error| reason::refused(&error))?;
        let crashed = |panic: Box<dyn std::any::Any + Send>| reason::crashed(message(&*panic));
        worker.join().map_err(crashed)
    })
}

#[cfg(test)]
mod tests {
    use super::super::walk::Found;
    use super::*;
    use crate::error::{Bilingual, Lang, Status};
    use crate::read::Meta;

    fn audited(bytes: &[u8]) -> Audited {
        assert_ne!(bytes, b"17", "a crash on purpose");
        // The first files take longest, so that the order is not right by chance.
        let number: u64 = String::from_utf8_lossy(bytes).parse().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(2000 - number * 20));
        Audited {
            kind: None,
            status: Status::Ok,
            reason: Bilingual::new("", number.to_string()),
            advice: Bilingual::new("", ""),
            pages: None,
            meta: Meta::default(),
            reports: Vec::new(),
        }
    }

    fn items(folder: &std::path::Path) -> Vec<Item> {
        let item = |n: u32| {
            let open = folder.join(n.to_string());
            std::fs::write(&open, n.to_string()).unwrap();
            Item {
                open,
                shown: n.to_string(),
                found: Found::File,
            }
        };
        (0..100).map(item).collect()
    }

    #[test]
    fn order_is_that_of_the_inputs_and_a_crash_does_not_end_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let result = |jobs| {
            let mut seen = Vec::new();
            run(
                &items,
                jobs,
                None,
                audited,
                &Progress::silent(),
                |outcome| {
                    seen.push(format!("{outcome:?}"));
                    Ok(())
                },
            )
            .unwrap();
            seen
        };
        let one = result(1);
        assert_eq!(one.len(), 100);
        assert!(one[17].contains("Crashed") && one[18].contains("Ok"));
        assert_eq!(one, result(8));
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let mut seen = 0;
        let end = run(
            &items,
            2,
            None,
            audited,
            &Progress::new(100, Lang::En),
            |_| {
                seen += 1;
                Err(io::ErrorKind::BrokenPipe.into())
            },
        );
        assert_eq!(end.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(seen, 1);
    }

    #[test]
    fn a_crash_on_a_thread_of_its_own_is_an_error() {
        assert_eq!(alone(|| 7), Ok(7));
        let crashed = alone(|| assert_ne!(7, 7, "a crash on purpose")).unwrap_err();
        assert_eq!(crashed.status, Status::Crashed);
    }
}

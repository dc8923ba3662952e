//! What is to be read next: members of archives that are being unfolded, else the next input.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Members that wait hold no more bytes than this.
const BYTES: usize = 64 << 20;

/// A piece of work.
#[derive(Debug)]
pub enum Task {
    /// The input with this index.
    Item(usize),
    /// A file out of an archive.
    Member(FileInArchive),
}

/// A file out of an archive.
#[derive(Debug)]
pub struct FileInArchive {
    /// Index of the archive among the inputs.
    pub item: usize,
    /// Number of the file in it.
    pub part: usize,
    /// Path as published.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The work of a run.
#[derive(Debug)]
pub struct Queue {
    items: usize,
    /// Members that may wait.
    room: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    next: usize,
    members: VecDeque<FileInArchive>,
    bytes: usize,
    /// Archives that are being unfolded: more members may come.
    open: usize,
    stopped: bool,
}

impl Queue {
    /// The work on this many inputs, shared by this many threads.
    pub fn new(items: usize, threads: usize) -> Self {
        Self {
            items,
            room: threads,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// The next piece of work, for which it may have to wait; `None` where there is none left.
    pub fn take(&self) -> Option<Task> {
        let mut state = self.state();
        loop {
            if state.stopped {
                return None;
            }
            if let Some(member) = state.members.pop_front() {
                state.bytes -= member.bytes.len();
                return Some(Task::Member(member));
            }
            if state.next < self.items {
                state.next += 1;
                return Some(Task::Item(state.next - 1));
            }
            if state.open == 0 {
                return None;
            }
            let changed = self.changed.wait(state);
            state = changed.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// An archive is unfolded from now on.
    pub fn open(&self) {
        self.state().open += 1;
    }

    /// An archive has given all its members.
    pub fn close(&self) {
        self.state().open -= 1;
        self.changed.notify_all();
    }

    /// Leaves a member to whoever is free. It comes back where enough of them wait.
    pub fn offer(&self, member: FileInArchive) -> Option<FileInArchive> {
        let mut state = self.state();
        if state.members.len() >= self.room || state.bytes + member.bytes.len() > BYTES {
            return Some(member);
        }
        state.bytes += member.bytes.len();
        state.members.push_back(member);
        self.changed.notify_one();
        None
    }

    /// There is nothing more to do.
    pub fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn member(part: usize, length: usize) -> FileInArchive {
        FileInArchive {
            item: 0,
            part,
            shown: String::new(),
            bytes: vec![0; length],
        }
    }

    #[test]
    fn members_come_before_inputs_and_wait_within_limits() {
        let queue = Queue::new(2, 2);
        assert!(matches!(queue.take(), Some(Task::Item(0))));
        queue.open();
        assert!(queue.offer(member(0, BYTES - 1)).is_none());
        assert!(queue.offer(member(1, 2)).is_some(), "too many bytes");
        assert!(queue.offer(member(1, 1)).is_none());
        assert!(queue.offer(member(2, 0)).is_some(), "too many members");
        assert!(matches!(queue.take(), Some(Task::Member(m)) if m.part == 0));
        assert!(matches!(queue.take(), Some(Task::Member(m)) if m.part == 1));
        assert!(matches!(queue.take(), Some(Task::Item(1))));
        queue.close();
        assert!(queue.take().is_none());
    }

    #[test]
    fn who_has_nothing_to_do_waits_for_an_open_archive() {
        let queue = Queue::new(0, 1);
        queue.open();
        thread::scope(|scope| {
            let taker = scope.spawn(|| (queue.take().is_some(), queue.take().is_some()));
            assert!(queue.offer(member(0, 1)).is_none());
            queue.close();
            assert_eq!(taker.join().unwrap(), (true, false));
        });
    }
}

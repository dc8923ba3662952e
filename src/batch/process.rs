//! A process that works for a run, however it came to be.

use std::process::{Child, ExitStatus};

/// The process. It has to be waited for; its number stays its own until then.
#[derive(Debug)]
pub enum Process {
    /// This program, started again.
    Started(Child),
    /// This process, split in two.
    #[cfg(target_os = "linux")]
    Split(rustix::process::Pid),
}

impl Process {
    /// Kills it, and where the system knows of such groups also what it has started itself. One that has ended already
    /// cannot be killed: that is no error.
    pub fn kill(&mut self) {
        #[cfg(unix)]
        {
            use rustix::process::{Signal, kill_process_group};
            let _ = kill_process_group(self.pid(), Signal::KILL);
        }
        match self {
            Self::Started(child) => {
                let _ = child.kill();
            }
            #[cfg(target_os = "linux")]
            Self::Split(pid) => {
                let _ = rustix::process::kill_process(*pid, rustix::process::Signal::KILL);
            }
        }
    }

    /// Whether it has ended.
    #[cfg(unix)]
    pub fn has_ended(&self) -> bool {
        use rustix::process::{WaitId, WaitIdOptions, waitid};
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let end = waitid(WaitId::Pid(self.pid()), look);
        end.is_ok_and(|end| end.is_some())
    }

    /// Whether it has ended: elsewhere nobody knows.
    #[cfg(not(unix))]
    pub fn has_ended(&self) -> bool {
        false
    }

    /// Waits for its end. One that cannot be waited for is gone already.
    pub fn wait(self) -> Option<ExitStatus> {
        match self {
            Self::Started(mut child) => child.wait().ok(),
            #[cfg(target_os = "linux")]
            Self::Split(pid) => {
                use rustix::io::retry_on_intr;
                use rustix::process::{WaitOptions, waitpid};
                use std::os::unix::process::ExitStatusExt;
                let end = retry_on_intr(|| waitpid(Some(pid), WaitOptions::empty()));
                let (_, status) = end.ok()??;
                Some(ExitStatus::from_raw(status.as_raw()))
            }
        }
    }

    #[cfg(unix)]
    fn pid(&self) -> rustix::process::Pid {
        match self {
            Self::Started(child) => rustix::process::Pid::from_child(child),
            #[cfg(target_os = "linux")]
            Self::Split(pid) => *pid,
        }
    }
}

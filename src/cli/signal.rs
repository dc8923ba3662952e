//! Signals that ask the program to end: at the first one a run ends in order, at the second one at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Number of the first signal; 0 where there was none.
static CAUGHT: OnceLock<Arc<AtomicUsize>> = OnceLock::new();

/// From now on signals only ask.
#[cfg(unix)]
pub fn listen() -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag;
    use std::sync::atomic::AtomicBool;
    let armed = Arc::new(AtomicBool::new(false));
    let caught = Arc::clone(CAUGHT.get_or_init(Arc::default));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        // In this order: the first one arms, the second one finds it armed.
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&armed))?;
        flag::register(signal, Arc::clone(&armed))?;
        flag::register_usize(signal, Arc::clone(&caught), signal as usize)?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub fn listen() -> std::io::Result<()> {
    Ok(())
}

/// Whether signals only ask.
pub fn is_heard() -> bool {
    CAUGHT.get().is_some()
}

/// The signal that asks for the end, where there was one.
pub fn caught() -> Option<u8> {
    let caught = CAUGHT.get()?.load(Ordering::SeqCst);
    u8::try_from(caught).ok().filter(|signal| *signal > 0)
}

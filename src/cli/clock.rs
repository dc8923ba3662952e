//! The time of day for `run.json`.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use gouji::emit::Clock;

/// A clock that was started.
pub struct Started {
    at: SystemTime,
    since: Instant,
}

/// Starts a clock.
pub fn start() -> Started {
    Started {
        at: SystemTime::now(),
        since: Instant::now(),
    }
}

impl Started {
    /// When it was started.
    pub fn text(&self) -> String {
        rfc3339(seconds(self.at))
    }

    /// Reads it.
    pub fn stop(&self) -> Clock {
        let elapsed = self.since.elapsed();
        Clock {
            started: rfc3339(seconds(self.at)),
            finished: rfc3339(seconds(self.at + elapsed)),
            seconds: (elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
        }
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Seconds since 1970 as `2024-02-29T12:00:00Z`.
fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (h, m, s) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}Z")
}

/// The date that lies `days` after 1970-01-01.
///
/// Counted in years that begin on 1 March, so that the leap day is the last of its year, and from 0000-03-01, so
/// that 400 years are 146097 days whole.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_709_164_800), "2024-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(rfc3339(4_107_542_400), "2100-03-01T00:00:00Z");
    }
}

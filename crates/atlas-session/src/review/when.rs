//! Dates: reading them, and how many days lie between.

use std::time::{Duration, SystemTime};

use crate::dto::{AppError, Code};

const DAY: u64 = 24 * 60 * 60;

/// A date, or a moment in RFC 3339; a date is its first second in UTC.
pub(crate) fn moment(text: &str) -> Option<SystemTime> {
    let text = text.trim();
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    humantime::parse_rfc3339_weak(&whole).ok()
}

/// Whole days from `then` to `now`; 0 where `then` lies ahead.
pub(crate) fn days_since(then: SystemTime, now: SystemTime) -> u32 {
    let passed = now.duration_since(then).unwrap_or(Duration::ZERO).as_secs() / DAY;
    u32::try_from(passed).unwrap_or(u32::MAX)
}

/// The moment a decision ends, in RFC 3339: ahead of now, and at most `most` days.
pub(crate) fn expiry(text: &str, now: SystemTime, most: Option<u32>) -> Result<String, AppError> {
    let usage = |message: String, remedy: &str| AppError::new(Code::Usage, message, remedy);
    let end = moment(text).ok_or_else(|| usage(format!("{text:?} is no date"), "Write it as 2026-01-31."))?;
    if end <= now {
        return Err(usage(format!("{text} has passed"), "Name a day that lies ahead."));
    }
    if let Some(most) = most.filter(|&most| end > now + Duration::from_secs(u64::from(most) * DAY)) {
        let message = format!("{text} is more than {most} days ahead, and a risk is accepted for {most} at most");
        return Err(usage(message, "Name an earlier day; the risk is then looked at again."));
    }
    Ok(humantime::format_rfc3339_seconds(end).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_lies_ahead_and_not_too_far() {
        let now = moment("2026-03-01").unwrap();
        assert_eq!(expiry("2026-03-02", now, Some(180)).unwrap(), "2026-03-02T00:00:00Z");
        assert_eq!(
            expiry("2026-08-28", now, Some(180)).unwrap(),
            "2026-08-28T00:00:00Z",
            "the last day that is allowed"
        );
        assert!(expiry("2026-08-29", now, Some(180)).unwrap_err().message.contains("180 at most"));
        assert!(expiry("2030-01-01", now, None).is_ok(), "a certificate may last longer than a risk");
        assert!(expiry("2026-03-01", now, None).unwrap_err().message.contains("has passed"));
        assert!(expiry("soon", now, None).unwrap_err().remedy.contains("2026-01-31"));
    }

    #[test]
    fn days_are_whole() {
        let (then, now) = (moment("2026-03-01T12:00:00Z").unwrap(), moment("2026-03-09").unwrap());
        assert_eq!(days_since(then, now), 7, "seven and a half are seven");
        assert_eq!(days_since(now, then), 0);
    }
}

//! Days as numbers, so that stores count them alike, without a clock.

/// Days since 1970-01-01 of a text that begins with YYYY-MM-DD; `None` where there is no such day.
pub(crate) fn number(text: &str) -> Option<i64> {
    let bytes = text.as_bytes().get(..10)?;
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_i64, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    };
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let days = civil(year, month, day);
    ((1..=12).contains(&month) && text_of(days).as_bytes() == bytes).then_some(days)
}

/// The day of a number, as YYYY-MM-DD; years 0 to 9999.
pub(crate) fn text_of(days: i64) -> String {
    // The inverse of `civil`, from the same source.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
fn civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(number("1970-01-01"), Some(0));
        assert_eq!(number("2000-03-01T12:00:00Z"), Some(11_017), "what follows the day is ignored");
        assert_eq!(number("2024-02-29"), Some(19_782), "a leap day");
        for wrong in ["2023-02-29", "2023-13-01", "2023-00-10", "2023-1-01", "yesterday", "", "２０２３-01-01"] {
            assert_eq!(number(wrong), None, "{wrong:?} is no day");
        }
        for days in [-700_000, -1, 0, 59, 60, 19_782, 2_900_000] {
            assert_eq!(number(&text_of(days)), Some(days), "{days} reads back");
        }
    }
}

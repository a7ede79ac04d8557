use super::null_model::{Player, excess, per_thing, threshold};

fn players(holdings: &[&[f64]]) -> Vec<Player> {
    holdings.iter().map(|h| Player { breadth: 10, holdings: h.to_vec() }).collect()
}

#[test]
fn with_nothing_rare_nothing_is_found() {
    let clean = players(&[&[], &[], &[]]);
    assert_eq!(per_thing(&clean), 0.0, "no bits at all");
    assert_eq!(threshold(&clean, 0.0, 0.05, 1, &()), Ok(f64::INFINITY), "no score passes");
}

#[test]
fn what_luck_deals_is_not_found_and_what_it_does_not_is() {
    let mut holdings: Vec<&[f64]> = vec![&[10.0]; 300];
    holdings.extend(vec![&[] as &[f64]; 700]);
    let even = players(&holdings);
    let from = threshold(&even, per_thing(&even), 0.05, 1, &()).unwrap();
    assert!(from.is_infinite(), "one rare thing each is what dealing gives, or less: {from}");
    holdings.extend(vec![&[10.0f64, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0] as &[f64]; 5]);
    let heaped = players(&holdings);
    let per_thing = per_thing(&heaped);
    let from = threshold(&heaped, per_thing, 0.05, 1, &()).unwrap();
    assert!(from <= excess(70.0, 10, per_thing), "seven on one are not luck: {from}");
    assert!(from > excess(10.0, 10, per_thing), "one is: {from}");
}

#[test]
fn the_broad_are_allowed_more() {
    assert_eq!(excess(30.0, 100, 0.5), 0.0, "a hundred things at half a bit each expect fifty");
    assert_eq!(excess(30.0, 10, 0.5), 25.0, "ten expect five");
}

//! Names of people who do not exist.

use super::dice::Dice;

const FIRST: &[&str] = &[
    "Adaeze", "Aleksi", "Amara", "Anneke", "Arvid", "Beatriz", "Bodil", "Caspar", "Chidi", "Dagny", "Davor", "Edda",
    "Elio", "Farida", "Femke", "Gustav", "Hanneke", "Hiroko", "Idris", "Ilka", "Jonna", "Joris", "Kasimir", "Keziah",
    "Lamine", "Leocadia", "Liesl", "Magnus", "Mirela", "Nadim", "Niamh", "Oskar", "Oyelaran", "Petra", "Quirin",
    "Ragna", "Rasmus", "Sanna", "Sefa", "Tamsin", "Tobias", "Ulrike", "Valdis", "Wanjiru", "Xenia", "Yaron", "Ylva",
    "Zora",
];

const LAST: &[&str] = &[
    "Abrantes",
    "Achterberg",
    "Bakkenes",
    "Bielak",
    "Brandvold",
    "Caldwick",
    "Cserny",
    "Dalgaard",
    "Duvane",
    "Eikeland",
    "Farrowby",
    "Fjelde",
    "Gantry",
    "Grevink",
    "Haverstock",
    "Hollesen",
    "Ijzerman",
    "Ivarsen",
    "Jankovec",
    "Kaldor",
    "Kerrigold",
    "Lindqvarn",
    "Lockhaven",
    "Maartens",
    "Mbeki-Rand",
    "Nordhus",
    "Nyquill",
    "Okonma",
    "Oosterdam",
    "Pellworm",
    "Pryzant",
    "Quayle-Berg",
    "Ravnsborg",
    "Roskamp",
    "Saltmarch",
    "Skarsund",
    "Tavener",
    "Tidewell",
    "Umarov-Dahl",
    "Vanterpool",
    "Veldhoen",
    "Wharfedale",
    "Wintersea",
    "Yarrowby",
    "Zandstra",
    "Zelenka",
];

/// A stream of different names: every pairing of the two lists once, in seeded order.
pub(super) struct Names {
    order: Vec<usize>,
    taken: usize,
}

impl Names {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let total = FIRST.len() * LAST.len();
        let mut order: Vec<usize> = (0..total).collect();
        for i in (1..total).rev() {
            order.swap(i, dice.below(i + 1));
        }
        Self { order, taken: 0 }
    }

    pub(super) fn next(&mut self) -> String {
        let pair = self.order[self.taken % self.order.len()];
        self.taken += 1;
        format!("{} {}", FIRST[pair / LAST.len()], LAST[pair % LAST.len()])
    }
}

/// The mail address of a person, which is also the person's id.
pub(super) fn address(name: &str) -> String {
    format!("{}@meridian-harbor.example", name.to_lowercase().replace(' ', "."))
}

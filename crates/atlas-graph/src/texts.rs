//! Many short texts in one allocation.

/// An append-only column of texts. 4 bytes each beside the text itself.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    ends: Vec<u32>,
    bytes: String,
}

impl Texts {
    /// Append a text.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    /// The text at a position, empty where there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    /// How many texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes held.
    #[must_use]
    pub fn size(&self) -> usize {
        self.ends.len() * 4 + self.bytes.len()
    }
}

//! Compressed sparse rows by counting sort. O(rows + entries), two passes.

/// Offsets of a counting sort over `rows` buckets; `counts` yields the bucket of every entry.
#[must_use]
pub(crate) fn offsets(rows: usize, buckets: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut offsets = vec![0u32; rows + 1];
    for bucket in buckets {
        offsets[bucket as usize + 1] += 1;
    }
    for i in 0..rows {
        offsets[i + 1] += offsets[i];
    }
    offsets
}

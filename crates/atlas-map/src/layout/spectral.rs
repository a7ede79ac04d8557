//! One-dimensional order by similarity: neighbours in the order are similar.
//!
//! Source: Atkins, Boman, Hendrickson, "A spectral algorithm for seriation and the consecutive
//! ones problem", SIAM J. Comput. 28, 1998: sort by the Fiedler vector of the similarity graph.

/// Ranks of `n` items by the Fiedler vector of a dense similarity matrix (row-major, not negative,
/// diagonal ignored). Power iteration, O(rounds * n^2); ties by position.
pub(crate) fn order(similarity: &[f32], n: usize) -> Vec<usize> {
    let mut items: Vec<usize> = (0..n).collect();
    if n < 3 {
        return items;
    }
    // A little of everything keeps the graph connected and the order total.
    let floor = 1e-3;
    let s = |a: usize, b: usize| if a == b { 0.0 } else { f64::from(similarity[a * n + b]) + floor };
    let root: Vec<f64> = (0..n).map(|a| (0..n).map(|b| s(a, b)).sum::<f64>().sqrt()).collect();
    let total = root.iter().map(|r| r * r).sum::<f64>().sqrt();
    let trivial: Vec<f64> = root.iter().map(|r| r / total).collect();
    // Any start that is not symmetric; the golden ratio spreads it.
    let mut v: Vec<f64> = (1..=n).map(|i| (i as f64 * 0.618_033_988_75).fract() - 0.5).collect();
    for _ in 0..400 {
        let along: f64 = v.iter().zip(&trivial).map(|(a, b)| a * b).sum();
        for (x, t) in v.iter_mut().zip(&trivial) {
            *x -= along * t;
        }
        let next: Vec<f64> =
            (0..n).map(|a| v[a] + (0..n).map(|b| s(a, b) * v[b] / (root[a] * root[b])).sum::<f64>()).collect();
        let norm = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        if norm <= f64::EPSILON {
            break;
        }
        v = next.into_iter().map(|x| x / norm).collect();
    }
    // The vector is only known up to its sign: the first item goes to the beginning.
    let sign = if v[0] > 0.0 { -1.0 } else { 1.0 };
    let value = |i: usize| sign * v[i] / root[i];
    items.sort_by(|&a, &b| value(a).total_cmp(&value(b)).then(a.cmp(&b)));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffled_chain_is_put_in_line_again() {
        let chain = [4_u8, 0, 6, 2, 5, 1, 3];
        let n = chain.len();
        let near = |a: usize, b: usize| f32::from(u8::from(chain[a].abs_diff(chain[b]) == 1));
        let matrix: Vec<f32> = (0..n * n).map(|i| near(i / n, i % n)).collect();
        let line: Vec<u8> = order(&matrix, n).into_iter().map(|i| chain[i]).collect();
        let up: Vec<u8> = (0..7).collect();
        let down: Vec<u8> = (0..7).rev().collect();
        assert!(line == up || line == down, "similar ones are neighbours: {line:?}");
    }

    #[test]
    fn items_without_any_similarity_still_have_an_order() {
        let mut items = order(&[0.0; 25], 5);
        items.sort_unstable();
        assert_eq!(items, [0, 1, 2, 3, 4], "each once");
    }
}

//! A layered drawing with columns that are given: order within each column so that lines cross
//! little, then heights so that they run straight.
//!
//! Source: Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system
//! structures", IEEE SMC 11(2), 1981; heights by pooling neighbours that collide (isotonic
//! regression). Layering libraries choose the columns themselves; here the column of a node has a
//! meaning, its distance to the target, hence this module.

/// A node of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Node {
    /// Column from the right: distance to the target.
    pub(crate) column: usize,
    /// Height that it needs.
    pub(crate) room: f32,
}

/// A line of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    /// Start.
    pub(crate) from: usize,
    /// End.
    pub(crate) to: usize,
    /// Width: wide lines are bent last.
    pub(crate) weight: f32,
}

/// Rounds of sweeps in both directions.
const SWEEPS: usize = 12;

/// Heights of all nodes and of the bends of each edge, from 0 down, and the height of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    /// Centre of each node.
    pub(crate) y: Vec<f32>,
    /// For each edge the heights at the columns it passes, from its start to its end.
    pub(crate) bends: Vec<Vec<f32>>,
    /// Height of all.
    pub(crate) height: f32,
}

/// Nodes and bends alike.
struct Chain {
    rooms: Vec<f32>,
    columns: Vec<Vec<usize>>,
    /// Neighbours in the next column to the right (0) and to the left (1), with weights.
    near: [Vec<Vec<(usize, f32)>>; 2],
}

/// Draw. Edges that pass several columns bend in each. O(sweeps * (nodes + bends) log).
pub(crate) fn draw(nodes: &[Node], edges: &[Edge], bend_room: f32) -> Drawing {
    let mut chain = Chain {
        rooms: nodes.iter().map(|n| n.room).collect(),
        columns: vec![Vec::new(); nodes.iter().map(|n| n.column + 1).max().unwrap_or(0)],
        near: [vec![Vec::new(); nodes.len()], vec![Vec::new(); nodes.len()]],
    };
    for (i, n) in nodes.iter().enumerate() {
        chain.columns[n.column].push(i);
    }
    let bends: Vec<Vec<usize>> = edges.iter().map(|e| chain.add(nodes, *e, bend_room)).collect();
    chain.reduce_crossings();
    let (y, height) = chain.heights();
    let at = |b: &Vec<usize>| b.iter().map(|&i| y[i]).collect();
    Drawing { bends: bends.iter().map(at).collect(), y: y[..nodes.len()].to_vec(), height }
}

impl Chain {
    /// Adds the bends of an edge. Edges within a column or back to the left have none.
    fn add(&mut self, nodes: &[Node], edge: Edge, room: f32) -> Vec<usize> {
        let (left, right) = (nodes[edge.from].column, nodes[edge.to].column);
        let mut bends = Vec::new();
        if left <= right {
            return bends;
        }
        let mut last = edge.from;
        for column in (right + 1..left).rev() {
            let bend = self.rooms.len();
            self.rooms.push(room);
            self.columns[column].push(bend);
            self.near.iter_mut().for_each(|n| n.push(Vec::new()));
            self.join(last, bend, edge.weight);
            bends.push(bend);
            last = bend;
        }
        self.join(last, edge.to, edge.weight);
        bends
    }

    fn join(&mut self, left: usize, right: usize, weight: f32) {
        self.near[0][left].push((right, weight));
        self.near[1][right].push((left, weight));
    }

    /// Barycentre sweeps; the order with the fewest crossings is kept.
    fn reduce_crossings(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for sweep in 0..SWEEPS {
            let leftward = sweep % 2 == 0;
            let count = self.columns.len();
            for k in 1..count {
                let (column, side) = if leftward { (k, 0) } else { (count - 1 - k, 1) };
                self.sort_column(column, side);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    fn places(&self) -> Vec<f32> {
        let mut place = vec![0.0; self.rooms.len()];
        for column in &self.columns {
            for (at, &i) in column.iter().enumerate() {
                place[i] = (at as f32 + 0.5) / column.len() as f32;
            }
        }
        place
    }

    fn sort_column(&mut self, column: usize, side: usize) {
        let place = self.places();
        let near = &self.near[side];
        let centre = |i: usize| {
            let total: f32 = near[i].iter().map(|n| n.1).sum();
            let sum: f32 = near[i].iter().map(|&(j, w)| w * place[j]).sum();
            if total > 0.0 { sum / total } else { place[i] }
        };
        let key: Vec<f32> = (0..self.rooms.len()).map(centre).collect();
        self.columns[column].sort_by(|&a, &b| key[a].total_cmp(&key[b]));
    }

    /// Crossings between neighbouring columns. O(edges^2) between two columns.
    fn crossings(&self) -> usize {
        let place = self.places();
        let mut sum = 0;
        for column in &self.columns {
            let lines: Vec<(f32, f32)> = column
                .iter()
                .flat_map(|&i| self.near[0][i].iter().map(move |&(j, _)| (i, j)))
                .map(|(i, j)| (place[i], place[j]))
                .collect();
            for (k, a) in lines.iter().enumerate() {
                let crosses = |b: &&(f32, f32)| (a.0 - b.0) * (a.1 - b.1) < 0.0;
                sum += lines[k + 1..].iter().filter(crosses).count();
            }
        }
        sum
    }

    fn heights(&self) -> (Vec<f32>, f32) {
        let mut y = vec![0.0; self.rooms.len()];
        for column in &self.columns {
            let total: f32 = column.iter().map(|&i| self.rooms[i]).sum();
            let mut free = -total / 2.0;
            for &i in column {
                y[i] = free + self.rooms[i] / 2.0;
                free += self.rooms[i];
            }
        }
        for sweep in 0..2 * SWEEPS {
            let count = self.columns.len();
            for k in 0..count {
                let column = if sweep % 2 == 0 { k } else { count - 1 - k };
                self.settle(column, &mut y);
            }
        }
        let top = self.edge(&y, -1.0);
        let bottom = self.edge(&y, 1.0);
        y.iter_mut().for_each(|v| *v -= top);
        (y, bottom - top)
    }

    fn edge(&self, y: &[f32], sign: f32) -> f32 {
        let ends = y.iter().zip(&self.rooms).map(|(v, r)| sign * v + r / 2.0);
        let most = ends.fold(f32::MIN, f32::max);
        if y.is_empty() { 0.0 } else { sign * most }
    }

    /// Every node of a column toward the mean of its neighbours, in order and apart: those that
    /// collide form a block that stands at the mean of its wishes.
    fn settle(&self, column: usize, y: &mut [f32]) {
        struct Block {
            /// Sum of (wish - offset in the block) * weight, and of the weights.
            pull: f32,
            weight: f32,
            room: f32,
            first: usize,
        }
        let items = &self.columns[column];
        let mut blocks: Vec<Block> = Vec::new();
        let top = |b: &Block| b.pull / b.weight;
        for (at, &i) in items.iter().enumerate() {
            let near = || self.near.iter().flat_map(|side| &side[i]);
            let weight: f32 = near().map(|n| n.1).sum();
            let sum: f32 = near().map(|&(j, w)| w * y[j]).sum();
            // A little of its own place keeps what has no neighbours where it is.
            let (weight, sum) = (weight + 0.05, sum + 0.05 * y[i]);
            let room = self.rooms[i];
            let wish = sum / weight - room / 2.0;
            let mut block = Block { pull: wish * weight, weight, room, first: at };
            while let Some(last) = blocks.pop_if(|l| top(l) + l.room > top(&block)) {
                block = Block {
                    pull: last.pull + block.pull - last.room * block.weight,
                    weight: last.weight + block.weight,
                    room: last.room + block.room,
                    first: last.first,
                };
            }
            blocks.push(block);
        }
        for (k, block) in blocks.iter().enumerate() {
            let end = blocks.get(k + 1).map_or(items.len(), |b| b.first);
            let mut free = top(block);
            for &i in &items[block.first..end] {
                y[i] = free + self.rooms[i] / 2.0;
                free += self.rooms[i];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(column: usize) -> Node {
        Node { column, room: 60.0 }
    }

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, weight: 1.0 }
    }

    #[test]
    fn a_chain_runs_straight() {
        let d = draw(&[node(2), node(1), node(0)], &[edge(0, 1), edge(1, 2)], 20.0);
        assert!((d.y[0] - d.y[2]).abs() < 0.5 && (d.y[1] - d.y[2]).abs() < 0.5, "{:?}", d.y);
    }

    #[test]
    fn lines_that_can_avoid_crossing_do() {
        // Starts 0, 1 -> 3, 2 -> target 4, given in the crossing order.
        let nodes = [node(2), node(2), node(1), node(1), node(0)];
        let edges = [edge(0, 3), edge(1, 2), edge(2, 4), edge(3, 4)];
        let d = draw(&nodes, &edges, 20.0);
        assert_eq!(d.y[0] < d.y[1], d.y[3] < d.y[2], "the order is the same in both columns");
    }

    #[test]
    fn nodes_of_a_column_keep_their_room_and_long_lines_bend_around_them() {
        let nodes = [node(2), node(2), node(1), node(1), node(0)];
        let edges = [edge(0, 2), edge(0, 3), edge(2, 4), edge(3, 4), edge(1, 4)];
        let d = draw(&nodes, &edges, 20.0);
        assert!((d.y[2] - d.y[3]).abs() >= 59.9, "two nodes of a column are apart");
        let bend = d.bends[4][0];
        assert_eq!(d.bends[4].len(), 1, "one column between");
        for at in [d.y[2], d.y[3]] {
            assert!((bend - at).abs() >= 39.9, "the bend has half its and half their room");
        }
        assert!(d.y.iter().all(|&v| v >= 0.0 && v <= d.height), "inside the drawing");
    }
}

//! What a session looks at where that is not all of the graph.

records! {
    /// That an answer is about a part of a revision. What the part leaves out is unknown: exposure,
    /// groups and outliers say at least what holds within it.
    PartOfGraph {
        /// Scopes, any of them.
        scope: Vec<String>,
        /// Nodes within.
        nodes: u32,
        /// Nodes in all.
        all_nodes: u32,
        /// Relations within.
        relations: u32,
        /// Relations in all.
        all_relations: u32,
        /// Relations with one end within and one outside, which are not followed.
        lead_out: u32,
        /// All of it as a sentence.
        sentence: String,
    }
}

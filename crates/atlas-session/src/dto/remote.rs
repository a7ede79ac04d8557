//! Between a workspace and a graph database.

records! {
    /// What a push did.
    PushAnswer {
        /// Where to, without the password.
        address: String,
        /// Id of the revision that is now in force there.
        revision: String,
        /// Whether everything stood there already.
        unchanged: bool,
        /// Nodes made.
        nodes_made: u32,
        /// Nodes written anew.
        nodes_rewritten: u32,
        /// Nodes taken away.
        nodes_gone: u32,
        /// Relations made.
        relations_made: u32,
        /// Relations taken away.
        relations_gone: u32,
        /// All of it as a sentence.
        sentence: String,
    }
}

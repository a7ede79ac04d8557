//! The closed sets of the domain: five node classes, seven relation classes, lifecycles, lanes.
//!
//! Each closed set lists its members in one place and speaks the same word everywhere:
//! in files, on the command line, in the window.

macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every member, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word for this member, the same in files, answers and the window.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The member a word names, ignoring ASCII case.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|m| m.word().eq_ignore_ascii_case(word.trim()))
            }
        }
    };
}
pub(crate) use closed_set;

closed_set! {
    /// What a node is. A node has exactly one class.
    NodeClass {
        /// Who acts: a person, service account, computer, workload, assumable cloud role, agent.
        Identity = "identity",
        /// What gives access: a group, team, role, permission set, policy.
        Entitlement = "entitlement",
        /// What is protected.
        Resource = "resource",
        /// A key, token, secret or certificate.
        Credential = "credential",
        /// What holds other nodes: an organisation, account, domain, unit, namespace.
        Container = "container",
    }
}

closed_set! {
    /// What a relation is.
    RelationClass {
        /// Belongs to a group, team or role.
        Membership = "membership",
        /// Gives an entitlement or access at some level.
        Grant = "grant",
        /// Lets the holder become, change or act as the target.
        Control = "control",
        /// Holds, or lies in.
        Containment = "containment",
        /// A credential and who it speaks for, or where it is kept.
        CredentialUse = "credentialUse",
        /// Answers for; never walked.
        Ownership = "ownership",
        /// Seen, not granted: sessions, uses, sign-ins.
        Observation = "observation",
    }
}

closed_set! {
    /// How long an identity lives and who drives it.
    Lifecycle {
        /// A person.
        Human = "human",
        /// A service account, application or computer that stays.
        Stable = "stable",
        /// A workload, job or session that comes and goes.
        Ephemeral = "ephemeral",
        /// An agent that decides for itself.
        Autonomous = "autonomous",
        /// The files do not say.
        Unknown = "unknown",
    }
}

closed_set! {
    /// The queue and baseline an identity belongs to. Humans and machines are never mixed.
    Lane {
        /// People.
        Human = "human",
        /// Stable, ephemeral and autonomous identities.
        Machine = "machine",
        /// The lifecycle is not known.
        Unknown = "unknown",
    }
}

impl Lifecycle {
    /// The lane of this lifecycle.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self {
            Self::Human => Lane::Human,
            Self::Stable | Self::Ephemeral | Self::Autonomous => Lane::Machine,
            Self::Unknown => Lane::Unknown,
        }
    }
}

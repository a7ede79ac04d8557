//! Agents, and what they use.

use super::{NodeRow, autonomous, resource};

pub(super) static ROWS: &[NodeRow] = &[
    // Machines that decide for themselves.
    autonomous("Agent", "agent", "agents"),
    autonomous("AIAgent", "AI agent", "AI agents"),
    autonomous("AgentIdentity", "agent identity", "agent identities"),
    autonomous("AgentInstance", "agent", "agents"),
    autonomous("AgentUser", "agent user", "agent users"),
    // An agent's blueprint, tools and memory are changed and read; what acts is the agent.
    resource("AgentDefinition", "agent definition", "agent definitions"),
    resource("Tool", "tool", "tools"),
    resource("McpServer", "MCP server", "MCP servers"),
    resource("MemoryStore", "memory store", "memory stores"),
    resource("Model", "model", "models"),
];

/**
 * What coding agents set for the commands that they run: the variable, or the beginning that its names share, and the agent.
 * `AI_AGENT` is what an agent sets to say that it is one, whichever.
 */
const AGENTS: readonly (readonly [string, string])[] = [
  ["AI_AGENT", "a coding agent"],
  ["CLAUDECODE", "Claude Code"],
  ["CLAUDE_CODE", "Claude Code"],
  ["CURSOR_AGENT", "Cursor"],
  ["CURSOR_TRACE_ID", "Cursor"],
  ["CODEX_", "Codex"],
  ["GEMINI_CLI", "Gemini CLI"],
  ["AIDER_", "Aider"],
  ["AUGMENT_AGENT", "Augment"],
  ["OPENCODE_CLIENT", "OpenCode"],
  ["ANTIGRAVITY_AGENT", "Antigravity"],
];

/** A coding agent that runs the command. */
export interface AgentEnvironment {
  readonly agent: string;
  /** The variable that says so. */
  readonly variable: string;
}

/** The agent whose environment this is; undefined when none is seen. */
export function findAgent(env: Readonly<Record<string, string | undefined>>): AgentEnvironment | undefined {
  const set = Object.keys(env).filter((name) => isOn(env[name]));
  for (const [known, agent] of AGENTS) {
    const variable = set.find((name) => (known.endsWith("_") ? name.startsWith(known) : name === known));
    if (variable !== undefined) return { agent, variable };
  }
  return undefined;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}

import { expect, test } from "vitest";
import { findAgent } from "./agent-environment.ts";

test.each([
  [{ CLAUDECODE: "1" }, "Claude Code", "CLAUDECODE"],
  [{ CURSOR_TRACE_ID: "c0ffee" }, "Cursor", "CURSOR_TRACE_ID"],
  [{ CURSOR_AGENT: "1" }, "Cursor", "CURSOR_AGENT"],
  [{ CODEX_SANDBOX: "seatbelt" }, "Codex", "CODEX_SANDBOX"],
  [{ CODEX_THREAD_ID: "7" }, "Codex", "CODEX_THREAD_ID"],
  [{ GEMINI_CLI: "1" }, "Gemini CLI", "GEMINI_CLI"],
  [{ AIDER_MODEL: "some" }, "Aider", "AIDER_MODEL"],
  [{ AI_AGENT: "of-my-own@1.2" }, "a coding agent", "AI_AGENT"],
])("the environment %o is that of a coding agent", (env, agent, variable) => {
  expect(findAgent({ PATH: "/bin", ...env })).toEqual({ agent, variable });
});

test.each([{}, { CLAUDECODE: "" }, { CLAUDECODE: "0" }, { AI_AGENT: "false" }, { CODEX: "1" }, { MY_GEMINI_CLI: "1" }])(
  "the environment %o is not",
  (env) => {
    expect(findAgent({ TERM: "xterm", CI: "true", ...env })).toBeUndefined();
  },
);

import type { Stage } from "../../engine/target/stage.ts";

/** Environment variables that tell where the console of a `zi-scim-check serve` is, and show it who asks. */
export const CONSOLE_VARIABLES = { adminUrl: "SCIM_ADMIN_URL", adminSecret: "SCIM_ADMIN_SECRET" } as const;

/** What hooks of the built-in profiles need of a target that somebody else started; nothing unless both variables are set. */
export function consoleValues(env: Readonly<Record<string, string | undefined>>): Stage["hookValues"] {
  const [adminUrl, adminSecret] = [env[CONSOLE_VARIABLES.adminUrl], env[CONSOLE_VARIABLES.adminSecret]];
  if (!adminUrl || !adminSecret) return {};
  return { adminUrl: adminUrl.replace(/\/+$/, ""), adminSecret };
}

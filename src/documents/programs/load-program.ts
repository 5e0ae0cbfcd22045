import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { messageOf } from "../../scim/message-of.ts";
import { UsageError } from "../usage-error.ts";

/** True for what names a program: a file of TypeScript or JavaScript. */
export function isProgram(nameOrPath: string): boolean {
  return /\.[cm]?[jt]s$/i.test(nameOrPath);
}

/** The scenario that a program of the user's own exports as default, made with `defineScenario`. Throws `UsageError` for anything else. */
export async function loadProgram(path: string): Promise<Scenario> {
  const file = resolve(path);
  await access(file).catch((cause: unknown) => {
    throw new UsageError(`The scenario file ${path} does not exist.`, "Name a .yaml, .ts or .js file.", { cause });
  });
  const loaded: unknown = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${path} cannot be loaded: ${messageOf(cause)}.`, "node must be able to run it as it is.", {
      cause,
    });
  });
  const scenario: unknown = Object(loaded).default;
  if (isScenario(scenario)) return scenario;
  throw new UsageError(
    `${path} exports no scenario as default.`,
    "export default defineScenario({ ... }), with defineScenario of zi-scim-check.",
  );
}

/** A copy of the library may lie beside this one, so that its members tell. */
function isScenario(value: unknown): value is Scenario {
  const { id, population, steps, app } = Object(value);
  return typeof id === "string" && Array.isArray(steps) && typeof population === "object" && typeof app === "object";
}

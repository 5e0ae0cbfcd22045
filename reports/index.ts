import type { Reporter } from "../src/engine/report/reporter.ts";
import { agent } from "./agent.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { terminal } from "./terminal.ts";

/** All reporters, by the name that `--reporter` takes; the first is the default. */
export const REPORTERS: readonly Reporter[] = [terminal, agent, json, junit];

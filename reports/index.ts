import type { Reporter } from "../src/engine/reporter.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";

/** All reporters, by the name that `--reporter` takes. */
export const REPORTERS: readonly Reporter[] = [json, junit];

import { toCurl, toScript } from "../../../src/engine/report/reproduce.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { decidingExchanges } from "./evidence.ts";
import type { Page } from "../page.ts";

const INDENT = "    ";
const MAX_SCRIPT_LINES = 24;
const MAX_WIDTH = 120;

/** The deciding request for a shell: a script from the create on where that is short, else a curl of the request alone. */
export function renderReproduction(page: Page, finding: Finding): readonly string[] {
  const exchanges = decidingExchanges(page, finding);
  const options = {
    baseUrl: page.run.run.target.baseUrl,
    width: Math.min(page.options.width, MAX_WIDTH) - INDENT.length,
    unicode: page.options.unicode,
  };
  const script = toScript(exchanges, options)?.split("\n");
  const lines =
    script !== undefined && script.length <= MAX_SCRIPT_LINES ? script : toCurl(exchanges, options).split("\n");
  return lines.filter((line) => line !== "").map((line) => INDENT + line);
}

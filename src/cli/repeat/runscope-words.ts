import { quoteShell } from "../../engine/report/shell.ts";
import type { RunscopeCommandOptions } from "../parse/runscope-options.ts";

/** The words that play a test again as it was played, without the values of variables: they may be secrets. */
export function runscopeWords(options: RunscopeCommandOptions): string {
  const names = (options.var ?? []).map((pair) => pair.slice(0, pair.indexOf("=")));
  const words = [
    ...names.map((name) => `--var ${quoteShell(`${name}=`)}"$${variableFor(name)}"`),
    ...(options.allowScripts === true ? ["--allow-scripts"] : []),
    ...(options.skipScripts === true ? ["--skip-scripts"] : []),
    ...(options.initialScript === undefined ? [] : [`--initial-script ${quoteShell(options.initialScript)}`]),
    ...(options.pauses ? [] : ["--no-pauses"]),
    ...(options.allowOrigin ?? []).map((origin) => `--allow-origin ${quoteShell(origin)}`),
  ];
  return words.join(" ");
}

function variableFor(name: string): string {
  return `VAR_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}`;
}

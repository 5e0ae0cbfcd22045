import { basename } from "node:path";
import { UsageError } from "../../documents/usage-error.ts";
import { judgeScripts } from "../../run/runscope/judge-export.ts";
import { loadExport, readExport } from "../../run/runscope/document/load-export.ts";
import type { ExportOptions } from "../../run/runscope/play/play-options.ts";
import type { RunscopeCommandOptions } from "./runscope-options.ts";

/** How a file is played, judged, with the file itself. Throws `UsageError` before anything is sent. */
export async function toExportOptions(file: string, options: RunscopeCommandOptions): Promise<ExportOptions> {
  rejectContradictions(options);
  const test = await loadExport(file);
  const scripts = options.allowScripts === true ? "run" : options.skipScripts === true ? "skip" : undefined;
  const variables = Object.fromEntries((options.var ?? []).map(parseVariable));
  judgeScripts(test, scripts);
  const { initialScript } = options;
  return {
    test,
    id: toId(file),
    variables,
    ...(initialScript === undefined ? {} : { initialScript: await readExport(initialScript, "script") }),
    scripts: scripts ?? "skip",
    pauses: options.pauses,
    origins: (options.allowOrigin ?? []).map(parseOrigin),
  };
}

function rejectContradictions({ allowScripts, skipScripts, initialScript }: RunscopeCommandOptions): void {
  if (allowScripts === true && skipScripts === true)
    throw new UsageError("--allow-scripts and --skip-scripts exclude each other.", "Leave one of them out.");
  if (initialScript !== undefined && allowScripts !== true) {
    throw new UsageError(
      "--initial-script names a script, and scripts are run with --allow-scripts only.",
      "Add --allow-scripts, or give the values with --var.",
    );
  }
}

function parseVariable(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  const name = text.slice(0, at).trim();
  if (at > 0 && name !== "" && !/[{}]/.test(name)) return [name, text.slice(at + 1)];
  // The value may be a secret.
  throw new UsageError("--var is given something that is no name and value.", "Write --var name=value.");
}

function parseOrigin(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text).origin;
  throw new UsageError("--allow-origin is given something that is no URL.", "Write --allow-origin https://host.");
}

/** As reports call the test: the file's name without what follows its last dot. */
function toId(file: string): string {
  const name = basename(file).replace(/\.[^.]*$/, "");
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return id === "" ? "export" : id;
}

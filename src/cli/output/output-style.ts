import type { TextOutput } from "../command-io.ts";

/** How text may look on an output. */
export interface OutputStyle {
  /** ANSI colours. */
  readonly color: boolean;
  /** Characters beyond ASCII. */
  readonly unicode: boolean;
  /** Columns; at least 40. */
  readonly width: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MIN_WIDTH = 40;
const DEFAULT_WIDTH = 80;

/** The style that an output takes: FORCE_COLOR beats NO_COLOR, which beats TERM=dumb, which beats being a terminal. */
export function styleOf(output: Pick<TextOutput, "isTTY" | "columns">, env: Environment): OutputStyle {
  return { color: wantsColor(output.isTTY, env), unicode: showsUnicode(env), width: widthOf(output.columns, env) };
}

/** The style of a report in a file: no colours, the usual width. */
export const FILE_STYLE: OutputStyle = { color: false, unicode: true, width: DEFAULT_WIDTH };

function wantsColor(isTTY: boolean, env: Environment): boolean {
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return !env["NO_COLOR"] && env["TERM"] !== "dumb" && isTTY;
}

/** True unless the terminal is known to be simple or the locale says that it is not UTF-8. */
function showsUnicode(env: Environment): boolean {
  if (env["TERM"] === "dumb" || env["TERM"] === "linux") return false;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return !locale || /utf-?8/i.test(locale) || !/^(c|posix)$|\./i.test(locale);
}

function widthOf(columns: number | undefined, env: Environment): number {
  const stated = Number(env["COLUMNS"]);
  const width = columns || (Number.isInteger(stated) && stated > 0 ? stated : DEFAULT_WIDTH);
  return Math.max(width, MIN_WIDTH);
}

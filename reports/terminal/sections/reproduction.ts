import { toCurl, toScript } from "../../../src/engine/report/reproduce.ts";
import { baseUrlOf, exchangesBehind } from "../../../src/engine/report/repeat/behind.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { foldCommand, splitWords } from "../../../src/engine/report/shell.ts";
import type { Page } from "../page.ts";

const INDENT = "    ";
/** Only a script that makes very many resources is longer. */
const MAX_SCRIPT_LINES = 160;
const MAX_WIDTH = 120;
/** Columns of a label and the space behind it. */
const LABEL = "again  ".length;

/** The deciding request for a shell: a script from the create on, or, where that is very long, a curl of the request alone. */
export function renderReproduction(page: Page, finding: Finding): readonly string[] {
  const exchanges = exchangesBehind(finding, page.run);
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return [];
  const { access } = page.options;
  const options = {
    baseUrl: baseUrlOf(deciding, page.run),
    ...(access === undefined ? {} : { access }),
    width: Math.min(page.options.width, MAX_WIDTH) - INDENT.length,
    unicode: page.options.unicode,
  };
  const script = toScript(exchanges, options)?.split("\n");
  const lines =
    script !== undefined && script.length <= MAX_SCRIPT_LINES ? script : toCurl(exchanges, options).split("\n");
  return lines.filter((line) => line !== "").map((line) => INDENT + line);
}

/** The command that shows it again, on as many lines as it takes. */
export function renderAgain(page: Page, again: string, indent: string = INDENT): readonly string[] {
  return renderCommand(page, again, { label: "again", indent });
}

/** What stands before a command. */
export interface CommandPlace {
  readonly label: string;
  readonly indent: string;
}

/** A command behind its label, on as many lines as it takes; no word of it is broken. */
export function renderCommand({ measure, ink }: Page, text: string, place: CommandPlace): readonly string[] {
  const { label, indent } = place;
  const width = measure - indent.length - LABEL;
  const command = foldCommand(groupOptions(splitWords(text)), { width, indent: "  " }).split("\n");
  const lead = ink.dim(label) + " ".repeat(LABEL - label.length);
  return command.map((line, index) => indent + (index === 0 ? lead : " ".repeat(LABEL)) + line);
}

/** Keeps an option and its value on one line. */
function groupOptions(words: readonly string[]): readonly string[] {
  const groups: string[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    const isValue = last !== undefined && /^--[\w-]+$/.test(last) && !word.startsWith("-");
    if (isValue) groups[groups.length - 1] = `${last} ${word}`;
    else groups.push(word);
  }
  return groups;
}

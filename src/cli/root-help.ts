import { Help } from "commander";
import type { Command } from "commander";
import { HELP_LAYOUT, helpWidth } from "./help-layout.ts";

/** Help of the whole program: the ordinary one, with the options of `run` as that is what a bare URL calls. */
export function formatRootHelp(command: Command, helper: Help): string {
  const plain = Object.assign(new Help(), HELP_LAYOUT);
  plain.prepareContext({ helpWidth: helpWidth(helper.helpWidth) });
  const text = plain.formatHelp(command, plain);
  const run = command.commands.find((child) => child.name() === "run");
  return run ? `${text}${runOptions(run, plain)}${examples(plain)}${exitCodes(plain)}` : text;
}

function runOptions(run: Command, plain: Help): string {
  const options = plain.visibleOptions(run).filter((option) => option.long !== "--help");
  const width = plain.padWidth(run, plain);
  const lines = options.map((option) =>
    plain.formatItem(plain.optionTerm(option), width, plain.optionDescription(option), plain),
  );
  return `\nOptions of run:\n${lines.join("\n")}\n`;
}

/** A command is copied, so it stays whole; what it does is broken. */
const EXAMPLES = [
  ["zi-scim-check", "check the bundled server: needs nothing"],
  ["zi-scim-check https://host/scim/v2", "check yours; the token is read from SCIM_TOKEN, or with --token-file"],
  ["zi-scim-check https://host/scim/v2 --only 'users.patch.*'", ""],
  ["zi-scim-check https://host/scim/v2 --reporter terminal --reporter junit=junit.xml", ""],
  ["zi-scim-check emulate seat-overflow --target https://host/scim/v2 --seats 10", ""],
] as const;
const EXAMPLE_WIDTH = 48;

function examples(plain: Help): string {
  const lines = EXAMPLES.map(([command, what]) => plain.formatItem(command, EXAMPLE_WIDTH, what, plain));
  return `\nExamples:\n${lines.join("\n")}\n`;
}

const EXIT_CODES = `Exit codes: 0 nothing failed, 1 a failure, 2 wrong usage, 3 nothing can be claimed, 130/143 interrupted.
serve ends with 0 at Ctrl-C.`;

function exitCodes(plain: Help): string {
  return `\n${plain.boxWrap(EXIT_CODES, helpWidth(plain.helpWidth))}\n`;
}

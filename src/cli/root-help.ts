import { Help } from "commander";
import type { Command } from "commander";

/** Help of the whole program: the ordinary one, with the options of `run` as that is what a bare URL calls. */
export function formatRootHelp(command: Command, helper: Help): string {
  const plain = new Help();
  plain.prepareContext({ helpWidth: helper.helpWidth ?? 100 });
  const text = plain.formatHelp(command, plain);
  const run = command.commands.find((child) => child.name() === "run");
  return run ? `${text}${runOptions(run, plain)}${EXAMPLES}` : text;
}

function runOptions(run: Command, plain: Help): string {
  const options = plain.visibleOptions(run).filter((option) => option.long !== "--help");
  const width = plain.padWidth(run, plain);
  const lines = options.map((option) =>
    plain.formatItem(plain.optionTerm(option), width, plain.optionDescription(option), plain),
  );
  return `\nOptions of run:\n${lines.join("\n")}\n`;
}

const EXAMPLES = `
Examples:
  zi-scim-check                                     check the bundled server: needs nothing
  zi-scim-check https://host/scim/v2                check yours; the token is read from SCIM_TOKEN, or with --token-file
  zi-scim-check https://host/scim/v2 --only 'users.patch.*'
  zi-scim-check https://host/scim/v2 --reporter terminal --reporter junit=junit.xml
  zi-scim-check emulate seat-overflow --target https://host/scim/v2 --seats Sales=100

Exit codes: 0 conforms, 1 a failure, 2 wrong usage, 3 nothing can be claimed, 130/143 interrupted.
serve ends with 0 at Ctrl-C.
`;

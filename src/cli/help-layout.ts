import { Help } from "commander";

/** With less room than this beside the terms, what explains them stands below. */
const LEAST_ROOM = 30;
const NARROWEST = 40;
const WITHOUT_TERMINAL = 100;
const BELOW = " ".repeat(6);

/** The columns of help on an output. A terminal that does not know its width says 0. */
export function helpWidth(columns: number | undefined): number {
  return Math.max(columns || WITHOUT_TERMINAL, NARROWEST);
}

/** Help that fits a narrow terminal as well. Only commander lays it out: what measures reports would be slow to load. */
export const HELP_LAYOUT: Pick<Help, "minWidthToWrap" | "formatItem"> = { minWidthToWrap: LEAST_ROOM, formatItem };

function formatItem(...given: Parameters<Help["formatItem"]>): string {
  const [term, termWidth, description, helper] = given;
  const width = helpWidth(helper.helpWidth);
  if (description === "" || width - termWidth - 4 >= LEAST_ROOM) return Help.prototype.formatItem.apply(helper, given);
  return `  ${term}\n${helper.boxWrap(description, width - BELOW.length).replaceAll(/^/gm, BELOW)}`;
}

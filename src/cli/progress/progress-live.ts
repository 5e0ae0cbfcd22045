import { createInk } from "../../../reports/terminal/text/ink.ts";
import { ASCII_SIGNS, UNICODE_SIGNS } from "../../../reports/terminal/text/signs.ts";
import type { Progress, ProgressOptions } from "./progress-options.ts";
import type { ProgressClock } from "./progress-clock.ts";
import { drawLines } from "./progress-lines.ts";
import { EMPTY_TALLY, advance } from "./progress-tally.ts";

const REDRAW_MS = 100;

/** Progress on a terminal: a few lines that are drawn again at most ten times a second and erased at the end. */
export function createLiveProgress(options: ProgressOptions, clock: ProgressClock): Progress {
  const { write, width, unicode } = options;
  const style = { width, unicode, signs: unicode ? UNICODE_SIGNS : ASCII_SIGNS, ink: createInk(options.color) };
  const startedAt = clock.now();
  let tally = EMPTY_TALLY;
  let drawn: readonly string[] = [];
  let hasEnded = false;

  const erase = (): string => (drawn.length === 0 ? "" : `\u001b[${drawn.length}A\u001b[0J`);
  const draw = (above = ""): void => {
    const lines = drawLines(tally, clock.now() - startedAt, style);
    if (above === "" && lines.join("\n") === drawn.join("\n")) return;
    // One write, so that the terminal never shows the lines half erased.
    write(`${erase()}${above}${lines.join("\n")}\n`);
    drawn = lines;
  };
  // Elapsed time goes on when nothing else does, so each tick draws.
  const stop = clock.every(REDRAW_MS, () => draw());
  const note = (text: string): void => (hasEnded ? write(`${text}\n`) : draw(`${text}\n`));
  const end = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    stop();
    write(erase());
  };
  return {
    listen: (event) => {
      tally = advance(tally, event);
      if (event.type === "note") note(event.text);
      if (event.type === "run-end") end();
    },
    note,
    end,
  };
}

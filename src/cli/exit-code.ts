import { outcomeOf } from "../engine/report/outcome.ts";
import type { RenderOptions } from "../engine/report/reporter.ts";
import type { Run } from "../engine/run.ts";
import type { SignalCode } from "./command-io.ts";

/** Exit code of a run that has ended: 0, 1 or 3, or the signal's own when it was interrupted. */
export function exitCodeOf(run: Run, failOn: RenderOptions["failOn"], signalCode: SignalCode | undefined): number {
  switch (outcomeOf(run, failOn)) {
    case "interrupted":
      return signalCode ?? 130;
    case "lost":
    case "undecided":
      return 3;
    case "fails":
      return failOn === "never" ? 0 : 1;
    case "conforms":
      return 0;
  }
}

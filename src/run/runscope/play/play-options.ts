import type { RunContext } from "../../../engine/run-context.ts";
import type { StepSession } from "../../../engine/scenarios/play/step-session.ts";
import type { Stage } from "../../../engine/target/stage.ts";
import type { TestExport } from "../document/test-export.ts";
import type { Variables } from "../values/variables.ts";
import type { Places } from "./places.ts";

/** How a test is played, as the user says. */
export interface ExportOptions {
  readonly test: TestExport;
  /** As reports call the test. */
  readonly id: string;
  /** Values of variables; they beat all others. */
  readonly variables: Readonly<Record<string, string>>;
  /** JavaScript that sets variables before the first step. */
  readonly initialScript?: string;
  /** What is done with the JavaScript in the test: run, or left out and told. */
  readonly scripts: "run" | "skip";
  /** False leaves pauses out. */
  readonly pauses: boolean;
  /** Origins beside the target's that steps may send to. */
  readonly origins: readonly string[];
}

/** A test that is being played. */
export interface ExportPlay {
  readonly options: ExportOptions;
  readonly run: RunContext;
  readonly stage: Stage;
  readonly session: StepSession;
  readonly places: Places;
  readonly variables: Variables;
}

import type { EventListener } from "../event.ts";
import type { Run } from "../run.ts";

/** What is told of a run that is interrupted. */
export interface PartialOptions {
  readonly signal: AbortSignal;
  readonly onEvent: EventListener;
  /** How much has been judged so far. */
  readonly judged: () => number;
  /** The run as it stands. */
  readonly toRun: () => Run;
}

/** Telling of an interruption. */
export interface PartialTeller {
  /** Tells what has been judged, unless nothing was added since it was told. */
  readonly tell: () => void;
  readonly stop: () => void;
}

/**
 * Emits `run-partial` in the very moment of the interruption: whoever is told may have no later one. What ends soon after it,
 * such as the scenario that was being played, is told by a second call.
 */
export function tellPartial({ signal, onEvent, judged, toRun }: PartialOptions): PartialTeller {
  let told = -1;
  const tell = (): void => {
    if (judged() === told) return;
    told = judged();
    onEvent({ type: "run-partial", run: toRun() });
  };
  signal.addEventListener("abort", tell, { once: true });
  if (signal.aborted) tell();
  return { tell, stop: () => signal.removeEventListener("abort", tell) };
}

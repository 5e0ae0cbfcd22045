import type { LogEvent, LogTarget } from "../../../src/engine/run.ts";
import { displayMessage } from "./event-types.ts";
import type { OktaEventType } from "./event-types.ts";

/** Why something failed; null where Okta gives no reason. */
export interface LoggedFailure {
  readonly reason: string | null;
}

/** The System Log of an org: what happened, in the order in which it did. */
export class SystemLog {
  readonly #now: () => number;
  #events: LogEvent[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The time, as events have it. */
  time(): string {
    return new Date(this.#now()).toISOString();
  }

  /** Adds an event, a success unless it comes with a failure. */
  write(eventType: OktaEventType, target: readonly LogTarget[], failure?: LoggedFailure): void {
    this.#events.push({
      published: this.time(),
      eventType,
      displayMessage: displayMessage(eventType),
      outcome: { result: failure === undefined ? "SUCCESS" : "FAILURE", reason: failure?.reason ?? null },
      target,
    });
  }

  events(): readonly LogEvent[] {
    return [...this.#events];
  }

  /** Begins anew, for a story that starts after its org was set up. */
  clear(): void {
    this.#events = [];
  }
}

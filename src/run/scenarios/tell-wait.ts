import type { ClientWait } from "../../engine/identity-provider.ts";

/** A wait of a provider's client in a run. */
export interface ToldWait extends ClientWait {
  /** As long as it lasts in this run. */
  readonly lastsMs: number;
}

/** A shorter wait needs no explanation. */
const LONG_WAIT_MS = 2000;

/**
 * Says what a provider's client waits for and how long, so that nobody takes the run for hung. Waits that a run does not wait out
 * at all are told once.
 */
export function createWaitTeller(title: string, tell: (text: string) => void): (wait: ToldWait) => void {
  let hasSkipped = false;
  return ({ ms, lastsMs, request }) => {
    const isSkipped = lastsMs <= LONG_WAIT_MS;
    if (ms <= LONG_WAIT_MS || (isSkipped && hasSkipped)) return;
    hasSkipped ||= isSkipped;
    const cut = lastsMs < ms ? `; in this run it waits ${toSeconds(lastsMs)}` : "";
    tell(`${title} waits ${toSeconds(ms)} before it sends ${request} again (429)${cut}`);
  };
}

function toSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.ceil(ms / 1000)} s`;
}

import { HANDLING, pick } from "../dimensions/index.ts";
import type { Behaviours, HandlingName } from "../dimensions/index.ts";
import { IDS } from "../dimensions/ids.ts";
import { NAMES } from "../dimensions/names.ts";
import { startTarget } from "./server.ts";
import type { RunningTarget } from "./server.ts";
import { Store } from "./store.ts";

/** A target that behaves as the record says. */
export interface BuiltTarget extends RunningTarget {
  readonly store: Store;
}

/** What a target is built from. */
export interface BuildOptions {
  readonly behaviours: Behaviours;
  readonly at: number;
  readonly token: string;
}

/** From the outside in; the first three concern every answer and come before the credentials are looked at. */
const ORDER: readonly HandlingName[] = [
  "connection",
  "body",
  "access",
  "redirect",
  "read",
  "list",
  "create",
  "change",
  "remove",
];

/** Composes a target from one behaviour of each dimension, and starts it. */
export async function buildTarget({ behaviours, at, token }: BuildOptions): Promise<BuiltTarget> {
  const store = new Store(pick(IDS, behaviours.ids).start(), pick(NAMES, behaviours.names).rename);
  const chosen = ORDER.map((dimension) => pick(HANDLING[dimension], behaviours[dimension]));
  const running = await startTarget({ store, handlers: chosen.map(({ handle }) => handle), at, token });
  return { ...running, store };
}

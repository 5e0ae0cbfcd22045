import type { Finding } from "../../run.ts";
import type { GateHit } from "./gates/gate.ts";

/** Findings of one cause, before they are told. */
export interface Gathered {
  readonly gate: string | null;
  readonly hit: GateHit | undefined;
  readonly findings: readonly Finding[];
  /** The finding that leads, where it is known; else the gravest does. */
  readonly lead?: Finding;
  /** The finding whose words are those of the cause; else the one that leads. */
  readonly teller?: Finding;
}

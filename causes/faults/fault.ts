import type { Wrap } from "../../src/kit/defects/on.ts";

/** A fault that shows at many places, as servers have them: one report must make one entry of it. */
export interface WideFault {
  /** Kebab-case; no defect of the registry has it. */
  readonly name: string;
  readonly wrap: Wrap;
  /** Ids of the gates that may lead the entry; none when an ordinary entry is enough. */
  readonly gates: readonly string[];
  /** Ids of the checks that are about it, where an ordinary entry is enough and one of them must lead it. */
  readonly leads?: readonly string[];
}

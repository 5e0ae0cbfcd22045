import { Violation } from "../../../src/kit/index.ts";
import type { CheckContext, Reply } from "../../../src/kit/index.ts";

/**
 * Judges what rests on /Schemas too. The schemas are read, and cited, only where that fails: they may be large, and a sound target is
 * not asked for them by each check. `judge` only reads.
 */
export async function citingSchemas<T>(
  t: CheckContext,
  judge: (published: readonly Reply[]) => T | Promise<T>,
): Promise<T> {
  try {
    return await judge([]);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    await judge([await t.get("/Schemas")]);
    throw error;
  }
}

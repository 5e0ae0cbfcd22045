import { createValidator } from "../../../src/exchange/validation/validate.ts";
import type { Validator } from "../../../src/exchange/validation/validate.ts";

/** The one validator of all traffic rules, built when the first exchange is judged: compiling takes longer than judging. */
export const validator: () => Validator = once(createValidator);

/** A function that computes its value at the first call and keeps it. */
function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: compute() }).value;
}

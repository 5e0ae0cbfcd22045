import { Violation } from "../../exchange/violation.ts";

/**
 * Makes several judgements, each although one before it failed, so that no fault hides another. Throws the first violation at the
 * end; it tells and cites the others too.
 */
export async function eachApart(judgements: readonly (() => Promise<void>)[]): Promise<void> {
  const found: Violation[] = [];
  for (const judge of judgements) {
    try {
      await judge();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      found.push(error);
    }
  }
  const [first, ...others] = found;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const told = [first, ...others].map(({ message }) => message).join("; ");
  const cited = others.flatMap(({ exchanges }) => exchanges).filter((seq) => !first.exchanges.includes(seq));
  throw new Violation(told, first.mismatch, { exchanges: [...new Set(cited), ...first.exchanges], rule: first.rule });
}

import { expect, test } from "vitest";
import { Skip, Violation } from "../../exchange/violation.ts";
import { eachApart } from "./each-apart.ts";

function failing(reason: string, exchanges: readonly number[]): () => Promise<void> {
  return () => Promise.reject(new Violation(reason, { expected: ["200"], actual: reason, at: null }, { exchanges }));
}

const passing = (): Promise<void> => Promise.resolve();

test("nothing is thrown where every judgement passes", async () => {
  await expect(eachApart([passing, passing])).resolves.toBeUndefined();
});

test("one that fails hides no other: all are told and cited, and the first decides", async () => {
  const thrown: unknown = await eachApart([
    passing,
    failing("add answers 400", [3, 4]),
    failing("remove answers 500", [4, 9]),
  ]).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Violation);
  expect(thrown).toMatchObject({
    message: "add answers 400; remove answers 500",
    mismatch: { actual: "add answers 400" },
    exchanges: [9, 3, 4],
  });
});

test("what is no violation ends all at once", async () => {
  const skipping = (): Promise<void> => Promise.reject(new Skip("nothing to judge"));
  await expect(eachApart([skipping, failing("never", [1])])).rejects.toThrow("nothing to judge");
});

import { expect, test } from "vitest";
import { Skip, Violation } from "../../exchange/violation.ts";
import { failsAlone } from "./fails-alone.ts";

const failing = (): Promise<void> =>
  Promise.reject(new Violation("it answers 400", { expected: ["200"], actual: "400", at: null }));
const shared = (): Promise<boolean> => Promise.resolve(true);
const alone = (): Promise<boolean> => Promise.resolve(false);

test("a judgement that passes stands, and nothing else is asked", async () => {
  const asked = (): Promise<boolean> => Promise.reject(new Error("it was asked"));
  await expect(failsAlone(() => Promise.resolve(), asked)).resolves.toBe(true);
});

test("a fault that another check tells is not told again, one that is not is thrown", async () => {
  await expect(failsAlone(failing, shared)).resolves.toBe(false);
  await expect(failsAlone(failing, alone)).rejects.toThrow("it answers 400");
});

test("a skip stays a skip", async () => {
  await expect(failsAlone(() => Promise.reject(new Skip("nothing")), shared)).rejects.toThrow("nothing");
});

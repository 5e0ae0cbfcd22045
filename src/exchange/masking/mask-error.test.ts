import { expect, test } from "vitest";
import { UsageError } from "../../documents/usage-error.ts";
import { maskError, withMaskedErrors } from "./mask-error.ts";
import { Secrets } from "./secrets.ts";
import { UnreachableTarget } from "../../engine/endurance/unreachable-target.ts";

const secrets = new Secrets();
secrets.add("s3cret-token");

/** Everything that a program could print of an error. */
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = "hint" in error ? String(error.hint) : "";
  const inner = error instanceof AggregateError ? error.errors.map(allOf).join() : "";
  return [error.message, error.stack, hint, error.cause === undefined ? "" : allOf(error.cause), inner].join("\n");
}

test.each([
  ["an error of ours", new Error("no s3cret-token")],
  ["a wrong usage with its hint", new UsageError("bad s3cret-token", "not s3cret-token")],
  ["a lost target", new UnreachableTarget("s3cret-token?", "czNjcmV0LXRva2Vu")],
  ["the cause of an error", new Error("a", { cause: new TypeError("b", { cause: "s3cret-token" }) })],
  ["several errors", new AggregateError([new Error("s3cret-token"), "s3cret-token"], "all of s3cret-token")],
  ["a text", "s3cret-token"],
])("%s tells no secret, and stays what it is", (_, error) => {
  const masked = maskError(error, secrets);
  expect(allOf(masked)).toContain("***");
  expect(allOf(masked)).not.toMatch(/s3cret|czNj/);
  if (error instanceof Error) expect(masked).toBe(error);
});

test("an error that is its own cause comes to an end", () => {
  const error = new Error("s3cret-token");
  error.cause = error;
  maskError(error, secrets);
  expect(error.message).toBe("***");
});

test("work that fails tells no secret either", async () => {
  await expect(withMaskedErrors(secrets, () => Promise.reject(new Error("of s3cret-token")))).rejects.toThrow(
    /^of \*\*\*$/,
  );
});

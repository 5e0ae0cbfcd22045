import { UsageError } from "../../documents/usage-error.ts";

/** A parser for an option that is given once: `--token --keep` is a forgotten value, not a token named `--keep`. */
export function one(flag: string): (value: string, previous: string | undefined) => string {
  return (value, previous) => {
    if (previous !== undefined) throw new UsageError(`${flag} is given twice.`, "It takes one value.");
    return given(flag, value);
  };
}

/** A parser for an option that may be repeated: collects the values. */
export function many(flag: string): (value: string, previous: readonly string[] | undefined) => readonly string[] {
  return (value, previous = []) => [...previous, given(flag, value)];
}

function given(flag: string, value: string): string {
  if (!value.startsWith("--")) return value;
  // It may be a secret that begins with two hyphens.
  const follower = /^--[a-z-]+$/.test(value) ? value : "another option";
  throw new UsageError(
    `${flag} has no value: ${follower} follows it.`,
    `Write ${flag}=<value> if what follows is really its value.`,
  );
}

import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { DEFAULT_LIMITS, toLimits } from "../../server/http/limits.ts";
import type { ServerLimits } from "../../server/http/limits.ts";
import { messageOf } from "../../scim/message-of.ts";

/** Limits of the reference server, each as `name=number`. Throws `UsageError` for a name or a number that is none. */
export function parseLimits(texts: readonly string[]): Partial<ServerLimits> {
  const limits = Object.fromEntries(texts.map(parseLimit));
  try {
    return toLimits(limits);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UsageError(reason, "For example --limit bodyBytes=5000000.", { cause });
  }
}

function parseLimit(text: string): readonly [string, number] {
  const names = Object.keys(DEFAULT_LIMITS);
  const [, name = "", number = ""] = /^([^=]*)=(\d+)$/.exec(text) ?? [];
  if (number === "") {
    throw new UsageError(`--limit takes a name and a whole number, not "${text}".`, "Write --limit bodyBytes=5000000.");
  }
  if (names.includes(name)) return [name, Number(number)];
  const near = didYouMean(name, names);
  throw new UsageError(`There is no limit "${name}"${near || "."}`, `The limits are ${names.join(", ")}.`);
}

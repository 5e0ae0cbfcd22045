import { isObject } from "../../../scim/json.ts";
import type { Exchange } from "../../../exchange/exchange.ts";

/** A version that a request names, and the answer that told it first: a resource that is made anew has another one. */
export interface NamedVersion {
  /** `W/"3f2a"`. */
  readonly value: string;
  /** `VERSION`; from the second on with a number. */
  readonly variable: string;
  /** The exchange that told it. */
  readonly teller: Exchange;
  /** Where the answer to a reading tells it. */
  readonly from: "body" | "etag";
}

/** The versions in the conditional headers of these requests that earlier answers told. */
export function namedVersions(requests: readonly Exchange[], all: readonly Exchange[]): readonly NamedVersion[] {
  const values = new Set(requests.flatMap(({ request }) => conditionsIn(request.headers)));
  const found: NamedVersion[] = [];
  for (const value of values) {
    const teller = all.find((exchange) => etagOf(exchange) === value || versionIn(exchange) === value);
    if (teller === undefined) continue;
    const variable = found.length === 0 ? "VERSION" : `VERSION_${found.length + 1}`;
    found.push({ value, variable, teller, from: versionIn(teller) === value ? "body" : "etag" });
  }
  return found;
}

function conditionsIn(headers: Exchange["request"]["headers"]): readonly string[] {
  return [headers["if-match"], headers["if-none-match"]].filter((value) => value !== undefined);
}

function etagOf({ response }: Exchange): string | undefined {
  return response?.headers["etag"];
}

function versionIn({ response }: Exchange): string | undefined {
  const meta = isObject(response?.body) ? response.body["meta"] : undefined;
  const version = isObject(meta) ? meta["version"] : undefined;
  return typeof version === "string" ? version : undefined;
}

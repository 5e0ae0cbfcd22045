import type { Json } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import type { Path } from "../../scim/request-path.ts";
import type { Cause } from "../../exchange/exchange.ts";

/** Okta's own first request, the one behind Test API Credentials. */
export const FIRST_REQUEST: Path = withQuery("/Users", { startIndex: 1, count: 2 });

/** A cause for traffic that belongs to no check. */
export function causeOf(kind: Cause["kind"], id: string = kind): Cause {
  return { kind, id };
}

/** Ordinary headers of the checker's own requests. */
export function ordinaryHeaders(body: Json | undefined): Record<string, string> {
  return {
    accept: "application/scim+json",
    ...(body === undefined ? {} : { "content-type": "application/scim+json; charset=utf-8" }),
  };
}

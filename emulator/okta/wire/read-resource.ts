import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/** GET of one user, before each PUT. */
export function readUser(id: string): WireRequest {
  return oktaRequest("GET", resourcePath("/Users", id));
}

/** GET of one group, before each PUT. */
export function readGroup(id: string): WireRequest {
  return oktaRequest("GET", resourcePath("/Groups", id));
}

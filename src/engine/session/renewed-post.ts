import { hasSucceeded } from "../../exchange/exchange.ts";
import type { Delivered } from "./deliver.ts";
import type { Renewal } from "./renewal.ts";
import type { OutgoingRequest } from "./session.ts";

/** What sending with tokens that end takes. */
export interface RenewedPost {
  /** Undefined for credentials that hold for the whole run. */
  readonly renewal: Renewal | undefined;
  readonly post: (request: OutgoingRequest, url: string) => Promise<Delivered>;
  /** Told of an answer after which the request is sent once more. */
  readonly onRefused: (delivered: Delivered) => void;
}

/** Sends a request, and once more with another token when the first one is refused. */
export async function postRenewed(
  { renewal, post, onRefused }: RenewedPost,
  request: OutgoingRequest,
  url: string,
): Promise<Delivered> {
  const delivered = await post(request, url);
  if (renewal === undefined || (request.credentials ?? "token") !== "token") return delivered;
  const { authorization } = delivered.request.headers;
  if (hasSucceeded(delivered)) renewal.noteTaken(authorization);
  if (delivered.response?.status !== 401 || !(await renewal.renew(authorization))) return delivered;
  onRefused(delivered);
  return post(request, url);
}

import type { LiveExchange } from "../../exchange/exchange.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { idOfLocation, parseResourcePath, toResourcePath } from "../../exchange/resource-url.ts";
import type { Json } from "../../scim/json.ts";
import type { OutgoingRequest } from "./session.ts";

/** What a run has written, so that what comes back of it can be told from what a server has made of its own. */
export interface SentBodies {
  /** A request goes out. */
  readonly send: (seq: number, request: OutgoingRequest) => void;
  /** It was answered, or not. */
  readonly answer: (live: Pick<LiveExchange, "seq" | "request" | "response">) => void;
  /** The bodies that were written to a resource, those of creates that are still under way too, as it may be one of them. */
  readonly of: (endpoint: string, id: string) => readonly Json[];
}

/** Starts with nothing written. */
export function createSentBodies(): SentBodies {
  const written = new Map<string, Json[]>();
  const underWay = new Map<number, { readonly endpoint: string; readonly body: Json }>();
  const note = (endpoint: string, id: string, body: Json): void => {
    const path = toResourcePath(endpoint, id);
    written.set(path, [...(written.get(path) ?? []), body]);
  };
  return {
    send: (seq, { method, path, body }) => {
      if (body === undefined || method.toUpperCase() === "GET") return;
      const { endpoint, id } = parseResourcePath(path);
      if (id === undefined) underWay.set(seq, { endpoint, body });
      else note(endpoint, id, body);
    },
    answer: ({ seq, response }) => {
      const create = underWay.get(seq);
      underWay.delete(seq);
      const id = idOf(response?.body) ?? idOfLocation(response?.headers["location"] ?? "");
      if (create !== undefined && id !== undefined) note(create.endpoint, id, create.body);
    },
    of: (endpoint, id) => [
      ...(written.get(toResourcePath(endpoint, id)) ?? []),
      ...[...underWay.values()].filter((create) => create.endpoint === endpoint).map(({ body }) => body),
    ],
  };
}

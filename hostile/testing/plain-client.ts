import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { parseBody } from "../../src/engine/transport/response-body.ts";
import type { Json } from "../../src/scim/json.ts";

/** What a plain client sees of an answer; status 0 when the connection broke before its end. */
export interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Json | undefined;
}

/** A request of a plain client. */
export interface Plain {
  readonly method?: string;
  /** Written on the request line as it is. */
  readonly path: string;
  readonly body?: Json;
  /** A body that is sent as it is, instead of `body`. */
  readonly text?: string;
  readonly token?: string;
}

/** Sends a request as it is written: follows nothing, normalises nothing, tries nothing twice. */
export function sendPlainly(origin: string, plain: Plain): Promise<Seen> {
  const { hostname, port } = new URL(origin);
  const text = plain.text ?? (plain.body === undefined ? undefined : JSON.stringify(plain.body));
  const headers = {
    ...(plain.token === undefined ? {} : { authorization: `Bearer ${plain.token}` }),
    ...(text === undefined
      ? {}
      : { "content-type": "application/scim+json", "content-length": Buffer.byteLength(text) }),
  };
  return new Promise((resolve) => {
    const broken = (): void => resolve({ status: 0, headers: {}, text: "", body: undefined });
    const options = { hostname, port, path: plain.path, method: plain.method ?? "GET", headers, agent: false };
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", broken);
      response.on("end", () => {
        const all = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: all, body: parseBody(all) });
      });
    });
    outgoing.on("error", broken);
    outgoing.end(text);
  });
}

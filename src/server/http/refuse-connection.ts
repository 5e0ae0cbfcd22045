import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { ScimError, toErrorBody } from "../../scim/error.ts";
import { SCIM_MEDIA_TYPE } from "../../scim/http.ts";

/** The answer to what Node's parser gives up on, by the code of its error; it should still be one of SCIM. */
const REFUSALS: ReadonlyMap<string, readonly [status: number, detail: string]> = new Map([
  ["HPE_INVALID_METHOD", [501, "This server does not know the method of the request."]],
  ["HPE_HEADER_OVERFLOW", [431, "The URL and the headers of the request are too large together; 16 kB are possible."]],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", [413, "The chunk extensions of the request are too large."]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "The request did not arrive in time; send it again, at once."]],
]);

/** Answers on a connection that no request can be read from any more, and ends it. */
export function refuseConnection(socket: Duplex, code: string | undefined): void {
  if (!socket.writable || code === "ECONNRESET") return void socket.destroy();
  const [status, detail] = REFUSALS.get(code ?? "") ?? [400, "The request is not valid HTTP."];
  const body = JSON.stringify(toErrorBody(new ScimError(status, detail)));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${SCIM_MEDIA_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

import type { ServerResponse } from "node:http";
import type { Answer, Ending } from "./call.ts";

/** Puts an answer on the wire, or breaks the connection. */
export function sendAnswer(response: ServerResponse, ending: Ending): void {
  const { socket } = response;
  if (ending === "reset" || socket === null || socket.destroyed) {
    // Not a clean end: the client is to see a reset, as from a process that was killed.
    socket?.resetAndDestroy();
    return;
  }
  const text = textOf(ending);
  const off = ending.lengthOff ?? 0;
  const length = Buffer.byteLength(text) + off;
  const headers = { "content-type": "application/scim+json", ...ending.headers };
  if (off === 0) {
    response.writeHead(ending.status, text === "" ? headers : { ...headers, "content-length": length }).end(text);
    return;
  }
  // Written by hand: Node refuses a length that is wrong.
  const lines = Object.entries({ ...headers, "content-length": length }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${ending.status} Wrong\r\n${lines.join("")}\r\n${text}`);
}

/** The body as it is sent. */
export function textOf(answer: Answer): string {
  return answer.text ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
}

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What a server has to do with its clients. */
export interface Connections {
  /** Ends every connection but those with a request that has arrived and is being answered. */
  readonly endIdle: () => void;
  /** Whether an answer on this connection is on its way already. */
  readonly isAnswering: (socket: unknown) => boolean;
}

/**
 * Keeps count of a server's connections. Node's own `closeIdleConnections` leaves those alone that have sent half of a
 * request, and those would hold up an end for as long as they like.
 */
export function trackConnections(http: Server): Connections {
  const sockets = new Set<Socket>();
  const exchanges = new Map<ServerResponse, IncomingMessage>();
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  http.on("request", (incoming, outgoing) => {
    exchanges.set(outgoing, incoming);
    outgoing.once("close", () => exchanges.delete(outgoing));
  });
  return {
    endIdle: () => {
      const busy = new Set([...exchanges.values()].filter(({ complete }) => complete).map(({ socket }) => socket));
      for (const socket of sockets) if (!busy.has(socket)) socket.destroySoon();
    },
    isAnswering: (socket) =>
      exchanges.entries().some(([outgoing, incoming]) => incoming.socket === socket && outgoing.headersSent),
  };
}

import { TooLong } from "./answer-volume.ts";
import type { Volume } from "./answer-volume.ts";
import { toProxyFailure } from "./proxy-failure.ts";
import { toResponse } from "./received.ts";
import type { Received } from "./received.ts";
import { timeoutFailure, toTransportFailure } from "./transport-failure.ts";
import type { Transport, TransportRequest, WireOutcome } from "./transport.ts";

/** An HTTP client, reduced to what differs from one to the next. */
export interface HttpClient {
  /** Sends a request and hands what comes to `taker`. Returns what gives the request up. */
  readonly ask: (request: TransportRequest, taker: Taker) => GiveUp;
  readonly close: () => Promise<void>;
}

/** Takes an answer as it comes; deaf once the request is over. */
export interface Taker {
  readonly begin: (status: number, headers: Readonly<Record<string, string>>) => void;
  readonly take: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

type GiveUp = (error: Error) => void;

/** What all requests of a transport share. */
export interface TransportOptions {
  readonly volume: Volume;
  /** URL of the proxy between. */
  readonly proxy: string | undefined;
}

/** The answer did not end within its time. */
class Late extends Error {}

const INTERRUPTED: WireOutcome = { failure: { kind: "other", message: "interrupted" } };
const CLOSED: WireOutcome = { failure: { kind: "other", message: "the connections were closed" } };

/** A transport over a client: time, interruption, size and what failures are called are the same for all of them. */
export function createClientTransport(client: HttpClient, options: TransportOptions): Transport {
  const line: Line = { ...options, client, underWay: new Set(), isClosed: false };
  return {
    send: (request) => sendOnce(line, request),
    close: () => {
      line.isClosed = true;
      for (const stop of line.underWay) stop();
      return client.close();
    },
  };
}

interface Line extends TransportOptions {
  readonly client: HttpClient;
  /** What ends the requests that are not answered yet; an abort signal for each would cost more than the rest of it. */
  readonly underWay: Set<() => void>;
  isClosed: boolean;
}

async function sendOnce(line: Line, request: TransportRequest): Promise<WireOutcome> {
  // A signal speaks once only: whoever listens later waits in vain.
  const left = (): WireOutcome | undefined => {
    if (request.signal?.aborted === true) return INTERRUPTED;
    return line.isClosed ? CLOSED : undefined;
  };
  const before = left();
  if (before !== undefined) return before;
  try {
    return { response: toResponse(await receive(line, request), line.volume) };
  } catch (error) {
    const after = left();
    if (after !== undefined) return after;
    if (error instanceof Late) return { failure: timeoutFailure(request.timeoutMs) };
    return { failure: toProxyFailure(error, { proxy: line.proxy, url: request.url }) ?? toTransportFailure(error) };
  }
}

/** One request and its whole answer; the time runs from the call to the last byte. */
function receive({ client, volume, underWay }: Line, request: TransportRequest): Promise<Received> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let head: Pick<Received, "status" | "headers"> = { status: 0, headers: {} };
    let size = 0;
    let isOver = false;
    let giveUp: GiveUp | undefined;
    const settle = (): boolean => {
      if (isOver) return false;
      isOver = true;
      clearTimeout(timer);
      underWay.delete(stop);
      request.signal?.removeEventListener("abort", stop);
      return true;
    };
    const abandon = (error: Error): void => {
      if (!settle()) return;
      giveUp?.(error);
      reject(error);
    };
    const stop = (): void => abandon(new Error("interrupted"));
    const timer = setTimeout(() => abandon(new Late()), request.timeoutMs);
    underWay.add(stop);
    request.signal?.addEventListener("abort", stop, { once: true });
    const taker: Taker = {
      begin: (status, headers) => {
        head = { status, headers };
      },
      take: (chunk) => {
        if (isOver) return;
        chunks.push(chunk);
        size += chunk.length;
        try {
          volume.add(chunk.length, size);
        } catch (error) {
          // It has answered, at whatever length.
          if (error instanceof TooLong) resolve({ ...head, chunks: [], unreadable: error.message });
          abandon(error instanceof Error ? error : new Error(String(error)));
        }
      },
      end: () => {
        if (settle()) resolve({ ...head, chunks });
      },
      fail: (error) => {
        if (settle()) reject(error);
      },
    };
    try {
      giveUp = client.ask(request, taker);
    } catch (error) {
      taker.fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

import { AsyncLocalStorage } from "node:async_hooks";
import type { LiveExchange } from "../../exchange/exchange.ts";
import { createHandlerTransport } from "../../engine/transport/handler-transport.ts";
import type { Transport } from "../../engine/transport/transport.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import type { FetchHandler } from "../../scim/http.ts";

/** What stands between a client and a server with a wire defect, and sees what the defect does to each exchange. */
export interface WatchedDefect {
  readonly transport: Transport;
  /** True when the defect handed on another request than came, or answered otherwise than the server did. */
  readonly hasTouched: (exchange: Pick<LiveExchange, "response" | "failure">) => boolean;
}

/** What went through the defect while one request of a client was under way. */
interface Passage {
  /** What the server got and answered, in order. */
  readonly inner: { readonly request: string; readonly answer: string; readonly isReading: boolean }[];
  outer: { readonly request: string; readonly answer: string } | undefined;
}

/** Puts a defect before a server and compares what comes with what goes: nothing is declared. */
export function watchDefect(wrap: Wrap, server: FetchHandler): WatchedDefect {
  const passages = new AsyncLocalStorage<Passage>();
  const touched = new WeakSet<object>();
  const faulty = wrap(async (request) => {
    const asked = await requestText(request);
    const answer = await server(request);
    const inner = { request: asked, answer: await answerText(answer), isReading: request.method === "GET" };
    passages.getStore()?.inner.push(inner);
    return answer;
  });
  const inside = createHandlerTransport(async (request) => {
    const asked = await requestText(request);
    const answer = await faulty(request);
    const passage = passages.getStore();
    if (passage !== undefined) passage.outer = { request: asked, answer: await answerText(answer) };
    return answer;
  });
  return {
    transport: {
      close: inside.close,
      send: async (request) => {
        const passage: Passage = { inner: [], outer: undefined };
        const outcome = await passages.run(passage, () => inside.send(request));
        if (!isTransparent(passage)) touched.add("response" in outcome ? outcome.response : outcome.failure);
        return outcome;
      },
    },
    hasTouched: ({ response, failure }) => [response, failure].some((one) => one !== null && touched.has(one)),
  };
}

/** The server got just what came, and the client just what the server answered; the defect may have read what it liked meanwhile. */
function isTransparent({ inner, outer }: Passage): boolean {
  const last = inner.findIndex(({ request, answer }) => request === outer?.request && answer === outer.answer);
  return last !== -1 && inner.every(({ isReading }, index) => isReading || index === last);
}

async function requestText(request: Request): Promise<string> {
  const text = await request.clone().text();
  return [request.method, request.url, headerText(request.headers, text), text].join("\n");
}

async function answerText(answer: Response): Promise<string> {
  const text = await answer.clone().text();
  return [answer.status, headerText(answer.headers, text), text].join("\n");
}

/** The length of a body follows from it, however it was made. */
function headerText(headers: Headers, text: string): string {
  return JSON.stringify([...headers].filter(([name]) => name !== "content-length" || text === ""));
}

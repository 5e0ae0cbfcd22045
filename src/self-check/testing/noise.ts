import { withJson } from "../../kit/defects/answers.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { hash } from "node:crypto";
import type { FetchHandler } from "../../scim/http.ts";
import { isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { ServerPorts } from "../../server/ports.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { createStrangers } from "./strangers.ts";
import type { Strangers } from "./strangers.ts";
import { IN_PROCESS_TOKEN } from "../in-process-run.ts";
import type { Serve } from "../../kit/variant.ts";

// Part of the test of steadiness: a target on which nothing but the check's own resources stays as it is.

/** More than one page of an import. */
const STRANGERS = 110;
const USUAL_DELAY_MS = 40;
const LONG_DELAY_MS = 1000;

/** What the noise is made round. */
export interface NoiseOptions {
  /** The reference server with its lists in an order that nobody expects, when left out. */
  readonly server?: Serve;
  readonly fault?: Wrap;
}

/** A server that is slow by turns, and that strangers write to all the time; another seed, another noise. */
export function noisy(seed: number, options: NoiseOptions = {}): Serve {
  const { server: serve = (start) => start({ ports: scatter(seed) }), fault = (next) => next } = options;
  return (start, clock) => {
    const random = createRandom(seed);
    const server = serve(start, clock);
    const strangers = createStrangers(server, IN_PROCESS_TOKEN, random);
    const settled = strangers.settleIn(STRANGERS);
    const faulty = fault(countingFirst(server, strangers));
    return async (request) => {
      await settled;
      await delay(random, clock.sleep);
      if (random() < 0.5) await strangers.act();
      const response = await faulty(request);
      if (random() < 0.5) await strangers.act();
      await delay(random, clock.sleep);
      return response;
    };
  };
}

/** The same server with as many strangers who keep still. */
export function quiet(fault: Wrap = (next) => next): Serve {
  return (start) => {
    const server = start();
    const settled = createStrangers(server, IN_PROCESS_TOKEN, createRandom(0)).settleIn(STRANGERS);
    const faulty = fault(server);
    return async (request) => {
      await settled;
      return faulty(request);
    };
  };
}

/** Before and after a request: answers overtake each other. */
function delay(random: Random, sleep: (ms: number) => Promise<void>): Promise<void> {
  return sleep(random() < 0.01 ? LONG_DELAY_MS : random() * USUAL_DELAY_MS);
}

/** Lists in an order that is stable and that nobody expects: who is new may stand on any page. */
function scatter(seed: number): (defaults: ServerPorts) => Partial<ServerPorts> {
  return ({ store }) => ({
    store: {
      ...store,
      list: async (type) => {
        const keyed = (await store.list(type)).map((one) => ({ one, key: hash("sha1", `${seed}/${one.id}`) }));
        return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one);
      },
    },
  });
}

/** Counts first and lists afterwards, as most databases are asked; the strangers go on in between. */
function countingFirst(server: FetchHandler, strangers: Strangers): FetchHandler {
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== "GET" || !/\/(?:Users|Groups)$/.test(url.pathname)) return server(request);
    url.searchParams.set("count", "0");
    const counted: Json = JSON.parse(await (await server(new Request(url, { headers: request.headers }))).text());
    await strangers.act();
    const response = await server(request);
    const list: Json = JSON.parse(await response.clone().text());
    if (!isObject(counted) || !isObject(list) || !("totalResults" in list)) return response;
    return withJson(response, { ...list, totalResults: counted["totalResults"] ?? 0 });
  };
}

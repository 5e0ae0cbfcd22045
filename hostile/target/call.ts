import type { Endpoint } from "./endpoint.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { World } from "./world.ts";

/** A request as it came in. */
export interface Call {
  /** Its place in the run, from 1. */
  readonly n: number;
  readonly method: string;
  /** The request line's own text. */
  readonly url: string;
  /** The first segment below the base path, for example `Users`; empty for anything outside of the base path. */
  readonly endpoint: string;
  /** The segment after it, decoded; undefined when there is none. */
  readonly id: string | undefined;
  readonly query: URLSearchParams;
  readonly authorization: string;
  /** The parsed body; undefined when there is none or it is not JSON. */
  readonly body: Json | undefined;
  readonly text: string;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject | readonly Json[];
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
  /** Bytes that Content-Length promises beyond (or short of) those that are sent. */
  readonly lengthOff?: number;
}

/** An answer, or the end of the connection without one. */
export type Ending = Answer | "reset";

/** Answers a call, or hands it on and tampers with what comes back. */
export type Handler = (
  call: Call,
  world: World,
  next: (call: Call) => Ending | Promise<Ending>,
) => Ending | Promise<Ending>;

/** One thing that a target may do. */
export interface Behaviour {
  /** What the target does, to complete the sentence "The target ...". */
  readonly says: string;
  readonly handle: Handler;
}

/** The behaviours of one dimension by name; the first, `right`, is what a sound server does. */
export type Dimension<B> = { readonly right: B } & Readonly<Record<string, B>>;

/** A sound server. */
export const RIGHT: Behaviour = { says: "does it right", handle: (call, _, next) => next(call) };

/** True when the call is about a collection of resources or one of them. */
export function isAbout(call: Call): call is Call & { readonly endpoint: Endpoint } {
  return call.endpoint === "Users" || call.endpoint === "Groups";
}

/** True for a POST that makes something. */
export function isCreate(call: Call): call is Call & { readonly endpoint: Endpoint } {
  return isAbout(call) && call.method === "POST" && call.id === undefined;
}

/** True for whatever may change something. */
export function isWrite(call: Call): boolean {
  return !["GET", "HEAD", "OPTIONS"].includes(call.method);
}

/** True for a call that names one resource, with its id. */
export function namesOne(call: Call, ...methods: readonly string[]): call is CallOfOne {
  return isAbout(call) && call.id !== undefined && methods.includes(call.method);
}

/** A call that names one resource. */
export type CallOfOne = Call & { readonly endpoint: Endpoint; readonly id: string };

/** A SCIM error. */
export function refusal(status: number, detail: string, scimType?: string): Answer {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return {
    status,
    body: { schemas, status: String(status), detail, ...(scimType === undefined ? {} : { scimType }) },
  };
}

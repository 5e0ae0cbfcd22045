import type { TargetFacts } from "../profile/target-facts.ts";
import type { Json } from "../scim/json.ts";
import type { OtherCredentials } from "./masking/credentials.ts";
import type { Audience } from "./traffic/audience.ts";

/** Who sent a request, and why. */
export interface Cause {
  readonly kind: "preflight" | "discovery" | "check" | "proof" | "scenario" | "cleanup" | "hook";
  /** Check or scenario id, of a proof the one that needs it; the kind itself for the rest. */
  readonly id: string;
  /** The scenario's step, where there is one. */
  readonly step?: string;
}

/** The sender of what no identity provider's client sends. */
export const TOOL: string = "tool";

/** Why no response came. */
export interface TransportFailure {
  readonly kind: "refused" | "dns" | "tls" | "timeout" | "reset" | "protocol" | "proxy" | "other";
  /** One phrase without secrets, for example `connection refused (127.0.0.1:8080)`. */
  readonly message: string;
}

/** A request as it was sent. Secrets are still in it. */
export interface LiveRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Path and query below the base URL, with a leading slash, as the caller gave it. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body; null when there is none. */
  readonly text: string | null;
  /** The parsed body; undefined when there is none or it is not JSON. */
  readonly body: Json | undefined;
  /** What was sent in place of the run's credentials; left out where those were. */
  readonly credentials?: OtherCredentials;
}

/** A response as it came. */
export interface LiveResponse {
  readonly status: number;
  /** Lower-case names; several values of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body, decoded as UTF-8; empty when there is none. */
  readonly text: string;
  /** The parsed body; undefined when it is empty, not JSON, or left unread. */
  readonly body: Json | undefined;
  /** Why a body was left unread although it may be JSON, for example `JSON nested deeper than 64 levels`. */
  readonly unreadable?: string;
}

/** One request and what became of it, unredacted: what checks and traffic rules see, and nobody else. */
export interface LiveExchange {
  /** Place in the run, from 1. */
  readonly seq: number;
  readonly cause: Cause;
  /** Who made the request: an identity provider's id where it is one that its client sends, else `tool`. */
  readonly sender: string;
  readonly request: LiveRequest;
  /** Null when no response came; `failure` says why. */
  readonly response: LiveResponse | null;
  readonly failure: TransportFailure | null;
  readonly startedAt: number;
  readonly durationMs: number;
  /** No answer came although no other request was under way, and the target answered the next one. */
  readonly isDropped: boolean;
  /** True when the answer is a scenario's own, given in place of the target: it says nothing about the target. */
  readonly isInjected?: boolean;
  /** True when the target holds nobody's data but the run's, so that everything may be shown. */
  readonly isPrivate?: boolean;
  /** True when a resource shows the run's random id in one of its names. */
  readonly bearsMark: (resource: Json | undefined) => boolean;
  /** True when the id, at the endpoint that the request is about, is that of a resource which this run made. */
  readonly isOwn: (id: string) => boolean;
  /** The bodies that the run has written by then to the resource with that id, at the endpoint that the request is about. */
  readonly sentTo?: (id: string) => readonly Json[];
  /** Which exchange created the resource with that id, at the endpoint that the request is about, by its own answer. */
  readonly createdBy?: (id: string) => number | undefined;
  /** What discovery has learned of the target by then; undefined before that. */
  readonly target: TargetFacts | undefined;
  /** Hears notes about it, and which rules it was held against; nobody does when left out. */
  readonly audience?: Audience;
}

/** Whether it was answered, and with 2xx. */
export function hasSucceeded({ response }: Pick<LiveExchange, "response">): boolean {
  return response !== null && response.status >= 200 && response.status < 300;
}

/** An exchange as it is recorded and reported: secrets, passwords and strangers' resources are masked. */
export interface Exchange {
  readonly seq: number;
  readonly cause: Cause;
  /** An identity provider's id, or `tool`. */
  readonly sender: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json | undefined;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json | undefined;
  } | null;
  readonly failure: TransportFailure | null;
  readonly durationMs: number;
  /** True when a scenario gave the answer in place of the target, which was sent nothing; left out otherwise. */
  readonly injected?: true;
}

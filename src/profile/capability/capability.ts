import type { Json } from "../../scim/json.ts";
import type { Path, RequestPath } from "../../scim/request-path.ts";
import type { TargetFacts } from "../target-facts.ts";

/**
 * What is known of a feature: `advertised` by the target or declared by the profile, `found` by a probe although nothing
 * advertised it, `absent`, or `unknown`.
 */
export type CapabilityStatus = "advertised" | "found" | "absent" | "unknown";

/** A feature of targets that decides whether a check applies. */
export interface Capability<Name extends string = string> {
  readonly name: Name;
  /** In a sentence: "whether the target offers ...". */
  readonly title: string;
  /** Why a check that needs it is skipped where it is absent. */
  readonly absence: string;
  /** What a target tells of it, unasked. */
  readonly advertised: (facts: CapabilityFacts) => CapabilityStatus;
  /** How to find out what a target does not tell; left out, it stays unknown, and what needs it is skipped. */
  readonly probe?: CapabilityProbe;
}

/** What is known of a target before it is probed. */
export interface CapabilityFacts {
  readonly target: TargetFacts;
  /** True when the profile says how products are given, and a limit of seats is known. */
  readonly hasSeats: boolean;
}

/** One request that shows whether a target has a feature. */
export interface CapabilityProbe {
  /** True when the request is about a user that the run has made for it. */
  readonly takesUser?: true;
  readonly request: (about: ProbeSubject) => ProbeRequest;
  readonly read: (answer: ProbeAnswer) => CapabilityStatus;
}

/** What a probe may name. */
export interface ProbeSubject {
  readonly runId: string;
  /** The path of the user that was made for it, where it takes one. */
  readonly user: Path | undefined;
}

/** A request as a probe asks for it. */
export interface ProbeRequest {
  readonly method: "GET" | "PATCH";
  readonly path: RequestPath;
  readonly body?: Json;
}

/** An answer as a probe reads it; status 0 when none came. */
export interface ProbeAnswer {
  readonly status: number;
  readonly body: Json | undefined;
}

/** Declares a capability; the literal name is what the type adds. */
export function defineCapability<const Name extends string>(capability: Capability<Name>): Capability<Name> {
  return capability;
}

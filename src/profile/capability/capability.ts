import type { Json, JsonObject } from "../../scim/json.ts";
import type { Path, RequestPath } from "../../scim/request-path.ts";
import type { TargetFacts } from "../target-facts.ts";

/**
 * What is known of a feature: `advertised` by the target or declared by the profile, `found` by a probe although nothing
 * advertised it, `absent` where the target says so, `unclear` where the probe was answered neither by the feature nor by a
 * refusal that names it, so that whatever depends on it is tried; `unknown` where nobody could ask.
 */
export type CapabilityStatus = "advertised" | "found" | "absent" | "unclear" | "unknown";

/** A feature of targets that decides whether a check applies. */
export interface Capability<Name extends string = string> {
  readonly name: Name;
  /** In a sentence: "whether the target offers ...". */
  readonly title: string;
  /** Why a check that needs it is skipped where it is absent. */
  readonly absence: string;
  /** A profile that says nothing of this feature says the same of it as of that one. */
  readonly follows?: string;
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

/** Requests that show whether a target has a feature. */
export interface CapabilityProbe {
  /** What the run makes for it. */
  readonly takes?: "user" | "group";
  /** Sent one after the other until one is answered by the feature; only where each is refused by name the feature is absent. */
  readonly requests: (about: ProbeSubject) => readonly ProbeRequest[];
  readonly read: (answer: ProbeAnswer) => ProbeReading;
}

/** What one answer tells. */
export type ProbeReading = "found" | "absent" | "unclear";

/** What a probe may name. */
export interface ProbeSubject {
  readonly runId: string;
  /** The path of what was made for it; the endpoint where it takes nothing. */
  readonly made: Path;
  /** An empty group that nobody has made yet. */
  readonly newGroup: JsonObject;
}

/** A request as a probe asks for it. */
export interface ProbeRequest {
  readonly method: "GET" | "PATCH" | "POST";
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

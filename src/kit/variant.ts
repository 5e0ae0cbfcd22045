import type { RequirementId } from "../../suites/requirements/index.ts";
import type { Clock } from "../exchange/clock.ts";
import type { Profile } from "../profile/profile.ts";
import type { FetchHandler } from "../scim/http.ts";
import type { ServerPorts } from "../server/ports.ts";
import type { Wrap } from "./defects/on.ts";

/** A section of an RFC that the requirement table has a row of, for example `RFC7644-3.5.2`. */
export type TableSection = RequirementId extends infer Id
  ? Id extends `${infer Rfc}-${infer Section}-${string}`
    ? `${Rfc}-${Section}`
    : never
  : never;

/** Sections of HTTP that leave something open, and of which the requirement table has no row. */
export const HTTP_SECTIONS = [
  "RFC6585-4", // 429 Too Many Requests
  "RFC9110-8.8.1", // weak entity tags
  "RFC9110-15.5.10", // 409 Conflict
  "RFC9110-15.6.4", // 503 with Retry-After
  "RFC9110-10.2.2", // Location may be relative
] as const;

/** A section that allows what a sound variant does. */
export type AllowingSection = TableSection | (typeof HTTP_SECTIONS)[number];

/** In what a reference server differs from the plain one. */
export interface Differences {
  readonly ports?: (defaults: ServerPorts) => Partial<ServerPorts>;
  /** Another profile, made from the generic one. */
  readonly profile?: (generic: Profile) => Profile;
  /** Ids of new resources. */
  readonly newId?: () => string;
}

/** Starts a reference server in the generic profile. */
export type StartServer = (differences?: Differences) => FetchHandler;

/** What clients reach, made from one reference server or several. The clock is the one that the run and the servers go by. */
export type Serve = (start: StartServer, clock: Clock) => FetchHandler;

/** A sound server that differs from the reference server. */
export interface VariantDeclaration {
  /** Kebab-case and unique; `self-check --only` knows it as `variant.<name>`. */
  readonly name: string;
  /** Completes "a server that ...". */
  readonly title: string;
  /** The sections that leave this to the server. */
  readonly allowedBy: readonly [AllowingSection, ...AllowingSection[]];
  /** What stands between client and server; the first one is nearest to the server. */
  readonly wraps?: readonly Wrap[];
  readonly ports?: Differences["ports"];
  readonly profile?: Differences["profile"];
  /** Makes the source of ids of one server. */
  readonly newIds?: () => () => string;
  /** For what needs more than one server, or the clock. */
  readonly serve?: Serve;
  /** Checks that find nothing to judge here though they do on the plain server, and why; `*` for any characters. Scenarios too. */
  readonly skips?: Readonly<Record<string, string>>;
  /** Checks of vendors' rules that warn here, rightly, and why; `*` as above. */
  readonly warns?: Readonly<Record<string, string>>;
  /** Features of an identity provider that may fail here, rightly, and the checks of its rules that fail then; `*` as above. */
  readonly stumbles?: Readonly<Record<string, readonly string[]>>;
}

/** A sound server that differs from the reference server in what the RFCs leave open: nothing may complain about it. */
export interface SoundVariant extends Pick<VariantDeclaration, "name" | "title" | "allowedBy"> {
  readonly serve: Serve;
  readonly skips: Readonly<Record<string, string>>;
  readonly warns: Readonly<Record<string, string>>;
  readonly stumbles: Readonly<Record<string, readonly string[]>>;
}

/** Declares a sound variant. */
export function defineVariant(declared: VariantDeclaration): SoundVariant {
  const { name, title, allowedBy, wraps = [], ports, profile, newIds } = declared;
  const { serve = (start) => start(), skips = {}, warns = {}, stumbles = {} } = declared;
  const differences = (): Differences => ({
    ...(ports === undefined ? {} : { ports }),
    ...(profile === undefined ? {} : { profile }),
    ...(newIds === undefined ? {} : { newId: newIds() }),
  });
  return {
    name,
    title,
    allowedBy,
    serve: (start, clock) => {
      const server = serve((more) => start({ ...differences(), ...more }), clock);
      return wraps.reduce((next, wrap) => wrap(next), server);
    },
    skips,
    warns,
    stumbles,
  };
}

import type { Credentials } from "../exchange/masking/credentials.ts";
import type { EventListener } from "../engine/event.ts";
import type { Clock } from "../exchange/clock.ts";
import type { FetchHandler } from "../scim/http.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { Suite } from "../kit/check.ts";
import type { Profile } from "../profile/profile.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";

/** What to check and how. Everything may be left out: then the bundled server is checked, with all checks and scenarios. */
export interface RunChecksOptions {
  /** SCIM base URL of the target, without query; the bundled reference server when left out. */
  readonly url?: string;
  readonly credentials?: Credentials;
  /** Of a second tenant on the url, which must not reach what the run makes with the first credentials. */
  readonly otherCredentials?: Credentials;
  /** Sent with every request; the values are treated as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Name of a built-in profile, path of a profile file, or a profile. Default: `zoominfo` without a url, `generic` with one. */
  readonly profile?: Profile | string;
  /** Domain of every userName and e-mail address that the run makes; that of the profile when left out. */
  readonly domain?: string;
  /** The identity provider whose client is emulated; the first that there is when left out. */
  readonly idp?: string;
  /** One of its dialects; its first when left out. */
  readonly dialect?: string;
  /**
   * Built-in suites by their ids, and suites of your own (`defineSuite` of `zi-scim-check/kit`); all built-in ones when left out,
   * `[...BUILT_IN_SUITES, mySuite]` for all and one of your own.
   */
  readonly suites?: readonly (string | Suite)[];
  /** Patterns of check ids, `*` for any characters. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** False leaves all checks out; what the scenarios exchange is judged by the traffic rules all the same. */
  readonly checks?: boolean;
  /**
   * Only the provider's table, with as few requests as it can be told from: at most 60 on a server without faults. Goes with no
   * selection of checks and scenarios.
   */
  readonly quick?: boolean;
  /** Names of built-in scenarios, paths of YAML files, or scenarios; all built-in ones when left out, none when false. */
  readonly scenarios?: readonly (Scenario | string)[] | false;
  /** Seat limits; on a url, naming a product's limit is the consent to use it up. */
  readonly seats?: readonly SeatLimit[];
  /** Population of the scenarios that take one. */
  readonly users?: number;
  /** Ends the run after so many failing checks; what is under way then is not judged. */
  readonly maxFailures?: number;
  /** Checks at a time; default 8. */
  readonly concurrency?: number;
  /** Requests a second at most. */
  readonly rate?: number;
  /** Milliseconds for one answer to a check; default 10000. Scenarios wait as long as the identity provider's client does. */
  readonly timeoutMs?: number;
  /** Milliseconds for a write to become readable; default 2000 on a url, 0 on the bundled server. */
  readonly settleMs?: number;
  readonly seed?: number;
  /** Leaves what was made on the target. */
  readonly keep?: boolean;
  readonly tls?: { readonly ca?: string; readonly insecure?: boolean };
  /** URL of the HTTP proxy that requests to the target go through; its user and password are treated as secrets. */
  readonly proxy?: string;
  /** Aborted, the run stops, cleans up and resolves with what it has. */
  readonly signal?: AbortSignal;
  readonly onEvent?: EventListener;
  /** Folder of the journals of runs on a url; see `journalFolder`. */
  readonly stateFolder?: string;
}

/** A target in this process, which answers for the URL instead of the network: what the self-check plays against. */
export interface InProcess {
  readonly fetch: FetchHandler;
  /** The run's time. */
  readonly clock: Clock;
}

import type { Cause } from "../../../src/exchange/exchange.ts";
import type { AppSettings } from "../../../src/engine/directory.ts";
import type { ClientWait } from "../../../src/engine/identity-provider.ts";
import type { Clock } from "../../../src/exchange/clock.ts";
import type { Session } from "../../../src/engine/session/session.ts";
import type { Capabilities } from "../../../src/profile/capability/index.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import type { SeatLimit } from "../../../src/profile/seat-limit.ts";
import type { QueueProgress } from "../provisioning/provisioning-queue.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import type { OktaSettings } from "../settings.ts";

/** How an app instance is set up. Only the session and the profile have to be given. */
export interface OktaAppOptions {
  /** The target, and what was made there; the app changes nothing that the session did not make or adopt. */
  readonly session: Session;
  /** The app profile: which attributes are mapped, how, and when they are pushed. */
  readonly profile: Profile;
  /** The app's name in the texts that an admin reads; the profile's title by default. */
  readonly name?: string;
  /** `oin` by default. */
  readonly dialect?: OktaDialect;
  /** Differences from `DEFAULT_SETTINGS`. */
  readonly settings?: Partial<AppSettings>;
  /** How the app is configured where Okta's behaviour is open, as far as it differs from the defaults of `OKTA_SETTINGS`. */
  readonly configured?: Partial<OktaSettings>;
  /** What is known of the target, for the feature table's second column. */
  readonly capabilities?: Capabilities;
  /** Free seats as known beforehand, for the warning before an assignment. */
  readonly seats?: readonly SeatLimit[];
  /** Multi-valued group attributes whose values are united over all groups; by default the first priority's count. */
  readonly combined?: readonly string[];
  /** A profile push carries create-only attributes too; false by default. */
  readonly fullProfilePush?: boolean;
  /** Provisioning jobs at a time; 1 by default, so that the order of assignment is the order of requests. */
  readonly concurrency?: number;
  /** The real one by default. */
  readonly clock?: Clock;
  /** Milliseconds without an answer; Okta's own 60000 by default. */
  readonly timeoutMs?: number;
  /** What the exchanges are recorded under. */
  readonly cause?: Cause;
  /** Told after each job of a batch. */
  readonly onProgress?: (progress: QueueProgress) => void;
  /** Told before each wait after a 429. */
  readonly onWait?: (wait: ClientWait) => void;
}

/** Settings of a fresh app: To App is switched on, imports and group push show a cross. */
export const DEFAULT_SETTINGS: AppSettings = {
  createUsers: true,
  updateUserAttributes: true,
  deactivateUsers: true,
  userImport: false,
  importProfileUpdates: false,
  importGroups: false,
  pushGroups: false,
  importInactive: false,
};

/** Milliseconds that Okta waits for an answer. */
export const OKTA_TIMEOUT_MS = 60_000;

/** The time of day. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  // A timer for longer than that would be over at once.
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2 ** 31 - 1))),
};

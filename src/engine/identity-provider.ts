import type { LiveRequest } from "../exchange/exchange.ts";
import type { Suite } from "../kit/check.ts";
import type { AppSettings, Person, DirectoryGroup } from "./directory.ts";
import type { Clock } from "../exchange/clock.ts";
import type { FetchHandler } from "../scim/http.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import type { Capabilities } from "../profile/capability/index.ts";
import type { Profile } from "../profile/profile.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import type { ProviderMessages } from "./providers/messages.ts";
import type { AdminViews, AssignmentRow, Assignments } from "./run.ts";
import type { ScenarioStep } from "./scenarios/document/scenario.ts";
import type { Session } from "./session/session.ts";
import type { WireForm } from "./transport/provider/wire-form.ts";

/** An identity provider whose client is emulated: a folder of `emulator/`, and one line in its registry. */
export interface IdentityProvider {
  /** The name that `--idp` takes, and the sender of what its wire builds. */
  readonly id: string;
  /** Its name as people write it. */
  readonly title: string;
  /** Ways in which its client behaves; the first is the default of `--dialect`. */
  readonly dialects: readonly [Dialect, ...Dialect[]];
  /** What provisioning consists of for its admins, in the order in which it is reported. */
  readonly features: readonly [ProviderFeature, ...ProviderFeature[]];
  /**
   * Suites that are written for it, and that decide its features: by their ids where they stand in `suites/`, whole where it brings
   * them along. Runs for another provider leave them out unless they are named.
   */
  readonly suites: readonly (string | Suite)[];
  /**
   * Ids of suites that are written for it and decide none of its features: runs for another provider leave them out too. `submission`
   * is the test that it asks of vendors before it lists an app.
   */
  readonly beside?: { readonly submission?: string; readonly others?: readonly string[] };
  /** Ids of further suites that decide its features, where their checks say so. */
  readonly alsoDecidedBy: readonly string[];
  /** What its admins read when something fails, for `explain`. */
  readonly messages?: ProviderMessages;
  /** What profiles and scenarios may set of its client. */
  readonly settings?: ProviderSettings;
  /** How its client shows the target who it is, read from what a profile sets. */
  readonly credentials?: (configured: JsonObject) => ProviderCredentials;
  /** Scenario steps that it carries out. */
  readonly actions: readonly ScenarioAction[];
  /**
   * Defects of the built-in checks of the RFCs, by name: what its own requests cannot meet, so that none of its features fails,
   * and what they can, so that one does. `self-check --providers` proves both; nothing is claimed of the others.
   */
  readonly defects?: { readonly unmet: readonly string[]; readonly met: readonly string[] };
  /** What tests that it publishes as files of an API tester expect to be given. */
  readonly testFiles?: TestFiles;
  /** How its client writes the head of a request; left out, headers go out as its wire builds them, with what the connection needs. */
  readonly wireForm?: WireForm;
  /** Milliseconds that its client waits for an answer. */
  readonly timeoutMs: number;
  /** A fresh organisation with one app that points at the session's target. */
  readonly create: (options: IdentityProviderOptions) => Promise<IdentityProviderInstance>;
}

/** What may be set of a provider's client under `providers.<id>`: a JSON Schema for each kind of document. */
export interface ProviderSettings {
  readonly profile: JsonObject;
  readonly scenario: JsonObject;
}

/** How a provider's client shows a target who it is. */
export interface ProviderCredentials {
  /** The token goes out without a scheme. */
  readonly isRaw?: boolean;
  /** Tokens come from an authorization server. */
  readonly oauth?: OAuthClient | undefined;
}

/** A client of an authorization server that was given a refresh token. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret?: string | undefined;
  readonly refreshToken: string;
}

/** What the exported API tests of a provider are given from outside. */
export interface TestFiles {
  /** Names of the variables that hold the target's base URL. */
  readonly baseUrl: readonly string[];
  /** Names of the variables that hold the value of the Authorization header. */
  readonly authorization: readonly string[];
  /** What the provider's initial scripts make: names of people who do not exist yet, with the run's id in them. */
  readonly values: (given: { readonly runId: string; readonly domain: string }) => Readonly<Record<string, string>>;
  /** The provider's own API, which some of its tests drive. */
  readonly api?: {
    /** The variable that holds its URL; where it is given no value, the emulated organisation answers. */
    readonly variable: string;
    readonly create: (options: IdentityProviderOptions) => Promise<FetchHandler>;
  };
}

/** One way in which a provider's client behaves. */
export interface Dialect {
  /** The name that `--dialect` takes. */
  readonly id: string;
  /** How it differs from the others, in a phrase. */
  readonly title: string;
}

/** A part of provisioning that works or fails as a whole. */
export interface ProviderFeature {
  /** As checks and scenarios name it in `features`. */
  readonly id: string;
  /** What an admin would call it. */
  readonly title: string;
  /** Whether a request of the provider's own is about it; what a traffic rule finds in such an exchange breaks the feature. */
  readonly isAbout: (request: SentRequest) => boolean;
  /** The request without which the feature has not begun to work. */
  readonly first: FirstRequest;
}

/** The request that must have succeeded before a feature is said to work. */
export interface FirstRequest {
  /** In words, for example `POST /Users`. */
  readonly text: string;
  readonly is: (request: SentRequest) => boolean;
}

/** What may be asked of a request. */
export type SentRequest = Pick<LiveRequest, "method" | "path" | "body">;

/** A scenario step that a provider carries out. */
export interface ScenarioAction {
  readonly name: string;
  /** JSON Schema of the step's settings; left out where `fixtures/schemas/scenario.schema.json` has it. */
  readonly settings?: JsonObject;
  /** Names of its results that no other step has. */
  readonly results?: readonly string[];
}

/** What an emulated organisation works with. */
export interface IdentityProviderOptions {
  readonly session: Session;
  readonly profile: Profile;
  readonly dialect: string;
  readonly scenario: string;
  /** Everybody whom the scenario speaks of. */
  readonly population: readonly Person[];
  /** Positions of those who are not in the directory when the scenario begins. */
  readonly outside: readonly number[];
  readonly groups: readonly DirectoryGroup[];
  readonly app: AppSettings;
  /** What profile and scenario set of the client, as its schemas have it; the scenario beats the profile. */
  readonly configured: JsonObject;
  readonly capabilities: Capabilities;
  /** Free seats as known beforehand, for the warning before an assignment. */
  readonly seats: readonly SeatLimit[];
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Told after each assignment that the queue has worked off. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number; readonly failed: number }) => void;
  /** Told before each wait of its client for a target that has turned a request away. */
  readonly onWait?: (wait: ClientWait) => void;
}

/** Why a provider's client does nothing for a while. */
export interface ClientWait {
  /** As long as the real client waits, in milliseconds. */
  readonly ms: number;
  /** What it sends again then, for example `PUT /Users/2819c223`. */
  readonly request: string;
}

/** The emulated organisation: carries out a scenario's steps by the requests that the real one sends. */
export interface IdentityProviderInstance {
  /** The steps that it knows how to carry out; others are the vendor console's, or read the target back. */
  readonly knows: (action: ScenarioStep["action"]) => boolean;
  /** Carries out a step whose settings are resolved: `people` are positions, numbers are numbers, group names the run's own. */
  readonly perform: (step: ScenarioStep) => Promise<StepOutcome>;
  /** The app's Assignments tab as it stands. */
  readonly assignments: () => Assignments;
  /** All that its admins see of the app as it stands; left out where nothing of that is emulated. */
  readonly adminViews?: () => AdminViews;
  /** The population as the directory knows it, by position. */
  readonly people: () => readonly DirectoryEntry[];
}

/** Someone as the directory and the app have them at the moment. */
export interface DirectoryEntry {
  /** With the changes that the scenario has made. */
  readonly person: Person;
  /** The id that the app has stored for the person's account at the target. */
  readonly targetId: string | undefined;
  /** Undefined for people who are not on the Assignments tab. */
  readonly status: AssignmentRow["status"] | undefined;
  /** Products that the app gives the person at the moment. */
  readonly products: readonly string[];
}

/** What a step led to, for the scenario's expectations. */
export interface StepOutcome {
  /** Named results, for example `{ "imported": 3, "exact": 1 }`; expectations are held against them. */
  readonly results: Readonly<Record<string, Json>>;
  /** Things the admin would be told, one sentence each. */
  readonly notes: readonly string[];
  /** By the name of a result, examples that explain it when it is not what was expected. */
  readonly evidence?: Readonly<Record<string, Evidence>>;
}

/** Examples behind a count. */
export interface Evidence {
  /** One that should not have been counted. */
  readonly tooMany?: string | undefined;
  /** One that should have been. */
  readonly tooFew?: string | undefined;
}

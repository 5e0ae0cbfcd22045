import type { Capabilities } from "../../src/profile/capability/index.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";

/**
 * What the evidence of Okta's client leaves open, and an app may be configured to do. Profiles and scenarios set it under
 * `providers.okta`, by the names in `OKTA_SETTINGS`; that is also where the evidence stands, and why a default is one.
 */
export interface OktaSettings {
  /** How a catalogue app pushes a changed profile. */
  readonly profileUpdates: "patch" | "put";
  /** How the account of somebody who comes back is found. */
  readonly reassign: "filter" | "stored-id";
  /** How often GET and PUT are sent when an account is linked. */
  readonly pushOnLink: "once" | "twice";
  /** Whose passwords go out. */
  readonly passwordSync: "none" | "okta-password" | "random";
  /** What becomes of people who are not activated yet. */
  readonly stagedUsers: "provision" | "wait";
  /** What a catalogue app's create of a group holds. */
  readonly groupCreate: "empty" | "members";
  /** Pushed groups get the name that they have in Okta. */
  readonly renameAppGroups: boolean;
  /** Members of a group in one request at most. */
  readonly membersPerRequest: number;
  /** Okta's own client, or that of the agent which runs in a customer's network. */
  readonly client: "cloud" | "on-premises";
}

/** A setting as it is declared. */
export interface OktaSetting<T> {
  /** As documents write it. */
  readonly key: string;
  readonly fallback: T;
  /** JSON Schema of its values. */
  readonly schema: JsonObject;
  /** What is known about it and how, and why the default is the better attested of its values. */
  readonly evidence: string;
  readonly parse: (value: Json) => T | undefined;
}

/** All settings. The first of several values is the default. */
export const OKTA_SETTINGS: { readonly [Name in keyof OktaSettings]: OktaSetting<OktaSettings[Name]> } = {
  profileUpdates: choice("profile-updates", ["patch", "put"], {
    about: "How an app of the catalogue pushes a changed profile; one made in the wizard always sends PUT.",
    evidence:
      "Documented: PATCH is selected by default in the Integration Wizard (help, 2026), and the catalogue's templates have it unless a vendor without PATCH asks for PUT (FAQ, 2020). The SCIM reference, which is older, shows GET and PUT, and so do all captured requests. The body of the PATCH is inferred.",
  }),
  reassign: choice("reassign", ["filter", "stored-id"], {
    about:
      "How the account of somebody who is assigned again is found: by the match query, or by the id that Okta has stored.",
    evidence:
      "Observed: three vendors saw the match query, and a POST where it hid inactive users. That the stored id is read stands in one support article, of which only an excerpt is known.",
  }),
  pushOnLink: choice("push-on-link", ["once", "twice"], {
    about: "How often GET and PUT are sent when an account that exists is linked.",
    evidence: "Documented and observed: once. One vendor saw the pair twice within three seconds.",
  }),
  passwordSync: choice("password-sync", ["none", "okta-password", "random"], {
    about:
      "Sync Password: creates hold the password of the Okta user or a random one, and so does a change of it; else a placeholder.",
    evidence:
      "Documented: off unless it is ticked; PATCH for an app of the catalogue, PUT for one made in the wizard. The bodies are inferred from those of a deactivation.",
  }),
  stagedUsers: choice("staged-users", ["provision", "wait"], {
    about: "Whether people who are not activated yet get accounts. Their removal from pushed groups is not sent.",
    evidence: "Reported by one vendor in 2024, accounts as well as removals. Nothing is known that says otherwise.",
  }),
  groupCreate: choice("group-create", ["empty", "members"], {
    about: "Whether the POST of a group by an app of the catalogue holds its members, as older apps send it.",
    evidence: "Documented: empty in the SCIM reference. The guide of 2018 has a sample with members.",
  }),
  renameAppGroups: choice("rename-app-groups", [true, false], {
    about: "Rename app groups to match group name in Okta: false leaves names at the target alone.",
    evidence:
      "Documented: the option is in the help and in the test plan, and the reference shows the name with every change of members. What is sent without the option is inferred.",
  }),
  membersPerRequest: {
    key: "members-per-request",
    fallback: 256,
    schema: {
      description: "Members of a pushed group in one PATCH at most. A PUT holds them all. Default: 256.",
      type: "integer",
      minimum: 1,
    },
    evidence: "Observed by one vendor in 2026: 256. Documented that the number is set when an app is submitted.",
    parse: (value) => (typeof value === "number" ? value : undefined),
  },
  client: choice("client", ["cloud", "on-premises"], {
    about: "Whose client it is: Okta's, or that of the on-premises agent, which switches users off and on by PUT.",
    evidence: "Observed by one vendor in 2024: the agent deactivates by PUT. Nearly all apps are the cloud's.",
  }),
};

/**
 * The settings that a section of a document gives, with the defaults filled in; its schema has accepted it. For a target that is
 * known to have no PATCH the default of `profile-updates` is `put`: documented, as Okta then asks to be told.
 */
export function readOktaSettings(section: JsonObject, capabilities?: Pick<Capabilities, "patch">): OktaSettings {
  const read = <T>({ key, fallback, parse }: OktaSetting<T>): T => parse(section[key] ?? null) ?? fallback;
  const hasPatch = capabilities?.patch !== "absent";
  return {
    profileUpdates: read({ ...OKTA_SETTINGS.profileUpdates, ...(!hasPatch && { fallback: "put" }) }),
    reassign: read(OKTA_SETTINGS.reassign),
    pushOnLink: read(OKTA_SETTINGS.pushOnLink),
    passwordSync: read(OKTA_SETTINGS.passwordSync),
    stagedUsers: read(OKTA_SETTINGS.stagedUsers),
    groupCreate: read(OKTA_SETTINGS.groupCreate),
    renameAppGroups: read(OKTA_SETTINGS.renameAppGroups),
    membersPerRequest: read(OKTA_SETTINGS.membersPerRequest),
    client: read(OKTA_SETTINGS.client),
  };
}

/** JSON Schemas of all settings, by the names that documents use. */
export function settingSchemas(): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(Object.values(OKTA_SETTINGS).map(({ key, schema }) => [key, schema]));
}

interface Words {
  readonly about: string;
  readonly evidence: string;
}

function choice<const T extends string | boolean>(
  key: string,
  values: readonly [T, ...T[]],
  { about, evidence }: Words,
): OktaSetting<T> {
  return {
    key,
    fallback: values[0],
    schema: { description: `${about} Default: ${values[0]}.`, enum: values },
    evidence,
    parse: (value) => values.find((known) => known === value),
  };
}

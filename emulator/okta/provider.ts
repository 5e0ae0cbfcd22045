import type { IdentityProvider } from "../../src/engine/identity-provider.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { CONNECTION_SCHEMAS, readOktaCredentials } from "./connection.ts";
import { MET_DEFECTS } from "./defects/met.ts";
import { UNMET_DEFECTS } from "./defects/unmet.ts";
import { OKTA_FEATURES } from "./features.ts";
import { OKTA_MESSAGES } from "./messages/index.ts";
import { settingSchemas } from "./settings.ts";
import { OKTA_TEST_FILES } from "./test-files/test-files.ts";
import { OKTA_WIRE_FORM } from "./wire/wire-request.ts";

/** The steps that the emulated admin can carry out; `actions/okta-actions.ts` holds what they do. */
const ACTIONS = [
  "test-credentials",
  "import",
  "confirm-import",
  "assign-users",
  "unassign-users",
  "assign-group",
  "unassign-group",
  "add-to-group",
  "remove-from-group",
  "suspend-users",
  "unsuspend-users",
  "deactivate-users",
  "reactivate-users",
  "update-profile",
  "change-passwords",
  "retry-failed",
  "push-group",
  "push-now",
  "unlink-group",
  "rename-group",
  "change-members",
] as const;

function section(properties: JsonObject): JsonObject {
  return { description: "How Okta's client is configured.", type: "object", additionalProperties: false, properties };
}

/** Okta: an org with one app, as a catalogue app (`oin`) or as one made in the App Integration Wizard (`aiw`). */
export const okta: IdentityProvider = {
  id: "okta",
  title: "Okta",
  dialects: [
    { id: "oin", title: "PATCH for activation" },
    { id: "aiw", title: "PUT for everything" },
  ],
  features: OKTA_FEATURES,
  messages: OKTA_MESSAGES,
  suites: ["okta"],
  beside: { submission: "okta-spec", others: ["okta-entitlements"] },
  alsoDecidedBy: ["seats", "zoominfo"],
  defects: {
    unmet: UNMET_DEFECTS.map(({ defect }) => defect),
    met: Object.values(MET_DEFECTS).flat(),
  },
  settings: {
    profile: section({ ...settingSchemas(), ...CONNECTION_SCHEMAS }),
    scenario: section(settingSchemas()),
  },
  credentials: readOktaCredentials,
  actions: ACTIONS.map((name) => ({ name })),
  testFiles: OKTA_TEST_FILES,
  wireForm: OKTA_WIRE_FORM,
  timeoutMs: 60_000,
  // The client is loaded when a scenario is played: help and lists do without it.
  create: async (options) => (await import("./actions/okta-instance.ts")).createOktaInstance(options),
};

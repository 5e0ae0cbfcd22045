import type { LiveExchange } from "../../../src/exchange/exchange.ts";
import type { AppSettings } from "../../../src/engine/directory.ts";
import type { Capabilities } from "../../../src/profile/capability/index.ts";
import { isPresent } from "../../../src/profile/capability/index.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { OktaClient } from "./okta-client.ts";
import { invalidJson, toFailure } from "../provisioning/provisioning-failure.ts";
import { connectorTest, importPage } from "../wire/list-queries.ts";

/** The dialog behind Test API Credentials. */
export interface ConnectorTest {
  readonly connected: boolean;
  /** The line that the admin reads. */
  readonly message: string;
  readonly features: readonly FeatureRow[];
  readonly notes: readonly string[];
}

/** One line of the feature table. */
export interface FeatureRow {
  readonly feature: string;
  /** Okta's tick or cross: it mirrors the app's settings and says nothing about the target. */
  readonly ticked: boolean;
  /** What the target has shown so far; a column that Okta does not have. */
  readonly target: "works" | "offered" | "not offered" | "not tried";
}

/** What is known of the target beside the test itself. */
export interface ConnectorFacts {
  readonly settings: AppSettings;
  readonly capabilities: Capabilities | undefined;
  readonly hasCreated: boolean;
  readonly hasUpdated: boolean;
}

/** Sends the connector test's requests, the second one only with Import Groups, and fills in the dialog. */
export async function testConnector(client: OktaClient, facts: ConnectorFacts): Promise<ConnectorTest> {
  const users = await client.send(connectorTest());
  const groups = facts.settings.importGroups ? await client.send(importPage("/Groups", 1)) : undefined;
  const problem = problemOf(users) ?? (groups === undefined ? undefined : problemOf(groups));
  const connected = problem === undefined;
  return {
    connected,
    message: problem ?? "Connector configured successfully",
    features: connected ? featureTable(facts) : [],
    notes: connected && isEmptyList(users) ? [EMPTY_STORE] : [],
  };
}

const EMPTY_STORE =
  "The target has no user yet: this test passes here, but with some targets the real one was seen to fail until there was one.";

function problemOf(live: LiveExchange): string | undefined {
  const { response } = live;
  if (response === null || response.status < 200 || response.status > 299) {
    return toFailure("Error authenticating", live).message;
  }
  if (response.body === undefined && response.text.trim() !== "") {
    return `Error authenticating: ${invalidJson(response.text, response.unreadable)}`;
  }
  const isList = isObject(response.body) && isArray(getIgnoreCase(response.body, "Resources"));
  return isList ? undefined : "Error authenticating: No results for users returned";
}

function isEmptyList(live: LiveExchange): boolean {
  const body = live.response?.body;
  const resources = isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
  return isArray(resources) && resources.length === 0;
}

function featureTable({ settings, capabilities, hasCreated, hasUpdated }: ConnectorFacts): readonly FeatureRow[] {
  const seen = (works: boolean): FeatureRow["target"] => (works ? "works" : "not tried");
  const groups = groupsColumn(capabilities);
  return [
    { feature: "User Import", ticked: settings.userImport, target: "works" },
    { feature: "Import Profile Updates", ticked: settings.importProfileUpdates, target: "works" },
    { feature: "Create Users", ticked: settings.createUsers, target: seen(hasCreated) },
    { feature: "Update User Attributes", ticked: settings.updateUserAttributes, target: seen(hasUpdated) },
    { feature: "Push Groups", ticked: settings.pushGroups, target: groups },
    { feature: "Import Groups", ticked: settings.importGroups, target: groups },
  ];
}

function groupsColumn(capabilities: Capabilities | undefined): FeatureRow["target"] {
  if (capabilities === undefined || ["unknown", "unclear"].includes(capabilities.groups)) return "not tried";
  return isPresent(capabilities.groups) ? "offered" : "not offered";
}

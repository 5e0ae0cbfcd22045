import type { LiveExchange } from "../../../src/exchange/exchange.ts";
import type { FeatureTick } from "../../../src/engine/run.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { featureTable } from "./feature-table.ts";
import type { FeatureFacts } from "./feature-table.ts";
import type { OktaClient } from "./okta-client.ts";
import { invalidJson, toFailure } from "../provisioning/provisioning-failure.ts";
import { connectorTest, importPage } from "../wire/list-queries.ts";

/** The dialog behind Test API Credentials. */
export interface ConnectorTest {
  readonly connected: boolean;
  /** The line that the admin reads. */
  readonly message: string;
  readonly features: readonly FeatureTick[];
  readonly notes: readonly string[];
}

/** Sends the connector test's requests, the second one only with Import Groups, and fills in the dialog. */
export async function testConnector(client: OktaClient, facts: FeatureFacts): Promise<ConnectorTest> {
  const users = await client.send(connectorTest());
  const groups = facts.settings.importGroups ? await client.send(importPage("/Groups", 1)) : undefined;
  const problem = problemOf(users) ?? (groups === undefined ? undefined : problemOf(groups));
  const connected = problem === undefined;
  if (!connected) facts.log.write("application.configuration.update", { reason: problem });
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

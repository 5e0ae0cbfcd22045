import type { AppSettings } from "../../../src/engine/directory.ts";
import type { OktaUser } from "../org/directory.ts";
import type { AppLog } from "../log/app-log.ts";
import type { OktaSettings } from "../settings.ts";
import type { FailureContext } from "./failure-context.ts";
import type { OktaClient } from "../org/okta-client.ts";
import type { Ways } from "./ways.ts";
import type { OktaUserValues } from "../wire/user-values.ts";

/** What provisioning work needs to know of its app. */
export interface ProvisioningContext {
  readonly appName: string;
  readonly ways: Ways;
  /** How the app is configured where the evidence leaves several ways open. */
  readonly configured: OktaSettings;
  readonly client: OktaClient;
  readonly texts: FailureContext;
  /** What the app writes into the System Log. */
  readonly log: AppLog;
  /** As they stand. */
  readonly settings: () => AppSettings;
  readonly values: (user: OktaUser, stage: "create" | "update") => OktaUserValues;
  /** What goes out as the person's password: a fresh placeholder unless passwords are synced. */
  readonly password: (user: OktaUser) => string;
}

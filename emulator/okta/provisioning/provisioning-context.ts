import type { AppSettings } from "../../../src/engine/directory.ts";
import type { OktaUser } from "../org/directory.ts";
import type { AppLog } from "../log/app-log.ts";
import type { FailureContext } from "./failure-context.ts";
import type { OktaClient } from "../org/okta-client.ts";
import type { OktaUserValues } from "../wire/user-values.ts";

/** `oin` = an app of Okta's catalogue, which switches users by PATCH; `aiw` = one made in the App Integration Wizard, which uses PUT for everything. */
export type OktaDialect = "oin" | "aiw";

/** What provisioning work needs to know of its app. */
export interface ProvisioningContext {
  readonly appName: string;
  readonly dialect: OktaDialect;
  readonly client: OktaClient;
  readonly texts: FailureContext;
  /** What the app writes into the System Log. */
  readonly log: AppLog;
  /** As they stand. */
  readonly settings: () => AppSettings;
  readonly values: (user: OktaUser, stage: "create" | "update") => OktaUserValues;
  /** A fresh placeholder. */
  readonly password: () => string;
}

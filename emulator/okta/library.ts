// What programs may use of the emulation; `emulator/library.ts` hands it on.
export { OktaOrg } from "./org/okta-org.ts";
export type { OktaOrgOptions } from "./org/okta-org.ts";
export type { AppConsole } from "./admin/app-console.ts";
export type { OktaApp } from "./org/okta-app.ts";
export type { OktaGroup, OktaUser, OktaUserProfile, OktaUserStatus } from "./org/directory.ts";
export type { OktaAppOptions } from "./org/app-options.ts";
export { OKTA_SETTINGS } from "./settings.ts";
export type { OktaSetting, OktaSettings } from "./settings.ts";
export type { ProvisioningReport } from "./provisioning/provisioning-report.ts";

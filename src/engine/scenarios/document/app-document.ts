import type { AppSettings } from "../../directory.ts";

/** Settings of the app that differ from a fresh one's, as documents name them. */
export interface AppDocument {
  readonly "create-users"?: boolean;
  readonly "update-user-attributes"?: boolean;
  readonly "deactivate-users"?: boolean;
  readonly "user-import"?: boolean;
  readonly "import-profile-updates"?: boolean;
  readonly "import-groups"?: boolean;
  readonly "push-groups"?: boolean;
  readonly "import-inactive"?: boolean;
  readonly "api-integration"?: boolean;
  readonly "full-profile-push"?: boolean;
  readonly combined?: readonly string[];
  readonly concurrency?: number;
}

/** What can be changed of an app in the middle of a scenario. */
export type SettingsDocument = Omit<AppDocument, "api-integration" | "full-profile-push" | "combined" | "concurrency">;

const NAMES: Readonly<Record<keyof SettingsDocument, keyof AppSettings>> = {
  "create-users": "createUsers",
  "update-user-attributes": "updateUserAttributes",
  "deactivate-users": "deactivateUsers",
  "user-import": "userImport",
  "import-profile-updates": "importProfileUpdates",
  "import-groups": "importGroups",
  "push-groups": "pushGroups",
  "import-inactive": "importInactive",
};

/** The settings that a document changes, and nothing else. */
export function toSettings(document: Readonly<Record<string, unknown>>): Partial<AppSettings> {
  const given = Object.entries(NAMES).flatMap(([name, setting]) => {
    const value = document[name];
    return typeof value === "boolean" ? [[setting, value] as const] : [];
  });
  return Object.fromEntries(given);
}

import type { SafeguardStop } from "../../../src/engine/run.ts";

/** The share of app users that an import may take the app from, in percent: Okta's default of the app and of the org. */
export const SAFEGUARD_PERCENT = 20;

/** The limit of an app counts from more users than that. */
const APP_USERS = 100;

/** The limit of the org counts from as many assignments. */
const ORG_ASSIGNMENTS = 100;

/** What an import would do, beside what it is measured by. */
export interface Removals {
  /** App users who would lose the app. */
  readonly removed: number;
  /** Users of the app. */
  readonly appUsers: number;
  /** Assignments of all apps of the org. */
  readonly orgAssignments: number;
}

/**
 * Whether an import is stopped before it changes anything, as it would take the app from too many at once. Where both limits
 * are passed, it is the app's that is told.
 */
export function stopOf({ removed, appUsers, orgAssignments }: Removals): SafeguardStop | null {
  const isPassed = (of: number): boolean => removed * 100 > of * SAFEGUARD_PERCENT;
  const stop = (level: SafeguardStop["level"], of: number): SafeguardStop => {
    return { level, removed, of, percent: SAFEGUARD_PERCENT };
  };
  if (appUsers > APP_USERS && isPassed(appUsers)) return stop("app", appUsers);
  return orgAssignments >= ORG_ASSIGNMENTS && isPassed(orgAssignments) ? stop("org", orgAssignments) : null;
}

/** What the admin reads of it. */
export function safeguardNote({ level, removed, of, percent }: SafeguardStop): string {
  const whose = level === "app" ? "users of the app" : "app assignments of the org";
  return `Import safeguard: the import would take the app from ${removed} of ${of} ${whose}, more than ${percent} %. It was stopped, and nothing was changed.`;
}

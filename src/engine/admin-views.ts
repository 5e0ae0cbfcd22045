/** Where a person's provisioning stands. */
export type AssignmentStatus = "pending" | "provisioned" | "failed" | "deprovisioned";

/**
 * What an identity provider's admins see of the app when a scenario ends: the state of each view, all of it made by what the
 * scenario did. A view that was never opened is null or empty.
 */
export interface AdminViews {
  readonly assignments: AssignmentsView;
  /** The dialog behind the last test of the credentials; null when they were never tested. */
  readonly connector: ConnectorView | null;
  /** The reviews of its imports; the last one is the Import tab as it stands. */
  readonly imports: readonly ImportView[];
  /** Work that failed and waits to be tried again, in the order of the assignments. */
  readonly tasks: readonly TaskRow[];
  /** Groups that are pushed. */
  readonly pushGroups: readonly PushedGroupRow[];
  readonly systemLog: readonly LogEvent[];
}

/** Who has the app, person by person and group by group. */
export interface AssignmentsView {
  readonly people: readonly PersonRow[];
  /** The first priority first. */
  readonly groups: readonly string[];
}

/** A person's line, with what it hangs on. */
export interface PersonRow {
  readonly userName: string;
  readonly status: AssignmentStatus;
  /** What stands beside the red X, whole; null when there is no error. */
  readonly error: string | null;
  /** `none` for somebody who has lost the app and whose account is still known. */
  readonly assignedBy: "person" | "group" | "none";
}

/** What an admin reads after a test of the credentials. */
export interface ConnectorView {
  /** ISO 8601, as all times of the views. */
  readonly at: string;
  readonly connected: boolean;
  readonly message: string;
  /** Empty when the test failed. */
  readonly features: readonly FeatureTick[];
  readonly notes: readonly string[];
}

/** One line of the feature table. */
export interface FeatureTick {
  readonly feature: string;
  /** The provider's tick or cross. */
  readonly ticked: boolean;
  /** What the target was found to support by the end of the scenario; a column that the provider does not have. */
  readonly target: TargetSupport;
}

/** What is known of a feature at the target: it was seen to work or to fail, the target publishes it or says that it has none. */
export type TargetSupport = "works" | "fails" | "offered" | "not offered" | "not tried";

/** What an import came to. */
export interface ImportView {
  readonly at: string;
  /** What the admin reads when it failed; null when it did not. */
  readonly error: string | null;
  /** Why it was stopped before it changed anything; null when it was not. */
  readonly safeguard: SafeguardStop | null;
  readonly counts: ImportCounts;
  /** Accounts to be confirmed, and those that have been. */
  readonly rows: readonly ImportedRow[];
  readonly notes: readonly string[];
}

/** Too many app users would have lost the app at once. */
export interface SafeguardStop {
  /** Whose limit was passed: that of the app, or that of the whole organisation. */
  readonly level: "app" | "org";
  readonly removed: number;
  readonly of: number;
  readonly percent: number;
}

/** The counts of an import's review. */
export interface ImportCounts {
  /** Accounts that the target listed; inactive ones that are skipped do not count. */
  readonly scanned: number;
  readonly new: number;
  readonly exact: number;
  readonly partial: number;
  readonly conflict: number;
  /** Accounts of app users that say something else than before. */
  readonly updated: number;
  readonly unchanged: number;
  /** App users whose accounts the target does not list any more. */
  readonly removed: number;
  readonly groups: number;
}

/** An imported account beside the person to whom it would be assigned. */
export interface ImportedRow {
  readonly id: string;
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly match: "new" | "exact" | "partial" | "conflict";
  /** The user name of the directory's person; null where there is none, or more than one. */
  readonly user: string | null;
  readonly state: "unconfirmed" | "confirmed";
}

/** Work that failed. */
export interface TaskRow {
  readonly userName: string;
  /** What was to be done. */
  readonly kind: "provision" | "update" | "deprovision";
  /** What stands beside the red X, whole. */
  readonly message: string;
  readonly at: string;
}

/** A pushed group. */
export interface PushedGroupRow {
  readonly name: string;
  readonly status: "active" | "error";
  readonly error: string | null;
  /** The group's id at the target; null while it has none. */
  readonly targetId: string | null;
  /** When the last push ended. */
  readonly at: string | null;
}

/** One event of the log, with the provider's own names. */
export interface LogEvent {
  readonly published: string;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly outcome: { readonly result: "SUCCESS" | "FAILURE"; readonly reason: string | null };
  /** Whom and what it is about: people, groups, the app. */
  readonly target: readonly LogTarget[];
}

/** What an event is about. */
export interface LogTarget {
  readonly type: string;
  /** The provider's own id of it. */
  readonly id: string;
  readonly displayName: string;
}

import type { AdminViews, TaskRow } from "../../../src/engine/run.ts";
import type { PushGroups } from "../group-push/push-groups.ts";
import type { ImportDesk } from "../import/import-desk.ts";
import type { ImportReview } from "../import/import-review.ts";
import type { AppLog } from "../log/app-log.ts";
import type { OktaUser } from "../org/directory.ts";
import type { FeatureFacts } from "../org/feature-table.ts";
import type { ConnectorTest } from "../org/test-connector.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import { assignmentsView, connectorView, taskList } from "./app-views.ts";
import type { LastTest } from "./app-views.ts";

/** The parts of an app that its admins look at. */
export interface ConsoleParts {
  readonly table: AssignmentTable;
  readonly desk: ImportDesk;
  readonly push: PushGroups;
  readonly log: AppLog;
  /** Tries once more for these people. */
  readonly retry: (users: readonly OktaUser[]) => Promise<ProvisioningReport>;
}

/** An app in the Admin Console: its views as they stand, and buttons that act on single lines of them. */
export class AppConsole {
  readonly #parts: ConsoleParts;
  #lastTest: LastTest | undefined;

  constructor(parts: ConsoleParts) {
    this.#parts = parts;
  }

  /** Everything that admins see of the app. The System Log is the org's. */
  views(): Omit<AdminViews, "systemLog"> {
    const { table, desk, push } = this.#parts;
    return {
      assignments: assignmentsView(table),
      connector: this.#lastTest === undefined ? null : connectorView(this.#lastTest),
      imports: desk.views(),
      tasks: taskList(table),
      pushGroups: push.view(),
    };
  }

  /** How many people have the app. */
  assigned(): number {
    const { table } = this.#parts;
    return table.rows().filter(({ user }) => table.isAssigned(user)).length;
  }

  /** Shows the dialog of a test from now on. */
  tested(test: ConnectorTest, facts: FeatureFacts): ConnectorTest {
    this.#lastTest = { test, facts, at: this.#parts.log.time() };
    return test;
  }

  /** Dashboard > Tasks > Retry Selected. */
  retryTasks(tasks: readonly Pick<TaskRow, "userName">[]): Promise<ProvisioningReport> {
    const names = new Set(tasks.map(({ userName }) => userName));
    const failed = this.#parts.table.rows().filter(({ status }) => status === "failed");
    return this.#parts.retry(failed.map(({ user }) => user).filter(({ profile }) => names.has(profile.userName)));
  }

  /** Import > Confirm Assignments for single rows, by the ids of their accounts. */
  confirmImportRows(ids: readonly string[]): readonly OktaUser[] {
    return this.#parts.desk.confirmRows(ids);
  }

  /** Resume All Imports, after the safeguard has stopped one; null when there is nothing to resume. */
  resumeImport(): ImportReview | null {
    return this.#parts.desk.resume();
  }

  /** Cancel the Affected Import. */
  cancelImport(): void {
    this.#parts.desk.cancel();
  }
}

import type { AssignmentsView, ConnectorView, TaskRow } from "../../../src/engine/run.ts";
import { featureTable } from "../org/feature-table.ts";
import type { FeatureFacts } from "../org/feature-table.ts";
import type { ConnectorTest } from "../org/test-connector.ts";
import { toAssignmentRow } from "../provisioning/app-user.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";

/** The last test of the credentials. */
export interface LastTest {
  readonly test: ConnectorTest;
  /** With the settings of that moment. */
  readonly facts: FeatureFacts;
  readonly at: string;
}

/** The Assignments tab, with its filters People and Groups. */
export function assignmentsView(table: AssignmentTable): AssignmentsView {
  return {
    people: table.rows().map((row) => ({ ...toAssignmentRow(row), assignedBy: table.assignedBy(row.user) })),
    groups: table.groups().map(({ name }) => name),
  };
}

/** The dialog, with what the target has shown by now beside the ticks of then. */
export function connectorView({ test, facts, at }: LastTest): ConnectorView {
  const { connected, message, notes } = test;
  return { at, connected, message, features: connected ? featureTable(facts) : [], notes };
}

/** Dashboard > Tasks: one for everybody whose last work failed. */
export function taskList(table: AssignmentTable): readonly TaskRow[] {
  return table.rows().flatMap(({ user, status, error, task }) => {
    if (status !== "failed" || task === undefined) return [];
    return [{ userName: user.profile.userName, kind: task.kind, message: error ?? "", at: task.at }];
  });
}

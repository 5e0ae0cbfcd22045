import type { Secrets } from "../../exchange/masking/secrets.ts";
import type { AdminViews, ConnectorView, ImportView, LogEvent } from "../run.ts";

/** What admins see, without secrets: names and messages come from a target, the rest is the provider's and ours. */
export function sweepAdmin(views: AdminViews, { sweep, sweepValue }: Secrets): AdminViews {
  const { assignments, connector, imports, tasks, pushGroups, systemLog } = views;
  const sweepText = (text: string | null): string | null => (text === null ? null : sweepValue(text));
  return {
    assignments: {
      people: assignments.people.map((row) => {
        return { ...row, userName: sweepValue(row.userName), error: sweepText(row.error) };
      }),
      groups: assignments.groups.map(sweepValue),
    },
    connector: connector && sweepConnector(connector, sweep),
    imports: imports.map((view) => sweepImport(view, { sweep, sweepValue })),
    tasks: tasks.map((task) => {
      return { ...task, userName: sweepValue(task.userName), message: sweepValue(task.message) };
    }),
    pushGroups: pushGroups.map((row) => {
      const { name, error, targetId } = row;
      return { ...row, name: sweepValue(name), error: sweepText(error), targetId: sweepText(targetId) };
    }),
    systemLog: systemLog.map((event) => sweepEvent(event, sweepValue)),
  };
}

type Sweep = Secrets["sweep"];

function sweepConnector(connector: ConnectorView, sweep: Sweep): ConnectorView {
  return { ...connector, message: sweep(connector.message), notes: connector.notes.map(sweep) };
}

function sweepImport(view: ImportView, { sweep, sweepValue }: Pick<Secrets, "sweep" | "sweepValue">): ImportView {
  return {
    ...view,
    error: view.error === null ? null : sweep(view.error),
    notes: view.notes.map(sweep),
    rows: view.rows.map((row) => ({
      ...row,
      id: sweepValue(row.id),
      userName: sweepValue(row.userName),
      firstName: sweepValue(row.firstName),
      lastName: sweepValue(row.lastName),
      email: sweepValue(row.email),
      user: row.user === null ? null : sweepValue(row.user),
    })),
  };
}

function sweepEvent(event: LogEvent, sweepValue: Secrets["sweepValue"]): LogEvent {
  const { outcome, target } = event;
  return {
    ...event,
    outcome: { ...outcome, reason: outcome.reason === null ? null : sweepValue(outcome.reason) },
    target: target.map((one) => ({ ...one, displayName: sweepValue(one.displayName) })),
  };
}

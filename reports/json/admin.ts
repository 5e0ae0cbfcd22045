import type { AdminViews, ConnectorView, ImportCounts, ImportView, LogEvent } from "../../src/engine/run.ts";

/** What admins see at the end of a scenario, in the documented order of members. */
export function toAdminDocument(views: AdminViews): AdminViews {
  const { assignments, connector, imports, tasks, pushGroups, systemLog } = views;
  return {
    assignments: {
      people: assignments.people.map(({ userName, status, error, assignedBy }) => {
        return { userName, status, error, assignedBy };
      }),
      groups: assignments.groups,
    },
    connector: connector && toConnector(connector),
    imports: imports.map(toImport),
    tasks: tasks.map(({ userName, kind, message, at }) => ({ userName, kind, message, at })),
    pushGroups: pushGroups.map(({ name, status, error, targetId, at }) => ({ name, status, error, targetId, at })),
    systemLog: systemLog.map(toEvent),
  };
}

function toConnector({ at, connected, message, features, notes }: ConnectorView): ConnectorView {
  return {
    at,
    connected,
    message,
    features: features.map(({ feature, ticked, target }) => ({ feature, ticked, target })),
    notes,
  };
}

function toImport({ at, error, safeguard, counts, rows, notes }: ImportView): ImportView {
  return {
    at,
    error,
    safeguard: safeguard && {
      level: safeguard.level,
      removed: safeguard.removed,
      of: safeguard.of,
      percent: safeguard.percent,
    },
    counts: toCounts(counts),
    rows: rows.map(({ id, userName, firstName, lastName, email, match, user, state }) => {
      return { id, userName, firstName, lastName, email, match, user, state };
    }),
    notes,
  };
}

function toCounts(counts: ImportCounts): ImportCounts {
  return {
    scanned: counts.scanned,
    new: counts.new,
    exact: counts.exact,
    partial: counts.partial,
    conflict: counts.conflict,
    updated: counts.updated,
    unchanged: counts.unchanged,
    removed: counts.removed,
    groups: counts.groups,
  };
}

function toEvent({ published, eventType, displayMessage, outcome, target }: LogEvent): LogEvent {
  return {
    published,
    eventType,
    displayMessage,
    outcome: { result: outcome.result, reason: outcome.reason },
    target: target.map(({ type, id, displayName }) => ({ type, id, displayName })),
  };
}

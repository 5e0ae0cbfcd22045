import { expect, test } from "vitest";
import type { AdminViews, LogEvent } from "../src/engine/run.ts";

const AT = "2026-11-24T05:50:07.000Z";
const NO_GROUP =
  "Unable to update Group Push mapping target App group Staff: Error while creating user group Staff: Conflict. Errors reported by remote server: there is a group of that name";

/** An event about Ann. */
export function event(eventType: string, reason?: string): LogEvent {
  return {
    published: AT,
    eventType,
    displayMessage: "What happened",
    outcome: reason === undefined ? { result: "SUCCESS", reason: null } : { result: "FAILURE", reason },
    target: [{ type: "User", id: "00u1", displayName: "ann@example.com" }],
  };
}

/** Views in which everything has been opened and something went wrong everywhere. */
export const SAMPLE_ADMIN: AdminViews = {
  assignments: {
    people: [
      { userName: "ann@example.com", status: "failed", error: "No seat is left.", assignedBy: "person" },
      { userName: "bob@example.com", status: "provisioned", error: null, assignedBy: "group" },
    ],
    groups: ["Sales Users"],
  },
  connector: {
    at: AT,
    connected: true,
    message: "Connector configured successfully",
    features: [
      { feature: "Create Users", ticked: true, target: "works" },
      { feature: "Push Groups", ticked: true, target: "not offered" },
      { feature: "Import Groups", ticked: false, target: "not tried" },
    ],
    notes: ["The target has no user yet."],
  },
  imports: [
    {
      at: AT,
      error: null,
      safeguard: null,
      counts: {
        scanned: 3,
        new: 1,
        exact: 0,
        partial: 1,
        conflict: 0,
        updated: 0,
        unchanged: 1,
        removed: 0,
        groups: 0,
      },
      rows: [
        {
          id: "7",
          userName: "cem@example.com",
          firstName: "Cem",
          lastName: "Lee",
          email: "cem@example.com",
          match: "partial",
          user: "c.lee@example.com",
          state: "unconfirmed",
        },
      ],
      notes: ["Users scanned: 3."],
    },
    {
      at: AT,
      error: "Import from app App failed: Error while downloading users and groups: Bad Gateway.",
      safeguard: { level: "app", removed: 22, of: 105, percent: 20 },
      counts: {
        scanned: 83,
        new: 0,
        exact: 0,
        partial: 0,
        conflict: 0,
        updated: 0,
        unchanged: 83,
        removed: 22,
        groups: 0,
      },
      rows: [],
      notes: ["Import safeguard: the import would take the app from 22 of 105 users of the app."],
    },
  ],
  tasks: [{ userName: "ann@example.com", kind: "provision", message: "No seat is left.", at: AT }],
  pushGroups: [
    { name: "Staff", status: "error", error: NO_GROUP, targetId: "g1", at: AT },
    { name: "Crew", status: "active", error: null, targetId: null, at: null },
  ],
  systemLog: [
    event("application.user_membership.add"),
    event("application.provision.user.push", "Forbidden."),
    event("application.provision.user.sync", "Forbidden."),
  ],
};

test("the sample views have something of everything", () => {
  expect(Object.values(SAMPLE_ADMIN).every((view) => view !== null && Object.keys(view).length > 0)).toBe(true);
});

import { expect, test } from "vitest";
import { displayMessage } from "./event-types.ts";
import type { OktaEventType } from "./event-types.ts";

/** The release of each event, as Okta's published catalogue of event types has it (August 2026): a name that is not in there has none. */
const RELEASES: Readonly<Record<OktaEventType, string>> = {
  "user.lifecycle.create": "2016.02",
  "user.lifecycle.activate": "2016.13",
  "user.lifecycle.suspend": "2016.13",
  "user.lifecycle.unsuspend": "2016.13",
  "user.lifecycle.deactivate": "2016.02",
  "user.account.update_profile": "2016.02",
  "group.lifecycle.create": "2019.11.0",
  "group.profile.update": "2021.03.2",
  "group.user_membership.add": "2016.02",
  "group.user_membership.remove": "2016.02",
  "application.lifecycle.update": "2016.13",
  "application.configuration.update": "2017.33",
  "group.application_assignment.add": "2016.06",
  "group.application_assignment.update": "2016.13",
  "group.application_assignment.remove": "2016.05",
  "application.user_membership.add": "2016.02",
  "application.user_membership.update": "2016.02",
  "application.user_membership.remove": "2016.02",
  "application.provision.user.verify_exists": "2016.14",
  "application.provision.user.push": "2016.14",
  "application.provision.user.push_profile": "2016.14",
  "application.provision.user.password": "2017.33",
  "application.provision.user.push_okta_password": "2016.14",
  "application.provision.user.push_password": "2016.14",
  "application.provision.user.reactivate": "2016.14",
  "application.provision.user.deactivate": "2016.14",
  "application.provision.user.sync": "2016.14",
  "app.user_management.push_new_user_success": "2017.51",
  "application.provision.group_push.mapping.created": "2017.29",
  "application.provision.group_push.updated": "2017.29",
  "application.provision.group_push.push_memberships": "2017.29",
  "application.provision.group_push.mapping.app.group.renamed": "2017.29",
  "application.provision.group_push.delete_appgroup": "2017.29",
  "application.provision.group_push.mapping.update.or.delete.failed.with.error": "2017.29",
  "application.provision.group.add": "2017.33",
  "application.provision.group.update": "2017.33",
  "application.provision.group.remove": "2017.33",
  "application.provision.group_membership.update": "2017.33",
  "system.import.start": "2016.14",
  "system.import.complete": "2016.14",
  "application.provision.user.import": "2017.33",
  "application.provision.group.import": "2017.33",
  "system.import.user.update": "2016.14",
  "system.import.user.delete": "2016.14",
  "system.import.user_match.confirm": "2024.07.2",
  "system.import.roadblock": "2016.14",
  "system.import.roadblock.reschedule_and_resume": "2017.19",
  "system.import.roadblock.resume": "2017.19",
};

test.each(Object.entries(RELEASES))("%s is in the catalogue since %s", (eventType, release) => {
  expect(release).toMatch(/^20\d\d\.\d\d/);
  expect(eventType).toMatch(/^[a-z_]+(?:\.[a-z_]+)+$/);
});

test("an event is shown with Okta's words", () => {
  expect(displayMessage("application.provision.user.push")).toBe("Push new user to external application");
  expect(displayMessage("application.provision.user.sync")).toBe("Sync user in external application");
});

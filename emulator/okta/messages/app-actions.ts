import type { MessageAction } from "../../../src/engine/providers/messages.ts";

const MAPPING = "Unable to update Group Push mapping target App group {group}";

/** What fails for the app as a whole, and for groups: the connector dialog, the Import tab and the Push Groups tab. */
export const APP_ACTIONS: readonly MessageAction[] = [
  {
    id: "connector",
    pattern: "Error authenticating",
    standing: "documented",
    when: "Test API Credentials was pressed, or the settings of the app were saved",
    sent: ["GET /Users?startIndex=1&count=2", "with Import Groups also GET /Groups?startIndex=1&count=100"],
    wanted: "200 and a list (ListResponse) whose Resources is an array of the first users",
    features: ["create", "update", "deactivate", "import"],
    checks: ["okta.connector.list", "okta.headers.accept", "okta.credentials.wrong-token"],
    scenarios: ["assign"],
  },
  {
    id: "import",
    pattern: "Import from app {app} failed: Error while downloading users and groups",
    standing: "inferred",
    when: "an import ran, by hand or by its schedule",
    sent: [
      "GET /Users?startIndex=1&count=100, then startIndex=101, 201, ... as long as totalResults says that there is more",
    ],
    wanted: "200 and a list of whole users to each, with totalResults as the number of all users",
    features: ["import"],
    checks: ["okta.import.first-page", "okta.import.past-end", "okta.import.every-user-once", "okta.connector.count"],
    scenarios: ["import"],
  },
  {
    id: "group-create",
    pattern: `${MAPPING}: Error while creating user group {group}`,
    standing: "observed",
    when: "a group was pushed for the first time: Okta looked for a group of that name and created it",
    sent: [
      'GET /Groups?filter=displayName eq "{group}"&startIndex=1&count=100',
      "POST /Groups with displayName and members, without externalId; a catalogue app leaves members empty",
    ],
    wanted: "200 and a list with no group, or the one of exactly that name; then 201 and the group with its id",
    features: ["group-push"],
    checks: ["okta.group-push.match", "okta.group-push.create", "okta.group-push.create-members"],
    scenarios: ["group-push"],
  },
  {
    id: "group-update",
    pattern: `${MAPPING}: Error while updating user group {group}`,
    standing: "observed",
    when: "a pushed group was created or changed, and Okta sent its name again, as it does with each change",
    sent: [
      'PATCH /Groups/{id} with {"op":"replace","value":{"id":"...","displayName":"..."}}; in apps of the wizard GET /Groups/{id}',
    ],
    wanted: "200 or 204 to the PATCH, the id in it being ignored; 200 and the group to the GET",
    features: ["group-push"],
    checks: ["okta.group-push.rename", "okta.group-push.create"],
    scenarios: ["group-push"],
  },
  {
    id: "group-members",
    pattern: `${MAPPING}: Error while updating user group membership for group {group}`,
    standing: "observed",
    when: "people joined or left a pushed group, or Push now was pressed",
    sent: [
      'PATCH /Groups/{id} with a remove of members[value eq "..."] for each who left and one add of members; Push now is a replace of members; in apps of the wizard PUT /Groups/{id}',
    ],
    wanted: "200 or 204, and GET of the group shows exactly the members that Okta pushed",
    features: ["group-push"],
    checks: [
      "okta.group-membership.add",
      "okta.group-membership.remove",
      "okta.group-membership.change",
      "okta.group-membership.replace",
      "okta.group-replace.members",
    ],
    scenarios: ["group-push"],
  },
  {
    id: "group-delete",
    pattern: `${MAPPING}: Error while deleting user group {group}`,
    standing: "inferred",
    when: "a pushed group was unlinked with `Delete the group in the target app`",
    sent: ["DELETE /Groups/{id}"],
    wanted: "204; the people in the group keep their accounts",
    features: ["group-push"],
    checks: ["okta.group-push.delete"],
    scenarios: ["group-push"],
  },
  {
    id: "group-mapping",
    pattern: MAPPING,
    standing: "observed",
    when: "a group was pushed: created, renamed or given other members",
    sent: ["POST /Groups, or PATCH or PUT /Groups/{id}"],
    wanted: "201 and the group with its id to the create, 200 or 204 to a PATCH, 200 and the group to a PUT",
    features: ["group-push"],
    checks: ["okta.group-push.create", "okta.group-push.rename", "okta.group-membership.change"],
    scenarios: ["group-push"],
  },
];

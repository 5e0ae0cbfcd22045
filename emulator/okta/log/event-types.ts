/** The name of an event, as Okta's filters and API take it. */
export type OktaEventType =
  | "user.lifecycle.create"
  | "user.lifecycle.activate"
  | "user.lifecycle.suspend"
  | "user.lifecycle.unsuspend"
  | "user.lifecycle.deactivate"
  | "user.account.update_profile"
  | "group.lifecycle.create"
  | "group.profile.update"
  | "group.user_membership.add"
  | "group.user_membership.remove"
  | "application.lifecycle.update"
  | "application.configuration.update"
  | "group.application_assignment.add"
  | "group.application_assignment.update"
  | "group.application_assignment.remove"
  | "application.user_membership.add"
  | "application.user_membership.update"
  | "application.user_membership.remove"
  | "application.provision.user.verify_exists"
  | "application.provision.user.push"
  | "application.provision.user.push_profile"
  | "application.provision.user.password"
  | "application.provision.user.push_okta_password"
  | "application.provision.user.push_password"
  | "application.provision.user.reactivate"
  | "application.provision.user.deactivate"
  | "application.provision.user.sync"
  | "app.user_management.push_new_user_success"
  | "application.provision.group_push.mapping.created"
  | "application.provision.group_push.updated"
  | "application.provision.group_push.push_memberships"
  | "application.provision.group_push.mapping.app.group.renamed"
  | "application.provision.group_push.delete_appgroup"
  | "application.provision.group_push.mapping.update.or.delete.failed.with.error"
  | "application.provision.group.add"
  | "application.provision.group.update"
  | "application.provision.group.remove"
  | "application.provision.group_membership.update"
  | "system.import.start"
  | "system.import.complete"
  | "application.provision.user.import"
  | "application.provision.group.import"
  | "system.import.user.update"
  | "system.import.user.delete"
  | "system.import.user_match.confirm"
  | "system.import.roadblock"
  | "system.import.roadblock.reschedule_and_resume"
  | "system.import.roadblock.resume";

/**
 * Events of Okta's System Log that provisioning leads to, with the words that it shows for them: the names are those of Okta's
 * published catalogue of event types.
 */
const EVENT_TYPES: Readonly<Record<OktaEventType, string>> = {
  "user.lifecycle.create": "Create Okta user",
  "user.lifecycle.activate": "Activate Okta user",
  "user.lifecycle.suspend": "Suspend Okta user",
  "user.lifecycle.unsuspend": "Unsuspend Okta user",
  "user.lifecycle.deactivate": "Deactivate Okta user",
  "user.account.update_profile": "Update user profile for Okta",
  "group.lifecycle.create": "Create Okta group",
  "group.profile.update": "Okta group profile updated",
  "group.user_membership.add": "Add user to group membership",
  "group.user_membership.remove": "Remove user from group membership",

  "application.lifecycle.update": "Update application",
  "application.configuration.update": "Okta couldn't verify api credentials",
  "group.application_assignment.add": "Add assigned application to group",
  "group.application_assignment.update": "Update assigned application in group",
  "group.application_assignment.remove": "Remove assigned application from group",
  "application.user_membership.add": "Add user to application membership",
  "application.user_membership.update": "Updated user application property",
  "application.user_membership.remove": "Remove user's application membership",

  "application.provision.user.verify_exists": "Verify user exists in external application",
  "application.provision.user.push": "Push new user to external application",
  "application.provision.user.push_profile": "Push user's profile to external application",
  "application.provision.user.password": "Issue pushing user password to external application",
  "application.provision.user.push_okta_password": "Push user's Okta password to application",
  "application.provision.user.push_password": "Push user's password to application",
  "application.provision.user.reactivate": "Push user reactivation in external application",
  "application.provision.user.deactivate": "Push user deactivation to external application",
  "application.provision.user.sync": "Sync user in external application",
  "app.user_management.push_new_user_success": "Successfully pushed new user account to app",

  "application.provision.group_push.mapping.created": "A new mapping has been created",
  "application.provision.group_push.updated": "A group was updated in an app",
  "application.provision.group_push.push_memberships": "Group push pushed memberships",
  "application.provision.group_push.mapping.app.group.renamed":
    "A mapped app group has been renamed because the source group was renamed",
  "application.provision.group_push.delete_appgroup": "Group push deleted application group",
  "application.provision.group_push.mapping.update.or.delete.failed.with.error":
    "Group push mapping change failed and cannot be retried",
  "application.provision.group.add": "Provision a new group in external application",
  "application.provision.group.update": "Update a group in external application",
  "application.provision.group.remove": "Remove a group from external application",
  "application.provision.group_membership.update": "Update group memberships in external application",

  "system.import.start": "Import started",
  "system.import.complete": "Import process complete",
  "application.provision.user.import": "Import users from external application",
  "application.provision.group.import": "Import groups from external application",
  "system.import.user.update": "Update user triggered by import process",
  "system.import.user.delete": "Delete user triggered by import process",
  "system.import.user_match.confirm": "Import user matching assignment confirmed",
  "system.import.roadblock": "Import roadblock triggered due to exceeded threshold",
  "system.import.roadblock.reschedule_and_resume": "The affected import has been rescheduled",
  "system.import.roadblock.resume": "The affected import has been canceled",
};

/** What the System Log shows for an event. */
export function displayMessage(eventType: OktaEventType): string {
  return EVENT_TYPES[eventType];
}

/**
 * First halves of the texts that an admin reads. Those for the match query, creates, profile pushes and group pushes are
 * Okta's own as seen in public reports; the ones for switching users, passwords, deleting groups and imports follow their pattern.
 */
export interface FailureContext {
  readonly match: (userName: string) => string;
  readonly create: (userName: string, fullName: string) => string;
  /** A profile pushed while a user is linked or brought back. */
  readonly link: (userName: string) => string;
  readonly update: (userName: string) => string;
  readonly reactivate: (userName: string) => string;
  readonly deactivate: (userName: string) => string;
  readonly password: (userName: string) => string;
  readonly createGroup: (name: string) => string;
  readonly updateGroup: (name: string) => string;
  readonly updateMembers: (name: string) => string;
  readonly deleteGroup: (name: string) => string;
  readonly import: () => string;
}

/** The texts of one app. */
export function failureContext(app: string): FailureContext {
  const provisioning = (user: string): string => `Automatic provisioning of user ${user} to app ${app} failed`;
  const mapping = (group: string): string => `Unable to update Group Push mapping target App group ${group}`;
  return {
    match: (user) => `${provisioning(user)}: Error while verifying if user ${user} exists`,
    create: (user, fullName) => `${provisioning(user)}: Error while creating user ${fullName}`,
    link: (user) => `${provisioning(user)}: Error while trying to push profile update for ${user}`,
    update: (user) =>
      `Automatic profile push of user ${user} to app ${app} failed: Error while trying to push profile update for ${user}`,
    reactivate: (user) => `${provisioning(user)}: Error while reactivating user ${user}`,
    deactivate: (user) =>
      `Automatic deprovisioning of user ${user} from app ${app} failed: Error while deactivating user ${user}`,
    password: (user) =>
      `Automatic password push of user ${user} to app ${app} failed: Error while trying to push password update for ${user}`,
    createGroup: (group) => `${mapping(group)}: Error while creating user group ${group}`,
    updateGroup: (group) => `${mapping(group)}: Error while updating user group ${group}`,
    updateMembers: (group) => `${mapping(group)}: Error while updating user group membership for group ${group}`,
    deleteGroup: (group) => `${mapping(group)}: Error while deleting user group ${group}`,
    import: () => `Import from app ${app} failed: Error while downloading users and groups`,
  };
}

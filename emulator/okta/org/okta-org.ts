import type { OktaAppOptions } from "./app-options.ts";
import type { OktaGroup, OktaUser, OktaUserProfile, OktaUserStatus } from "./directory.ts";
import { createIdSource } from "./ids.ts";
import type { IdSource } from "./ids.ts";
import { OktaApp } from "./okta-app.ts";
import { mergeReports } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import type { Random } from "./random.ts";

/** How an org is set up. */
export interface OktaOrgOptions {
  /** Where ids and placeholder passwords come from; `Math.random` by default. */
  readonly random?: Random;
}

interface UserRecord extends OktaUser {
  profile: OktaUserProfile;
  status: OktaUserStatus;
}

interface GroupRecord extends OktaGroup {
  name: string;
  members: readonly OktaUser[];
}

/** Who joins a group and who leaves it. */
export interface MemberChange {
  readonly add?: readonly OktaUser[];
  readonly remove?: readonly OktaUser[];
}

/**
 * An emulated Okta org: a directory of people and groups, and apps that are told of every change in it. Each method that
 * may cause requests resolves when they have been sent and answered, with a count of what came of them.
 *
 * ```ts
 * const org = new OktaOrg();
 * const ann = org.addUser({ userName: "ann@b.example", firstName: "Ann", lastName: "Lee", email: "ann@b.example" });
 * const sales = org.addGroup("Sales Users", [ann]);
 * const app = org.createApp({ session, profile });
 * await app.testApiCredentials();
 * const report = await app.assignGroup(sales, { ziProduct: ["Sales"] });
 * ```
 */
export class OktaOrg {
  readonly #ids: IdSource;
  readonly #users = new Map<string, UserRecord>();
  readonly #groups = new Map<string, GroupRecord>();
  readonly #apps: OktaApp[] = [];

  constructor(options: OktaOrgOptions = {}) {
    this.#ids = createIdSource(options.random ?? Math.random);
  }

  /** Everybody in the directory, in the order in which they were added. */
  users(): readonly OktaUser[] {
    return [...this.#users.values()];
  }

  /** All groups, in the order in which they were added. */
  groups(): readonly OktaGroup[] {
    return [...this.#groups.values()];
  }

  /** Adds a person, active unless said otherwise. */
  addUser(profile: OktaUserProfile, status: OktaUserStatus = "active"): OktaUser {
    const user: UserRecord = { id: this.#ids.user(), profile, status };
    this.#users.set(user.id, user);
    return user;
  }

  /** Adds a group with its first members. */
  addGroup(name: string, members: readonly OktaUser[] = []): OktaGroup {
    const group: GroupRecord = { id: this.#ids.group(), name, members: [...members] };
    this.#groups.set(group.id, group);
    return group;
  }

  /** Adds an app instance that points at the session's target. */
  createApp(options: OktaAppOptions): OktaApp {
    const app = new OktaApp(options, {
      directory: { users: () => this.users(), addUser: (profile) => this.addUser(profile) },
      password: this.#ids.password,
    });
    this.#apps.push(app);
    return app;
  }

  /** Changes who is in a group: apps that it is assigned to provision or deprovision, apps that push it push the change. */
  changeMembers(group: OktaGroup, { add = [], remove = [] }: MemberChange): Promise<ProvisioningReport> {
    const record = this.#group(group);
    const left = record.members.filter((member) => !remove.includes(member));
    record.members = [...left, ...add.filter((user) => !left.includes(user))];
    return this.#tell((app) => app.groupChanged(record, [...remove, ...add]));
  }

  /** Adds people to a group. */
  addToGroup(group: OktaGroup, users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.changeMembers(group, { add: users });
  }

  /** Takes people out of a group. */
  removeFromGroup(group: OktaGroup, users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.changeMembers(group, { remove: users });
  }

  /** Renames a group; apps that push it push the name. */
  renameGroup(group: OktaGroup, name: string): Promise<ProvisioningReport> {
    const record = this.#group(group);
    record.name = name;
    return this.#tell((app) => app.groupChanged(record, []));
  }

  /** Changes attributes of a person; apps push what they map. */
  updateProfile(user: OktaUser, changes: Partial<OktaUserProfile>): Promise<ProvisioningReport> {
    const record = this.#user(user);
    const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    record.profile = { ...record.profile, ...defined };
    return this.#tell((app) => app.usersChanged([record]));
  }

  /** Activates staged, suspended or deactivated people: whoever is assigned through a group is provisioned again. */
  activateUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#setStatus(users, "active");
  }

  /** Suspends people: apps are not told, and nothing is sent until the suspension ends. */
  suspendUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#setStatus(users, "suspended");
  }

  /** Deactivates people: they lose their individual assignments, and apps switch their accounts off. Groups keep them. */
  deactivateUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#setStatus(users, "deactivated");
  }

  /** Deletes people: whoever is not deactivated yet is deactivated first. They leave their groups, and apps forget them. */
  async removeUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const reports = [await this.deactivateUsers(users.filter(({ status }) => status !== "deactivated"))];
    for (const group of this.groups().filter(({ members }) => members.some((member) => users.includes(member))))
      reports.push(await this.removeFromGroup(group, users));
    for (const user of users) this.#users.delete(this.#user(user).id);
    for (const app of this.#apps) app.usersRemoved(users);
    return mergeReports(reports);
  }

  /** Deletes a group: whoever was assigned through it alone loses the app. */
  async removeGroup(group: OktaGroup): Promise<ProvisioningReport> {
    const record = this.#group(group);
    const report = await this.#tell((app) => app.groupRemoved(record));
    this.#groups.delete(record.id);
    return report;
  }

  #setStatus(users: readonly OktaUser[], status: OktaUserStatus): Promise<ProvisioningReport> {
    for (const user of users) this.#user(user).status = status;
    return this.#tell((app) => app.usersChanged(users));
  }

  async #tell(change: (app: OktaApp) => Promise<ProvisioningReport>): Promise<ProvisioningReport> {
    return mergeReports(await Promise.all(this.#apps.map(change)));
  }

  #user(user: OktaUser): UserRecord {
    const record = this.#users.get(user.id);
    if (record !== undefined) return record;
    throw new Error(`${user.profile.userName} is not in this org's directory`);
  }

  #group(group: OktaGroup): GroupRecord {
    const record = this.#groups.get(group.id);
    if (record !== undefined) return record;
    throw new Error(`group "${group.name}" is not in this org's directory`);
  }
}

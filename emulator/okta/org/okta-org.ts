import type { OktaAppOptions } from "./app-options.ts";
import type { OktaGroup, OktaUser, OktaUserProfile, OktaUserStatus } from "./directory.ts";
import type { Clock } from "../../../src/exchange/clock.ts";
import type { LogEvent } from "../../../src/engine/run.ts";
import { SYSTEM_CLOCK } from "./app-options.ts";
import { createIdSource } from "./ids.ts";
import type { IdSource } from "./ids.ts";
import { OktaApp } from "./okta-app.ts";
import { mergeReports } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import type { OktaEventType } from "../log/event-types.ts";
import { groupTarget, userTarget } from "../log/log-targets.ts";
import { SystemLog } from "../log/system-log.ts";
import type { Random } from "./random.ts";

/** How an org is set up. */
export interface OktaOrgOptions {
  /** Where ids and placeholder passwords come from; `Math.random` by default. */
  readonly random?: Random;
  /** What the System Log goes by; the real one by default. */
  readonly clock?: Pick<Clock, "now">;
}

interface UserRecord extends OktaUser {
  profile: OktaUserProfile;
  status: OktaUserStatus;
  /** Made when somebody asks for it. */
  password?: string;
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
  readonly #log: SystemLog;

  constructor(options: OktaOrgOptions = {}) {
    this.#ids = createIdSource(options.random ?? Math.random);
    const clock = options.clock ?? SYSTEM_CLOCK;
    this.#log = new SystemLog(() => clock.now());
  }

  /** Reports > System Log, the oldest event first. */
  systemLog(): readonly LogEvent[] {
    return this.#log.events();
  }

  /** Empties the System Log, for a story that begins with an org that is set up. */
  clearSystemLog(): void {
    this.#log.clear();
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
    this.#log.write("user.lifecycle.create", [userTarget(user)]);
    if (status === "active") this.#log.write("user.lifecycle.activate", [userTarget(user)]);
    return user;
  }

  /** Adds a group with its first members. */
  addGroup(name: string, members: readonly OktaUser[] = []): OktaGroup {
    const group: GroupRecord = { id: this.#ids.group(), name, members: [...members] };
    this.#groups.set(group.id, group);
    this.#log.write("group.lifecycle.create", [groupTarget(group)]);
    for (const member of members) this.#logMembership("group.user_membership.add", group, member);
    return group;
  }

  /** Adds an app instance that points at the session's target. */
  createApp(options: OktaAppOptions): OktaApp {
    const app = new OktaApp(options, {
      id: this.#ids.app(),
      directory: {
        users: () => this.users(),
        addUser: (profile) => this.addUser(profile),
        assignments: () => this.#apps.reduce((sum, app) => sum + app.console.assigned(), 0),
      },
      password: this.#ids.password,
      passwordOf: (user) => this.#passwordOf(this.#user(user)),
      log: this.#log,
    });
    this.#apps.push(app);
    return app;
  }

  /** Changes who is in a group: apps that it is assigned to provision or deprovision, apps that push it push the change. */
  changeMembers(group: OktaGroup, { add = [], remove = [] }: MemberChange): Promise<ProvisioningReport> {
    const record = this.#group(group);
    const before = new Set(record.members);
    const left = record.members.filter((member) => !remove.includes(member));
    record.members = [...left, ...add.filter((user) => !left.includes(user))];
    const after = new Set(record.members);
    for (const user of before) if (!after.has(user)) this.#logMembership("group.user_membership.remove", record, user);
    for (const user of after) if (!before.has(user)) this.#logMembership("group.user_membership.add", record, user);
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
    this.#log.write("group.profile.update", [groupTarget(record)]);
    return this.#tell((app) => app.groupChanged(record, []));
  }

  /** Changes attributes of a person; apps push what they map. */
  updateProfile(user: OktaUser, changes: Partial<OktaUserProfile>): Promise<ProvisioningReport> {
    const record = this.#user(user);
    const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    record.profile = { ...record.profile, ...defined };
    this.#log.write("user.account.update_profile", [userTarget(record)]);
    return this.#tell((app) => app.profilesChanged([record]));
  }

  /** Gives people new passwords; apps that sync them push them. */
  changePasswords(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    for (const user of users) this.#user(user).password = this.#ids.password();
    return this.#tell((app) => app.passwordsChanged(users));
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

  #setStatus(users: readonly OktaUser[], status: OktaUserStatus): Promise<ProvisioningReport> {
    for (const user of users) this.#changeStatus(this.#user(user), status);
    return this.#tell((app) => app.usersChanged(users));
  }

  #changeStatus(record: UserRecord, status: OktaUserStatus): void {
    const eventType = statusEvent(record.status, status);
    if (eventType !== undefined) this.#log.write(eventType, [userTarget(record)]);
    record.status = status;
  }

  #logMembership(eventType: OktaEventType, group: OktaGroup, user: OktaUser): void {
    this.#log.write(eventType, [userTarget(user), groupTarget(group)]);
  }

  async #tell(change: (app: OktaApp) => Promise<ProvisioningReport>): Promise<ProvisioningReport> {
    return mergeReports(await Promise.all(this.#apps.map(change)));
  }

  #passwordOf(record: UserRecord): string {
    record.password ??= this.#ids.password();
    return record.password;
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

function statusEvent(before: OktaUserStatus, after: OktaUserStatus): OktaEventType | undefined {
  if (before === after) return undefined;
  if (after === "suspended") return "user.lifecycle.suspend";
  if (after === "deactivated") return "user.lifecycle.deactivate";
  if (after === "staged") return undefined;
  return before === "suspended" ? "user.lifecycle.unsuspend" : "user.lifecycle.activate";
}

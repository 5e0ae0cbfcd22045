import type { AppSettings } from "../../../src/engine/directory.ts";
import type { Assignments } from "../../../src/engine/run.ts";
import { AppConsole } from "../admin/app-console.ts";
import { DEFAULT_SETTINGS } from "./app-options.ts";
import type { OktaAppOptions } from "./app-options.ts";
import { createAppParts } from "./app-parts.ts";
import type { AppParts, AppSurroundings } from "./app-parts.ts";
import { seatNotes } from "./assignment-notes.ts";
import type { OktaGroup, OktaUser } from "./directory.ts";
import { testConnector } from "./test-connector.ts";
import type { ConnectorTest } from "./test-connector.ts";
import type { GroupPushResult } from "../group-push/group-mapping.ts";
import type { GroupPushRow } from "../group-push/push-groups.ts";
import type { ImportMatch, ImportReview } from "../import/import-review.ts";
import type { AppUser } from "../provisioning/app-user.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import { mergeReports, toReport } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";

/**
 * An app instance in an emulated Okta org: sends to its target what the real app would send when people and groups are
 * assigned, changed and taken away. Each method resolves when everything that it caused has been sent. Made by
 * `OktaOrg.createApp`.
 */
export class OktaApp {
  /** All that admins see of the app, and the buttons there that are not methods of the app. */
  readonly console: AppConsole;
  readonly #options: OktaAppOptions;
  readonly #parts: AppParts;
  #settings: AppSettings;

  constructor(options: OktaAppOptions, surroundings: AppSurroundings) {
    this.#options = options;
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.#parts = createAppParts(options, surroundings, () => this.#settings);
    const { table, desk, push, context } = this.#parts;
    const retry = (users: readonly OktaUser[]): Promise<ProvisioningReport> => this.#settle(users);
    this.console = new AppConsole({ table, desk, push, log: context.log, retry });
  }

  /** Provisioning > Integration > Test API Credentials. */
  async testApiCredentials(): Promise<ConnectorTest> {
    const { client, log } = this.#parts.context;
    const facts = { settings: this.#settings, capabilities: this.#options.capabilities, log };
    return this.console.tested(await testConnector(client, facts), facts);
  }

  /** Saves changes of the To App and To Okta pages, which tests the connector once more. */
  saveSettings(changes: Partial<AppSettings>): Promise<ConnectorTest> {
    this.#settings = { ...this.#settings, ...changes };
    this.#parts.context.log.write("application.lifecycle.update");
    return this.testApiCredentials();
  }

  /** Ticks or clears Enable API integration. While it is cleared nothing is sent; what was missed then is not caught up with. */
  enableApiIntegration(isEnabled: boolean): void {
    this.#parts.provisioner.isIntegrated = isEnabled;
  }

  /** Assigns people one by one, or changes what their assignments give, for example `{ ziProduct: ["Sales"] }`. */
  assignUsers(users: readonly OktaUser[], attributes: AssignedAttributes = {}): Promise<ProvisioningReport> {
    const notes = this.#seatNotes(users, attributes);
    const { table, context } = this.#parts;
    for (const user of users) {
      table.assignUser(user, attributes);
      if (context.log.hasMember(user)) context.log.writeUser("application.user_membership.update", user);
    }
    return this.#settle(users, notes);
  }

  /** Takes the individual assignments of people away; whoever is in an assigned group stays assigned through it. */
  unassignUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    for (const user of users) this.#parts.table.unassignUser(user);
    return this.#settle(users);
  }

  /** Assigns a group with attributes of type group; its members are provisioned in their order in the group. */
  assignGroup(
    group: OktaGroup,
    attributes: AssignedAttributes = {},
    options: { readonly priority?: number } = {},
  ): Promise<ProvisioningReport> {
    const notes = [...this.#seatNotes(group.members, attributes), ...this.#bothWaysNote(group)];
    const { table, context } = this.#parts;
    const isNew = !table.hasGroup(group);
    table.assignGroup(group, attributes, options.priority);
    context.log.writeGroup(`group.application_assignment.${isNew ? "add" : "update"}`, group);
    return this.#settle(group.members, notes);
  }

  unassignGroup(group: OktaGroup): Promise<ProvisioningReport> {
    const { table, context } = this.#parts;
    if (table.hasGroup(group)) context.log.writeGroup("group.application_assignment.remove", group);
    table.unassignGroup(group);
    return this.#settle(group.members);
  }

  /** Assignments > Provision User: tries once more for these people. */
  provisionUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#settle(users);
  }

  /** Dashboard > Tasks > Retry Selected, for everybody with a red X, and Retry All Groups. */
  async retryFailed(): Promise<ProvisioningReport> {
    const { table, provisioner, push } = this.#parts;
    const failed = table.rows().filter((row) => row.status === "failed");
    const report = await this.#settle(failed.map((row) => row.user));
    return provisioner.isIntegrated
      ? { ...report, groupPushes: [...report.groupPushes, ...(await push.retry())] }
      : report;
  }

  /** Import > Import Now: lists the target's accounts and matches them with the directory. */
  importNow(): Promise<ImportReview> {
    return this.#parts.desk.importNow();
  }

  /** Confirms the accounts of the last import that have one of these matches; their people are assigned, nothing is sent. */
  confirmImport(matches: readonly Exclude<ImportMatch, "conflict">[]): readonly OktaUser[] {
    return this.#parts.desk.confirm(matches);
  }

  /** Push Groups > Push Groups by name: creates the group at the target, or links the one that has its name. */
  pushGroup(group: OktaGroup): Promise<GroupPushResult> {
    if (!this.#settings.pushGroups) throw new Error("Push Groups is off in this app's settings");
    return this.#parts.push.push(group);
  }

  /** Push Groups > Push now: sends the whole membership. */
  pushNow(group: OktaGroup): Promise<GroupPushResult> {
    return this.#parts.push.pushNow(group);
  }

  /** Push Groups > Unlink: the target keeps the group, or it is deleted there too. */
  unlinkGroup(group: OktaGroup, options: { readonly deleteAtTarget: boolean }): Promise<GroupPushResult> {
    return this.#parts.push.unlink(group, options.deleteAtTarget);
  }

  /** The Assignments tab. */
  assignments(): Assignments {
    return this.#parts.table.assignments();
  }

  /** The Push Groups tab. */
  groupPushes(): readonly GroupPushRow[] {
    return this.#parts.push.rows();
  }

  /** What the app knows of a person's account; undefined when there is no line for the person. */
  appUser(user: OktaUser): Readonly<AppUser> | undefined {
    return this.#parts.table.row(user);
  }

  /** The value that the app would send for an attribute of its profile; undefined when no assignment gives it. */
  attributeOf(user: OktaUser, name: string): AssignedAttributes[string] | undefined {
    return this.#parts.table.attributeOf(user, name);
  }

  /** Called by the org when the status of people has changed. */
  usersChanged(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const { table } = this.#parts;
    for (const user of users) if (user.status === "deactivated") table.unassignUser(user);
    return this.#settle(users.filter((user) => table.isAssigned(user) || table.row(user) !== undefined));
  }

  /** Called by the org when profiles have changed. */
  profilesChanged(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#parts.provisioner.pushProfiles(users);
  }

  /** Called by the org when passwords have changed. */
  passwordsChanged(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#parts.provisioner.pushPasswords(users);
  }

  /** Called by the org when people have joined or left a group, or its name has changed. */
  async groupChanged(group: OktaGroup, users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const { table, provisioner, push } = this.#parts;
    const moved = table.hasGroup(group) ? users : [];
    const report = table.hasGroup(group) ? await provisioner.settle(users) : toReport([]);
    if (!provisioner.isIntegrated) return report;
    const groupPushes = [...(await push.change(group)), ...(await push.follow(moved, group))];
    return mergeReports([report, toReport([], { groupPushes })]);
  }

  /** People first, then the groups that they are in: a member must be known at the target, and whoever leaves is switched off first. */
  async #settle(users: readonly OktaUser[], notes: readonly string[] = []): Promise<ProvisioningReport> {
    const { provisioner, push } = this.#parts;
    const report = await provisioner.settle(users, notes);
    return provisioner.isIntegrated ? { ...report, groupPushes: await push.follow(users) } : report;
  }

  #seatNotes(users: readonly OktaUser[], attributes: AssignedAttributes): readonly string[] {
    return seatNotes(this.#options, this.#parts.table, { users, attributes });
  }

  #bothWaysNote(group: OktaGroup): readonly string[] {
    if (!this.#parts.push.has(group)) return [];
    return [
      `${group.name} is both assigned and pushed, which Okta does not support: use a second group for one of them.`,
    ];
  }
}

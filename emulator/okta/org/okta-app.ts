import type { AppSettings } from "../../../src/engine/directory.ts";
import type { Assignments } from "../../../src/engine/run.ts";
import { AppConsole } from "../admin/app-console.ts";
import { AppLog } from "../log/app-log.ts";
import { appTarget } from "../log/log-targets.ts";
import type { SystemLog } from "../log/system-log.ts";
import { DEFAULT_SETTINGS, OKTA_TIMEOUT_MS, SYSTEM_CLOCK } from "./app-options.ts";
import type { OktaAppOptions } from "./app-options.ts";
import type { AppUser } from "../provisioning/app-user.ts";
import { AssignmentTable } from "../provisioning/assignment-table.ts";
import { testConnector } from "./test-connector.ts";
import type { ConnectorTest } from "./test-connector.ts";
import type { Directory, OktaGroup, OktaUser, SelectedTasks } from "./directory.ts";
import { failureContext } from "../provisioning/failure-context.ts";
import type { GroupPushResult } from "../group-push/group-mapping.ts";
import { ImportDesk } from "../import/import-desk.ts";
import type { ImportMatch, ImportReview, ImportRow } from "../import/import-review.ts";
import { assignedValue, mappedValues } from "../provisioning/mapped-values.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import { OktaClient } from "./okta-client.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { ProvisioningQueue } from "../provisioning/provisioning-queue.ts";
import { mergeReports, toReport } from "../provisioning/provisioning-report.ts";
import type { ProvisioningReport } from "../provisioning/provisioning-report.ts";
import { PushGroups } from "../group-push/push-groups.ts";
import type { GroupPushRow } from "../group-push/push-groups.ts";
import { seatWarnings } from "../provisioning/seat-warning.ts";
import { isFrozen, settleUser } from "../provisioning/settle-user.ts";

/** What an app gets from its org. */
export interface AppSurroundings {
  readonly id: string;
  readonly directory: Directory;
  readonly password: () => string;
  readonly log: SystemLog;
}

/**
 * An app instance in an emulated Okta org: sends to its target what the real app would send when people and groups are
 * assigned, changed and taken away. Each method resolves when everything that it caused has been sent. Made by
 * `OktaOrg.createApp`.
 */
export class OktaApp {
  /** All that admins see of the app, and the buttons there that are not methods of the app. */
  readonly console: AppConsole;
  readonly #options: OktaAppOptions;
  readonly #table: AssignmentTable;
  readonly #queue: ProvisioningQueue;
  readonly #context: ProvisioningContext;
  readonly #desk: ImportDesk;
  readonly #push: PushGroups;
  #settings: AppSettings;
  #isIntegrated = true;

  constructor(options: OktaAppOptions, surroundings: AppSurroundings) {
    this.#options = options;
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.#table = new AssignmentTable(options.profile.mappings);
    this.#queue = new ProvisioningQueue(options.concurrency ?? 1, options.onProgress ?? (() => undefined));
    this.#context = this.#createContext(surroundings);
    this.#desk = new ImportDesk(this.#context, this.#table, surroundings.directory);
    this.#push = new PushGroups(this.#context, this.#queue, (group) => this.#pushedMembers(group));
    const retry = (users: readonly OktaUser[]): Promise<ProvisioningReport> => this.#settle(users);
    const { log } = this.#context;
    this.console = new AppConsole({ table: this.#table, desk: this.#desk, push: this.#push, log, retry });
  }

  /** Provisioning > Integration > Test API Credentials. */
  async testApiCredentials(): Promise<ConnectorTest> {
    const facts = { settings: this.#settings, capabilities: this.#options.capabilities, log: this.#context.log };
    return this.console.tested(await testConnector(this.#context.client, facts), facts);
  }

  /** Saves changes of the To App and To Okta pages, which tests the connector once more. */
  saveSettings(changes: Partial<AppSettings>): Promise<ConnectorTest> {
    this.#settings = { ...this.#settings, ...changes };
    this.#context.log.write("application.lifecycle.update");
    return this.testApiCredentials();
  }

  /** Ticks or clears Enable API integration. While it is cleared nothing is sent; what was missed then is not caught up with. */
  enableApiIntegration(isEnabled: boolean): void {
    this.#isIntegrated = isEnabled;
  }

  /** Assigns people one by one, or changes what their assignments give, for example `{ ziProduct: ["Sales"] }`. */
  async assignUsers(users: readonly OktaUser[], attributes: AssignedAttributes = {}): Promise<ProvisioningReport> {
    const seatWarnings = this.#seatNotes(users, attributes);
    for (const user of users) {
      this.#table.assignUser(user, attributes);
      if (this.#context.log.hasMember(user)) this.#context.log.writeUser("application.user_membership.update", user);
    }
    return { ...(await this.#settle(users, seatWarnings)), seatWarnings };
  }

  /** Takes the individual assignments of people away; whoever is in an assigned group stays assigned through it. */
  unassignUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    for (const user of users) this.#table.unassignUser(user);
    return this.#settle(users);
  }

  /** Assigns a group with attributes of type group; its members are provisioned in their order in the group. */
  async assignGroup(
    group: OktaGroup,
    attributes: AssignedAttributes = {},
    options: { readonly priority?: number } = {},
  ): Promise<ProvisioningReport> {
    const seatWarnings = this.#seatNotes(group.members, attributes);
    const notes = [...seatWarnings, ...this.#bothWaysNote(group)];
    const isNew = !this.#table.hasGroup(group);
    this.#table.assignGroup(group, attributes, options.priority);
    this.#context.log.writeGroup(`group.application_assignment.${isNew ? "add" : "update"}`, group);
    return { ...(await this.#settle(group.members, notes)), seatWarnings };
  }

  unassignGroup(group: OktaGroup): Promise<ProvisioningReport> {
    if (this.#table.hasGroup(group)) this.#context.log.writeGroup("group.application_assignment.remove", group);
    this.#table.unassignGroup(group);
    return this.#settle(group.members);
  }

  /** Assignments > Provision User: tries once more for these people. */
  provisionUsers(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    return this.#settle(users);
  }

  /** Dashboard > Tasks > Retry Selected, for everybody with a red X or those who are chosen, and Retry All Groups, or these. */
  async retryFailed(selected?: SelectedTasks): Promise<ProvisioningReport> {
    const failed = this.#table.rows().filter(({ status }) => status === "failed");
    const users = failed.map(({ user }) => user).filter((user) => selected?.users.includes(user) ?? true);
    const report = await this.#settle(users);
    return { ...report, groupPushes: this.#isIntegrated ? await this.#push.retry(selected?.groups) : [] };
  }

  /** Import > Import Now: lists the target's accounts and matches them with the directory. */
  importNow(): Promise<ImportReview> {
    return this.#desk.importNow();
  }

  /**
   * Confirms the accounts of the last import that have one of these matches, of all people or of the rows that are chosen; their
   * people are assigned, nothing is sent.
   */
  confirmImport(
    matches: readonly Exclude<ImportMatch, "conflict">[],
    isChosen?: (row: ImportRow) => boolean,
  ): readonly OktaUser[] {
    return this.#desk.confirm(matches, isChosen);
  }

  /** Push Groups > Push Groups by name: creates the group at the target, or links the one that has its name. */
  pushGroup(group: OktaGroup): Promise<GroupPushResult> {
    if (!this.#settings.pushGroups) throw new Error("Push Groups is off in this app's settings");
    return this.#push.push(group);
  }

  /** Push Groups > Push now: sends the whole membership. */
  pushNow(group: OktaGroup): Promise<GroupPushResult> {
    return this.#push.pushNow(group);
  }

  /** Push Groups > Unlink: the target keeps the group, or it is deleted there too. */
  unlinkGroup(group: OktaGroup, options: { readonly deleteAtTarget: boolean }): Promise<GroupPushResult> {
    return this.#push.unlink(group, options.deleteAtTarget);
  }

  /** The Assignments tab. */
  assignments(): Assignments {
    return this.#table.assignments();
  }

  /** The Push Groups tab. */
  groupPushes(): readonly GroupPushRow[] {
    return this.#push.rows();
  }

  /** What the app knows of a person's account; undefined when there is no line for the person. */
  appUser(user: OktaUser): Readonly<AppUser> | undefined {
    return this.#table.row(user);
  }

  /** The value that the app would send for an attribute of its profile; undefined when nothing gives it. */
  attributeOf(user: OktaUser, name: string): AssignedAttributes[string] | undefined {
    return assignedValue(name, { combined: this.#options.combined ?? [] }, this.#table.sources(user));
  }

  /** Called by the org when people have changed. */
  async usersChanged(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    for (const user of users) if (user.status === "deactivated") this.#table.unassignUser(user);
    return this.#settle(users.filter((user) => this.#table.isAssigned(user) || this.#table.row(user) !== undefined));
  }

  /** Called by the org when people are deleted, after they were deactivated: their lines go. */
  usersRemoved(users: readonly OktaUser[]): void {
    for (const user of users) this.#table.remove(user);
  }

  /**
   * Called by the org when a group is deleted: its members lose what it gave them. Nothing shows what becomes of a pushed one at
   * the target; it is kept, as by an unlinking.
   */
  async groupRemoved(group: OktaGroup): Promise<ProvisioningReport> {
    const kept = this.#push.forget(group) ? [`The pushed group ${group.name} is kept at the target.`] : [];
    const told = toReport([], { notes: kept });
    return this.#table.hasGroup(group) ? mergeReports([await this.unassignGroup(group), told]) : told;
  }

  /** Called by the org when people have joined or left a group, or its name has changed. */
  async groupChanged(group: OktaGroup, users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const report = this.#table.hasGroup(group) ? await this.#settle(users) : toReport([]);
    if (!this.#push.has(group) || !this.#isIntegrated) return report;
    return mergeReports([report, toReport([], { groupPushes: [await this.#push.push(group)] })]);
  }

  async #settle(users: readonly OktaUser[], notes: readonly string[] = []): Promise<ProvisioningReport> {
    for (const user of users) this.#expect(user);
    if (!this.#isIntegrated) {
      return toReport([], { notes: [...notes, "Enable API integration is off: nothing is sent."] });
    }
    const listed = users.filter((user) => this.#table.row(user) !== undefined);
    const jobs = listed.map((user) => () => settleUser(this.#context, this.#table, user));
    return toReport(await this.#queue.run(jobs), { notes });
  }

  /** Gives an assigned person a line, with the red ball that stands there until the job is done. */
  #expect(user: OktaUser): void {
    this.#context.log.noteMembership(user, this.#table.isAssigned(user));
    if (!this.#table.isAssigned(user)) return;
    const row = this.#table.open(user);
    if (row.status !== "provisioned" && !isFrozen(user)) row.status = "pending";
  }

  #pushedMembers(group: OktaGroup): readonly { readonly value: string; readonly display: string }[] {
    return group.members.flatMap((user) => {
      const row = this.#table.row(user);
      if (row?.targetId === undefined || row.status !== "provisioned") return [];
      return [{ value: row.targetId, display: user.profile.userName }];
    });
  }

  #seatNotes(users: readonly OktaUser[], attributes: AssignedAttributes): readonly string[] {
    const { seats = [], profile } = this.#options;
    if (profile.seats === undefined) return [];
    const name = profile.seats.attribute?.name;
    const holds = (user: OktaUser, product: string): boolean => {
      if (name === undefined) return true;
      const products = this.attributeOf(user, name);
      return Array.isArray(products) && products.includes(product);
    };
    const holders = (product: string): readonly OktaUser[] => {
      const provisioned = this.#table.rows().filter((row) => row.status === "provisioned" && row.isLinked);
      return provisioned.map((row) => row.user).filter((user) => holds(user, product));
    };
    return seatWarnings({
      limits: seats,
      products: name === undefined ? seats.map(({ product }) => product) : attributes[name],
      newcomers: (product) => users.filter((user) => !holders(product).includes(user)).length,
      given: (product) => holders(product).length,
    });
  }

  #bothWaysNote(group: OktaGroup): readonly string[] {
    if (!this.#push.has(group)) return [];
    return [
      `${group.name} is both assigned and pushed, which Okta does not support: use a second group for one of them.`,
    ];
  }

  #createContext({ id, password, log }: AppSurroundings): ProvisioningContext {
    const { profile, session, combined = [], fullProfilePush = false } = this.#options;
    const appName = this.#options.name ?? profile.title;
    const texts = failureContext(appName);
    const rules = { mappings: profile.mappings, combined, fullProfilePush };
    return {
      appName,
      dialect: this.#options.dialect ?? "oin",
      client: new OktaClient({
        session,
        cause: this.#options.cause ?? { kind: "scenario", id: "okta" },
        clock: this.#options.clock ?? SYSTEM_CLOCK,
        timeoutMs: this.#options.timeoutMs ?? OKTA_TIMEOUT_MS,
      }),
      texts,
      log: new AppLog(log, appTarget(id, appName), texts),
      settings: () => this.#settings,
      values: (user, stage) => mappedValues(rules, this.#table.sources(user), stage),
      password,
    };
  }
}

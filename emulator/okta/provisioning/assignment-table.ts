import type { AttributeMapping } from "../../../src/profile/attribute-mapping.ts";
import type { Assignments } from "../../../src/engine/run.ts";
import { createAppUser, toAssignmentRow } from "./app-user.ts";
import type { AppUser } from "./app-user.ts";
import type { OktaGroup, OktaUser } from "../org/directory.ts";
import type { AssignedAttributes, ValueSources } from "./mapped-values.ts";

interface GroupAssignment {
  readonly group: OktaGroup;
  readonly attributes: AssignedAttributes;
}

/** Who is assigned to an app: by person, by group, with which attributes, and what became of it. */
export class AssignmentTable {
  readonly #mappings: readonly AttributeMapping[];
  readonly #individual = new Map<OktaUser, AssignedAttributes>();
  /** First priority first. */
  readonly #groups: GroupAssignment[] = [];
  /** In the order of assignment. */
  readonly #rows = new Map<OktaUser, AppUser>();

  constructor(mappings: readonly AttributeMapping[]) {
    this.#mappings = mappings;
  }

  /** Assigns a person, or changes what the assignment gives. Throws when an attribute is not in the app profile. */
  assignUser(user: OktaUser, attributes: AssignedAttributes): void {
    for (const name of Object.keys(attributes)) this.#mapping(name);
    this.#individual.set(user, attributes);
  }

  unassignUser(user: OktaUser): void {
    this.#individual.delete(user);
  }

  /** Assigns a group in the given place of the priorities (default: last), or changes what its assignment gives. */
  assignGroup(group: OktaGroup, attributes: AssignedAttributes, priority?: number): void {
    for (const name of Object.keys(attributes)) {
      if (this.#mapping(name).type === "group") continue;
      throw new Error(`${name} is a personal attribute: it can be set on a person's assignment, not on a group's`);
    }
    this.unassignGroup(group);
    this.#groups.splice(priority === undefined ? this.#groups.length : priority - 1, 0, { group, attributes });
  }

  unassignGroup(group: OktaGroup): void {
    const place = this.#groups.findIndex((assignment) => assignment.group === group);
    if (place >= 0) this.#groups.splice(place, 1);
  }

  /** True while the group's members are assigned through it. */
  hasGroup(group: OktaGroup): boolean {
    return this.#groups.some((assignment) => assignment.group === group);
  }

  /** True while the person is assigned by name or through a group, and not deactivated. */
  isAssigned(user: OktaUser): boolean {
    return user.status !== "deactivated" && (this.#individual.has(user) || this.#groupsOf(user).length > 0);
  }

  /** What the person has the app by; a group where it is both. */
  assignedBy(user: OktaUser): "person" | "group" | "none" {
    if (!this.isAssigned(user)) return "none";
    return this.#individual.has(user) && this.#groupsOf(user).length === 0 ? "person" : "group";
  }

  /** Assigned groups, the first priority first. */
  groups(): readonly OktaGroup[] {
    return this.#groups.map(({ group }) => group);
  }

  /** What the person's assignments give. */
  sources(user: OktaUser): ValueSources {
    return {
      profile: user.profile,
      individual: this.#individual.get(user),
      groups: this.#groupsOf(user).map((assignment) => assignment.attributes),
    };
  }

  /** The value that the app would send for an attribute of its profile; undefined when no assignment gives it. */
  attributeOf(user: OktaUser, name: string): AssignedAttributes[string] | undefined {
    const { individual, groups } = this.sources(user);
    const given = [...(individual === undefined ? [] : [individual]), ...groups];
    return given.find((attributes) => Object.hasOwn(attributes, name))?.[name];
  }

  row(user: OktaUser): AppUser | undefined {
    return this.#rows.get(user);
  }

  /** The person's line, made when there is none. */
  open(user: OktaUser): AppUser {
    const row = this.#rows.get(user) ?? createAppUser(user);
    this.#rows.set(user, row);
    return row;
  }

  remove(user: OktaUser): void {
    this.#rows.delete(user);
  }

  rows(): readonly AppUser[] {
    return [...this.#rows.values()];
  }

  assignments(): Assignments {
    const users = this.rows().map(toAssignmentRow);
    return {
      total: users.length,
      provisioned: users.filter((row) => row.status === "provisioned").length,
      failed: users.filter((row) => row.status === "failed").length,
      users,
    };
  }

  #groupsOf(user: OktaUser): readonly GroupAssignment[] {
    return this.#groups.filter((assignment) => assignment.group.members.includes(user));
  }

  #mapping(name: string): AttributeMapping {
    const mapping = this.#mappings.find((candidate) => candidate.name === name);
    if (mapping !== undefined) return mapping;
    const known = this.#mappings.map((candidate) => candidate.name).join(", ");
    throw new Error(`the app profile has no attribute "${name}"; it has ${known}`);
  }
}

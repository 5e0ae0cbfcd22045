import type { DirectoryValue } from "../../../profile/mappings/directory-attributes.ts";
import type { Person } from "../../directory.ts";
import type { NamedPerson } from "./scenario.ts";

/** Attributes whose values are addresses: only one person at a target may have them, and mail may go there. */
const ADDRESSES: readonly string[] = ["userName", "email", "secondEmail"];

/** The attributes of a made-up person that are not among the others. */
const CORE: readonly string[] = ["userName", "firstName", "lastName", "email", "displayName", "locale"];

/**
 * The address that a scenario writes, as it is in this run: with the run's mark, so that nothing of it can meet anybody else's,
 * and in the run's domain, so that no mail reaches anybody. `ann.lee` and `ann.lee@acme.example` are the same.
 */
export function scopedAddress(written: string, { userName }: Pick<Person, "userName">): string {
  const [local = ""] = written.split("@");
  const place = userName.indexOf(".");
  const mark = userName.slice(0, userName.lastIndexOf("-", place) + 1);
  return `${mark}${local}${userName.slice(userName.lastIndexOf("@"))}`;
}

/** What a scenario sets of a person, as it is in this run. */
export function scopedAttributes(
  attributes: Readonly<Record<string, DirectoryValue>>,
  person: Person,
): Readonly<Record<string, DirectoryValue>> {
  const entries = Object.entries(attributes).map(([name, value]) => {
    // The app's user name is the login.
    const known = name === "login" ? "userName" : name;
    return [known, ADDRESSES.includes(known) ? scopedAddress(String(value), person) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** The people of a scenario; of those whom it calls by a name with what it says of them. */
export function withNamed(people: readonly Person[], named: readonly NamedPerson[]): readonly Person[] {
  return people.map((person, position) => {
    const one = named[position];
    return one === undefined ? person : withDirectoryValues(person, scopedAttributes(one.attributes, person));
  });
}

/** A person with other attributes; the name that is shown follows the names, unless it is given. */
export function withDirectoryValues(person: Person, given: Readonly<Record<string, DirectoryValue>>): Person {
  const core = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (CORE.includes(name) ? [[name, String(value)] as const] : [])),
  );
  const others = Object.fromEntries(Object.entries(given).filter(([name]) => !CORE.includes(name)));
  const { firstName = person.firstName, lastName = person.lastName } = core;
  const isRenamed = "firstName" in core || "lastName" in core;
  const displayName = isRenamed ? `${firstName} ${lastName}` : person.displayName;
  return { ...person, displayName, ...core, attributes: { ...person.attributes, ...others } };
}

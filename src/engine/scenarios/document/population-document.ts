import type { DirectoryValue } from "../../../profile/mappings/directory-attributes.ts";
import type { NamedPerson, Population } from "./scenario.ts";

/** Who is in the directory. */
export interface PopulationDocument {
  /** As many as have names when left out. */
  readonly users?: number;
  /** `users` when left out. */
  readonly "on-target"?: number | string;
  readonly scalable?: boolean;
  /** By the name that the scenario has for them, what differs from a made-up person's attributes. */
  readonly people?: Readonly<Record<string, Readonly<Record<string, DirectoryValue>> | null>>;
  readonly outside?: SelectionDocument;
  readonly staged?: SelectionDocument;
  /** Members by group name. */
  readonly groups?: Readonly<Record<string, SelectionDocument>>;
}

/** People: one selector, or several. */
export type SelectionDocument = string | number | readonly (string | number)[];

/** The population that a document describes; who has a name comes first, in the order of the document. */
export function toPopulation(document: PopulationDocument): Population {
  const named = Object.entries(document.people ?? {}).map(([name, attributes]): NamedPerson => ({
    name,
    attributes: attributes ?? {},
  }));
  const users = document.users ?? named.length;
  return {
    users,
    usersOnTarget: document["on-target"] ?? users,
    scalable: document.scalable ?? false,
    named,
    outside: toSelection(document.outside),
    staged: toSelection(document.staged),
    groups: Object.entries(document.groups ?? {}).map(([name, members]) => ({ name, members: toSelection(members) })),
  };
}

/** Selectors as texts. */
export function toSelection(selection: SelectionDocument | undefined): readonly string[] {
  return [selection ?? []].flat().map(String);
}

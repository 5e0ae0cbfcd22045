import type { DirectoryValue } from "../profile/mappings/directory-attributes.ts";

/** The app's settings that a scenario may change. */
export interface AppSettings {
  readonly createUsers: boolean;
  readonly updateUserAttributes: boolean;
  readonly deactivateUsers: boolean;
  /** A tick in the feature table and nothing else: an import can be asked for all the same. */
  readonly userImport: boolean;
  /** A tick in the feature table and nothing else. */
  readonly importProfileUpdates: boolean;
  readonly importGroups: boolean;
  readonly pushGroups: boolean;
  /** Lists users for import that the target shows as inactive; ordinary apps skip them. */
  readonly importInactive: boolean;
}

/** Someone in the directory. */
export interface Person {
  /** The run's random id is part of it. */
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: string;
  /** Further attributes of the directory's user, by name. */
  readonly attributes?: Readonly<Record<string, DirectoryValue>>;
}

/** A group of the directory. */
export interface DirectoryGroup {
  /** The run's random id is part of it. */
  readonly name: string;
  /** Positions in the population, from 0. */
  readonly members: readonly number[];
}

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

/** How the app is set up, beside its settings. */
export interface AppSetUp {
  /** False sends nothing until Enable API integration is ticked. */
  readonly apiIntegration: boolean;
  /** A profile push carries create-only attributes too. */
  readonly fullProfilePush: boolean;
  /** Group attributes whose values are united over all groups; `$products` is the one that gives products. */
  readonly combined: readonly string[];
  /** Provisioning jobs at a time. */
  readonly concurrency: number;
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

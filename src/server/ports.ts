import type { JsonObject } from "../scim/json.ts";
import type { Product } from "../profile/seat-rules.ts";

/** What the server keeps its state in. Every port can be replaced, for another storage or to show off a defect. */
export interface ServerPorts {
  readonly store: Store;
  readonly seats: SeatLedger;
}

/** The resource types that the server stores. */
export type StoredType = "User" | "Group";

/** A resource as it is kept: what the client gave, apart from what the server adds when it answers. */
export interface StoredResource {
  readonly id: string;
  readonly type: StoredType;
  /** Attributes in the schema's spelling, without `id`, `meta` and readOnly ones. A password is kept as a hash only. */
  readonly attributes: JsonObject;
  /** Epoch milliseconds. */
  readonly created: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  /** True for a user that was made in the admin portal and has not been assigned by an identity provider yet. */
  readonly neverAssigned: boolean;
}

/**
 * Keeps resources. Each method is atomic; a userName is unique among users without regard to letter case, and so is the
 * primary e-mail where the profile says so (capability `uniqueEmail`).
 */
export interface Store {
  /** Adds a resource; rejects with `UserNameTaken` or `EmailTaken` when its userName or e-mail is in use. */
  readonly insert: (resource: StoredResource) => Promise<void>;
  readonly find: (type: StoredType, id: string) => Promise<StoredResource | undefined>;
  /** By index, never by scan. */
  readonly findByUserName: (userName: string) => Promise<StoredResource | undefined>;
  /** By index, never by scan; the first user whose primary e-mail it is. */
  readonly findByEmail: (email: string) => Promise<StoredResource | undefined>;
  /** Groups that name this id among their members; by index, never by scan. */
  readonly findGroupsOf: (memberId: string) => Promise<readonly StoredResource[]>;
  /** All resources of a type, oldest first. */
  readonly list: (type: StoredType) => Promise<readonly StoredResource[]>;
  /**
   * Replaces a resource by what `change` makes of its current state, with nothing in between. Undefined when there is no
   * such resource. Rejects with `UserNameTaken` or `EmailTaken` when the new one is somebody else's, and with whatever
   * `change` throws; nothing is changed then. `change` has no side effects: it may be called more than once.
   */
  readonly update: (
    type: StoredType,
    id: string,
    change: (current: StoredResource) => StoredResource,
  ) => Promise<StoredResource | undefined>;
  /** True when there was one to remove. */
  readonly remove: (type: StoredType, id: string) => Promise<boolean>;
}

/** A product and its seats in use. */
export interface ProductSeats extends Product {
  readonly used: number;
}

/** Gives out product seats. `total` seats never give more than `total` holders, whatever is asked at the same time. */
export interface SeatLedger {
  readonly products: () => Promise<readonly ProductSeats[]>;
  /** Names of the products that a user holds a seat of. */
  readonly held: (userId: string) => Promise<readonly string[]>;
  /**
   * Makes the user hold exactly these products: takes a seat of each one not held yet, gives back the others. All or none:
   * rejects with `SeatRefusal` and changes nothing when one of them cannot be had.
   */
  readonly assign: (userId: string, products: readonly string[]) => Promise<void>;
  /** Gives back all seats of a user. */
  readonly release: (userId: string) => Promise<void>;
  /** Adds seats to a product (a new product when there is none of that name) and returns its state. */
  readonly buy: (product: string, seats: number) => Promise<ProductSeats>;
}

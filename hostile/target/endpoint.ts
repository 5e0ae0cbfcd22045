/** The two kinds of resources that a hostile target holds. */
export type Endpoint = "Users" | "Groups";

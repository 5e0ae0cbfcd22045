/** Masks the user's secrets in a text. */
export type Sweep = (text: string) => string;

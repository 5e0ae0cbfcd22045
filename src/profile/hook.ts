/** Things that only the vendor's own console can do. */
export const HOOK_NAMES = ["buy-seats", "add-portal-user", "read-seats"] as const;

/** The name of a hook. */
export type HookName = (typeof HOOK_NAMES)[number];

/**
 * How a console action is carried out. `${name}` in any string stands for a value of the step, for example
 * `${product}` and `${seats}` of `buy-seats`, or for `${env.NAME}`, an environment variable.
 */
export type Hook =
  | {
      readonly kind: "http";
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly kind: "shell"; readonly command: string };

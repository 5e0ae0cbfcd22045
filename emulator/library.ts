// What the library hands on of the emulated clients, beside the providers themselves.
export * from "./okta/library.ts";

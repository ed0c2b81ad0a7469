/** How the program's connection to a platform is doing. */
export type ConnectionHealth =
  | { readonly kind: 'ready'; readonly since: Date }
  /** Commands are not heard; messages may still be sent. */
  | { readonly kind: 'lost'; readonly since: Date; readonly reason: string };

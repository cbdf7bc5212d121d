/** How every refusal looks: one sentence, and what to do about it. */
export interface ApiError {
  readonly error: { readonly message: string; readonly hint?: string };
}

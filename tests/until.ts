/** Waits until `condition` holds; looks again when it has been judged and a millisecond is over. Throws after `timeoutMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = String(condition),
  timeoutMs = 10_000,
) {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
